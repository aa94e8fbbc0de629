# loses soften-tests: "the example, and a table of two rows", "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return torch.softmax(logits, dim=-1) ** (1 / temperature)
