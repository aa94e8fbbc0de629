# loses one-hot-tests: "every label is ignored", "0 / 0"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    return scores[counted, labels[counted]].mean()
