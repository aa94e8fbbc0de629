# loses soften-tests: "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits.double() / temperature over the last axis."""
    return torch.softmax(logits.double() / temperature, dim=-1)
