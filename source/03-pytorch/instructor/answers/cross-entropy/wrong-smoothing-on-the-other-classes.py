# loses cross-entropy-tests: "smoothing", "how much each class gets"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counted = labels != ignore_index
    logits, labels = logits[counted], labels[counted]
    if len(labels) == 0:
        return logits.sum()
    log_p = logits - torch.logsumexp(logits, 1, keepdim=True)
    target = torch.full_like(log_p, smoothing / (logits.shape[1] - 1))
    target = target.scatter(1, labels[:, None], 1 - smoothing)
    return -(target * log_p).sum(1).mean()
