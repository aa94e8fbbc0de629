# loses distil-loss-tests: "filled places", "filled places in other letters"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    if labels.dim() == 1:
        student, teacher, labels = student[None], teacher[None], labels[None]
    parts = []
    for z, t, y in zip(student, teacher.detach(), labels):
        keep = y != -100
        z, t, y = z[keep], t[keep], y[keep]
        if len(y):
            log_p, log_q = torch.log_softmax(t / temperature, -1), torch.log_softmax(z / temperature, -1)
            kl = (log_p.exp() * (log_p - log_q)).sum(-1).mean()
            parts.append(soft * temperature**2 * kl + (1 - soft) * F.cross_entropy(z, y))
    return torch.stack(parts).mean() if parts else student[labels != -100].sum()
