# loses distil-loss-tests: "the example", "the soft part alone, at other temperatures", "filled places", "filled places in other letters", "what nobody said"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    keep = (labels != -100).to(student.dtype)
    log_p = torch.log_softmax(teacher.detach() / temperature, -1)
    log_q = torch.log_softmax(student / temperature, -1)
    kl = (log_p.exp() * (log_p - log_q)).sum(-1)
    hard = -torch.log_softmax(student, -1).gather(-1, labels.clamp(min=0)[..., None])[..., 0]
    return ((soft * temperature**2 * kl + (1 - soft) * hard) * keep).sum() / keep.sum().clamp(min=1)
