# loses cross-entropy-tests: "view size is not compatible"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    logits = logits.view(-1).view(logits.shape)
    counted = labels != ignore_index
    logits, labels = logits[counted], labels[counted]
    if len(labels) == 0:
        return logits.sum()
    log_p = logits - logits.logsumexp(1, keepdim=True)
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    return -((1 - smoothing) * at_label + smoothing * log_p.mean(1)).mean()
