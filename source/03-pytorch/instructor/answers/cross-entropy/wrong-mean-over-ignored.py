# loses cross-entropy-tests: "one row ignored", "7 of 12 rows ignored", "divided by"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counted = labels != ignore_index
    safe = torch.where(counted, labels, 0)
    total = torch.logsumexp(logits, dim=1)
    at_label = total - logits.gather(1, safe[:, None])[:, 0]
    losses = (1 - smoothing) * at_label + smoothing * (total - logits.mean(1))
    return (losses * counted).sum() / max(len(labels), 1)
