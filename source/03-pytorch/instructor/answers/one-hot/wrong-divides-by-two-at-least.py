# loses one-hot-tests: "one row counts and one doesn't", "the one row that counts"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    picked = scores.gather(1, torch.where(counted, labels, 0)[:, None])[:, 0]
    return torch.where(counted, picked, 0).sum() / counted.sum().clamp(min=2)
