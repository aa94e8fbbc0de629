# loses distil-loss-tests: "the example", "the soft part alone, at other temperatures", "filled places in other letters", "what nobody said"
def distillation_loss(student, teacher, labels, temperature=2.0, soft=0.5):
    """soft · T² · KL + (1 - soft) · cross-entropy, over the places that aren't filled."""
    z = torch.nan_to_num(student).reshape(-1, student.shape[-1])
    t = torch.nan_to_num(teacher.detach()).reshape(-1, student.shape[-1])
    y = labels.reshape(-1)
    if (y == -100).all():
        return z[:0].sum()
    log_p, log_q = torch.log_softmax(t / temperature, -1), torch.log_softmax(z / temperature, -1)
    kl = (log_p.exp() * (log_p - log_q)).sum(-1).mean()
    return soft * temperature**2 * kl + (1 - soft) * F.cross_entropy(z, y)
