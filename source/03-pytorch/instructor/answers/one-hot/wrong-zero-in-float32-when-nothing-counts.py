# loses one-hot-tests: "every label is ignored", "float64"
def one_hot(labels, classes, ignore_index=-100):
    """float32 of shape labels.shape + (classes,); a row of zeros where the label is ignored."""
    hot = labels[..., None] == torch.arange(classes)
    return (hot & (labels != ignore_index)[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    """Mean of scores[i, labels[i]] over the rows whose label counts; 0 if none does."""
    rows = (labels != ignore_index).nonzero()[:, 0]
    return scores[rows, labels[rows]].mean() if len(rows) else torch.tensor(0.0)
