# loses cross-entropy-tests: "smoothing 0.3 and 7 of 12 rows ignored"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counted = labels != ignore_index
    safe = torch.where(counted, labels, 0)
    total = torch.logsumexp(logits, dim=1)
    at_label = (total - logits.gather(1, safe[:, None])[:, 0]) * counted
    even = total - logits.mean(1)
    return ((1 - smoothing) * at_label + smoothing * even).sum() / counted.sum().clamp(min=1)
