# loses one-hot-tests: "changed in place"
def one_hot(labels, classes, ignore_index=-100):
    ignored = labels == ignore_index
    labels[ignored] = 0
    out = torch.nn.functional.one_hot(labels, classes).float()
    out[ignored] = 0
    labels[ignored] = -100
    return out


def picked_mean(scores, labels, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    picked = scores.gather(1, safe[:, None])[:, 0]
    picked = torch.where(counts, picked, 0.0)
    return picked.sum() / counts.sum().clamp(min=1)
