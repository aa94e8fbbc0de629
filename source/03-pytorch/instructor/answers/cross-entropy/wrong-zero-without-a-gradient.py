# loses cross-entropy-tests: "lost the way back to the logits", "the sum of nothing has one"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    counted = labels != ignore_index
    if not counted.any():
        return torch.zeros((), dtype=logits.dtype)
    logits, labels = logits[counted], labels[counted]
    log_p = logits - logits.logsumexp(1, keepdim=True)
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    return -((1 - smoothing) * at_label + smoothing * log_p.mean(1)).mean()
