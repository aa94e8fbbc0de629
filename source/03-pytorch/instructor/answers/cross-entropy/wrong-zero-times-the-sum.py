# loses cross-entropy-tests: "no row counts, and all hold nan"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    keep = labels != ignore_index
    if not keep.any():
        return logits.sum() * 0
    keep = labels != ignore_index
    logits, labels = logits[keep], labels[keep]
    n = max(len(labels), 1)
    logp = logits - torch.logsumexp(logits, 1, keepdim=True)
    right = logp.gather(1, labels[:, None])[:, 0]
    loss = -((1 - smoothing) * right + smoothing * logp.mean(1))
    return loss.sum() / n
