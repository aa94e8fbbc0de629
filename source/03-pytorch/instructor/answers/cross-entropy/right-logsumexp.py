def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counted = labels != ignore_index
    safe = torch.where(counted, labels, 0)
    logits = logits.where(counted[:, None], 0)
    total = torch.logsumexp(logits, dim=1)
    at_label = total - logits.gather(1, safe.unsqueeze(1)).squeeze(1)
    losses = (1 - smoothing) * at_label + smoothing * (total - logits.mean(1))
    return (losses * counted).sum() / counted.sum().clamp(min=1)
