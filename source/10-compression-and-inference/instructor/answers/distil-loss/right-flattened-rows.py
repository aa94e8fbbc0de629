def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    classes = student.shape[-1]
    rows = torch.nonzero(labels.reshape(-1) != -100).squeeze(1)
    z = student.reshape(-1, classes).index_select(0, rows)
    t = teacher.detach().reshape(-1, classes).index_select(0, rows)
    y = labels.reshape(-1)[rows]
    total = z.new_zeros(()) + z.sum() * 0
    for one, other, label in zip(z, t, y):
        p = torch.softmax(other / temperature, 0)
        kl = (torch.special.xlogy(p, p) - p * torch.log_softmax(one / temperature, 0)).sum()
        total = total + soft * temperature**2 * kl - (1 - soft) * torch.log_softmax(one, 0)[label]
    return total / max(1, len(rows))
