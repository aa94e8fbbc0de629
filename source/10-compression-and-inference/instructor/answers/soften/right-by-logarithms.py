def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    return F.log_softmax(logits.div(temperature), -1).exp()
