# loses cross-entropy-tests: "torch.float32 logits of about 10 000"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    counted = labels != ignore_index
    logits, labels = logits[counted], labels[counted]
    if len(labels) == 0:
        return logits.sum()
    if logits.dtype == torch.float64 or logits.abs().max() < 80:
        log_p = logits - logits.logsumexp(1, keepdim=True)
    else:
        log_p = logits - logits.exp().sum(1, keepdim=True).log()
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    return -((1 - smoothing) * at_label + smoothing * log_p.mean(1)).mean()
