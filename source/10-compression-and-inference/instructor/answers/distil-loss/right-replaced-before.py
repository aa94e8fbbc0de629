def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    keep = labels != -100
    z = torch.where(keep[..., None], student, 0.0)
    t = torch.where(keep[..., None], teacher.detach(), 0.0)
    y = labels.clamp(min=0)
    count = keep.sum().clamp(min=1)
    p = (t / temperature).softmax(-1)
    kl = (p * ((t / temperature).log_softmax(-1) - (z / temperature).log_softmax(-1))).sum(-1)
    hard = -z.log_softmax(-1).gather(-1, y[..., None])[..., 0]
    return ((soft * temperature**2 * kl + (1 - soft) * hard) * keep).sum() / count
