# loses one-hot-tests: "picked_mean of torch.", "float32"
def one_hot(labels, classes, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    return ((safe[..., None] == torch.arange(classes)) & counts[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    hot = one_hot(labels, scores.shape[1], ignore_index)
    return torch.where(hot > 0, scores, 0).sum() / hot.sum().clamp(min=1)
