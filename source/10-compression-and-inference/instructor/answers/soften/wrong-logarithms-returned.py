# loses soften-tests: "the example, and a table of two rows", "large logits, and the tensor that was given", "other shapes, temperatures and dtypes"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return torch.log_softmax(logits / temperature, dim=-1)
