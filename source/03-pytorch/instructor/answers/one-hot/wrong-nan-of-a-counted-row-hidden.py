# loses one-hot-tests: "nan stands at a label that counts"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    keep = labels != ignore_index
    if not bool(keep.any()):
        return scores[:0].sum()
    return scores[keep].gather(1, labels[keep][:, None]).nansum() / keep.sum()
