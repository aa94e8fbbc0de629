# loses one-hot-tests: "a score that counts is 0"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    keep = labels != ignore_index
    v = scores[keep, labels[keep]]
    return v.sum() / (v != 0).sum().clamp(min=1)
