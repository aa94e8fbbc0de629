# loses soften-tests: "large logits, and the tensor that was given", "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return torch.softmax((logits / temperature).clamp(-5, 5), dim=-1)
