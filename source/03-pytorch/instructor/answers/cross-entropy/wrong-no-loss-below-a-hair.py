# loses cross-entropy-tests: "certain and right, by 40"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counts = labels != ignore_index
    logits, labels = logits[counts], labels[counts]
    if len(labels) == 0:
        return logits.sum()
    logp = logits - torch.logsumexp(logits, 1, keepdim=True)
    picked = logp.gather(1, labels[:, None])[:, 0]
    losses = -(1 - smoothing) * picked - smoothing * logp.mean(1)
    return losses.clamp(min=1e-7).mean()
