# loses distil-loss-tests: "filled places", "far apart", "values and gradients of other logits", "filled places in other letters"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    keep = labels > 0
    student, teacher, labels = student[keep], teacher.detach()[keep], labels[keep]
    if len(labels) == 0:
        return student.sum()
    log_p = torch.log_softmax(teacher / temperature, dim=-1)
    log_q = torch.log_softmax(student / temperature, dim=-1)
    divergence = (log_p.exp() * (log_p - log_q)).sum(dim=-1).mean()
    return soft * temperature**2 * divergence + (1 - soft) * F.cross_entropy(student, labels)
