# loses cross-entropy-tests: "argument 2 after the call", "changed in place"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    counted = labels != ignore_index
    labels[~counted] = 0
    if not counted.any():
        return logits.sum() * 0
    log_p = logits - logits.logsumexp(1, keepdim=True)
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    each = (1 - smoothing) * at_label + smoothing * log_p.mean(1)
    return -torch.where(counted, each, 0).sum() / counted.sum()
