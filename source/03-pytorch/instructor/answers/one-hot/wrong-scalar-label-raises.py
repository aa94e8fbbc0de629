# loses one-hot-tests: "one_hot of a single label 2, no axes"
def one_hot(labels, classes, ignore_index=-100):
    """float32 of shape labels.shape + (classes,); a row of zeros where the label is ignored."""
    flat = labels.reshape(-1)
    hot = torch.zeros(len(flat), classes)
    counted = flat != ignore_index
    hot[torch.arange(len(flat))[counted], flat[counted]] = 1
    return hot.reshape(*labels.shape, classes) if labels.dim() else hot


def picked_mean(scores, labels, ignore_index=-100):
    """Mean of scores[i, labels[i]] over the rows whose label counts; 0 if none does."""
    counted = labels != ignore_index
    if not counted.any():
        return scores.new_zeros(())
    return scores[counted].gather(1, labels[counted][:, None]).mean()
