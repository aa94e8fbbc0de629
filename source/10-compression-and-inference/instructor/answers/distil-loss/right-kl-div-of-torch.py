def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    real = labels.ne(-100)
    if not real.any():
        return (student[real] * 0).sum()
    with torch.no_grad():
        p = F.softmax(teacher[real] / temperature, dim=-1)
    q = F.log_softmax(student[real] / temperature, dim=-1)
    kl = F.kl_div(q, p, reduction="batchmean")
    return soft * temperature * temperature * kl + (1 - soft) * F.cross_entropy(student[real], labels[real], reduction="mean")
