# loses cross-entropy-tests: "logits of", "largest exponent"
def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    counted = labels != ignore_index
    logits, labels = logits[counted], labels[counted]
    if len(labels) == 0:
        return logits.sum()
    log_p = torch.log(logits.exp() / logits.exp().sum(1, keepdim=True))
    at_label = log_p.gather(1, labels[:, None])[:, 0]
    return -((1 - smoothing) * at_label + smoothing * log_p.mean(1)).mean()
