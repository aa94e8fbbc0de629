# loses distil-loss-tests: "the example", "the soft part alone, at other temperatures", "filled places", "filled places in other letters", "what nobody said"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    keep = labels != -100
    log_p = torch.log_softmax(teacher.detach() / temperature, -1)
    log_q = torch.log_softmax(student / temperature, -1)
    kl = torch.where(keep, (log_p.exp() * (log_p - log_q)).sum(-1), 0.0)
    hard = -torch.log_softmax(student, -1).gather(-1, labels.clamp(min=0)[..., None])[..., 0]
    both = torch.where(keep, soft * temperature**2 * kl + (1 - soft) * hard, 0.0)
    return both.sum() / keep.sum().clamp(min=1)
