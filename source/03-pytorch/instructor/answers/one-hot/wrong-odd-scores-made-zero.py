# loses one-hot-tests: "nan stands at a label that counts"
def one_hot(labels, classes, ignore_index=-100):
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    mask = labels != ignore_index
    s = scores.nan_to_num(0.0)
    safe = torch.where(mask, labels, 0)
    return (s.gather(1, safe[:, None])[:, 0] * mask).sum() / mask.sum().clamp(min=1)
