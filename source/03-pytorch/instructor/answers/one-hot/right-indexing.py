def one_hot(labels, classes, ignore_index=-100):
    hot = torch.zeros(labels.numel(), classes)
    flat = labels.reshape(-1)
    rows = torch.arange(len(flat))[flat != ignore_index]
    hot[rows, flat[rows]] = 1.0
    return hot.reshape(*labels.shape, classes)


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    picked = scores[counted].gather(1, labels[counted].unsqueeze(1))
    return picked.sum() / max(int(counted.sum()), 1)
