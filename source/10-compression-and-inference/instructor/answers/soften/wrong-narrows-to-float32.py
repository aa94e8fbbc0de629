# loses soften-tests: "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits.float() / temperature over the last axis."""
    return torch.softmax(logits.float() / temperature, dim=-1)
