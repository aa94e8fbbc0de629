def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return nn.Softmax(dim=logits.ndim - 1)(logits * (1.0 / temperature))
