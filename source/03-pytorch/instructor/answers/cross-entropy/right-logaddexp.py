def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    keep = labels != ignore_index
    logits, labels = logits[keep], labels[keep]
    n = max(len(labels), 1)
    import functools
    total = functools.reduce(torch.logaddexp, logits.unbind(1))
    hit = logits.take_along_dim(labels.unsqueeze(1), 1).squeeze(1)
    return (total - (1 - smoothing) * hit - smoothing * logits.mean(1)).sum() / n
