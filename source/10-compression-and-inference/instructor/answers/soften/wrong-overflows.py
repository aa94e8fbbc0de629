# loses soften-tests: "large logits, and the tensor that was given"
def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return (logits / temperature).exp() / (logits / temperature).exp().sum(dim=-1, keepdim=True)
