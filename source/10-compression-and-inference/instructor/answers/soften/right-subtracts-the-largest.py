def soften(logits, temperature):
    """The softmax of logits / temperature over the last axis."""
    scaled = logits / temperature
    grown = torch.exp(scaled - scaled.max(dim=-1, keepdim=True).values)
    return grown / grown.sum(dim=-1, keepdim=True)
