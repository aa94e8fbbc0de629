# loses one-hot-tests: "an ignored row holds NaN"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    hot = one_hot(labels, scores.shape[1], ignore_index).to(scores.dtype)
    return (scores * hot).sum() / hot.sum().clamp(min=1)
