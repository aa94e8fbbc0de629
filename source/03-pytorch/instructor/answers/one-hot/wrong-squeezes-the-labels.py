# loses one-hot-tests: "one_hot, 2 axes"
def one_hot(labels, classes, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    return ((safe.squeeze()[..., None] == torch.arange(classes)) & counts[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    picked = scores.gather(1, safe[:, None])[:, 0]
    picked = torch.where(counts, picked, 0.0)
    return picked.sum() / counts.sum().clamp(min=1)
