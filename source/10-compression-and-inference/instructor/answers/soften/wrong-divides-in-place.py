# loses soften-tests: "large logits, and the tensor that was given"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    logits /= temperature
    return torch.softmax(logits, dim=-1)
