# loses one-hot-tests: "picked_mean", "what the sum is divided by"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    picked = scores.gather(1, torch.where(counted, labels, 0)[:, None])[:, 0]
    return torch.where(counted, picked, 0).sum() / max(len(labels), 1)
