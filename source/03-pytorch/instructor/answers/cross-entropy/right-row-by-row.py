def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    losses = []
    for row, label in zip(logits, labels.tolist()):
        if label != ignore_index:
            total = row.max() + (row - row.max()).exp().sum().log()
            losses.append((1 - smoothing) * (total - row[label]) + smoothing * (total - row).mean())
    return torch.stack(losses).mean() if losses else logits[:0].sum()
