# loses one-hot-tests: "changed in place"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    labels[~counted] = 0
    picked = scores.gather(1, labels[:, None])[:, 0]
    return picked[counted].sum() / counted.sum().clamp(min=1)
