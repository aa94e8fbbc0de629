# loses soften-tests: "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return torch.softmax(logits / temperature, dim=min(1, logits.dim() - 1))
