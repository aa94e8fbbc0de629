def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    """Mean loss of logits (N, C) and labels (N,) over the rows that count; 0 if none does."""
    counted = labels != ignore_index
    if not counted.any():
        return (logits * 0).sum()
    safe = labels.clone().masked_fill_(~counted, 0)
    log_p = logits - torch.logsumexp(logits, dim=-1, keepdim=True)
    nll = -log_p[torch.arange(len(safe)), safe]
    rows = nll * (1 - smoothing) - smoothing * log_p.sum(-1) / logits.size(-1)
    return rows[counted].sum() / counted.sum()
