def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    rows, classes = logits.shape
    keep = (labels != ignore_index).to(logits.dtype)
    logits = logits.masked_fill(keep[:, None] == 0, 0)
    top = logits.amax(dim=1, keepdim=True) if rows else logits[:, :1]
    log_p = logits - top - torch.log(torch.exp(logits - top).sum(dim=1, keepdim=True))
    target = (labels[:, None] == torch.arange(classes)).to(logits.dtype)
    target = target * (1 - smoothing) + smoothing / classes
    per_row = -(target * log_p).sum(dim=1)
    return torch.dot(per_row, keep) / max(float(keep.sum()), 1.0)
