# loses distil-loss-tests: "far apart", "values and gradients of other logits"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    keep = labels != -100
    student, teacher, labels = student[keep], teacher.detach()[keep], labels[keep]
    if len(labels) == 0:
        return student.sum()
    log_p = (torch.softmax(teacher / temperature, dim=-1) + 1e-8).log()
    log_q = (torch.softmax(student / temperature, dim=-1) + 1e-8).log()
    divergence = (log_p.exp() * (log_p - log_q)).sum(dim=-1).mean()
    return soft * temperature**2 * divergence + (1 - soft) * F.cross_entropy(student, labels)
