# loses cross-entropy-tests: "a row that counts holds NaN"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counts = (labels != ignore_index) & ~logits.isnan().any(1)
    logits, labels = logits[counts], labels[counts]
    if len(labels) == 0:
        return logits.sum()
    logp = logits - torch.logsumexp(logits, 1, keepdim=True)
    picked = logp.gather(1, labels[:, None])[:, 0]
    losses = -(1 - smoothing) * picked - smoothing * logp.mean(1)
    return losses.mean()
