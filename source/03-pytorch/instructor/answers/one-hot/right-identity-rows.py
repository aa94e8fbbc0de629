def one_hot(labels, classes, ignore_index=-100):
    rows = torch.cat(
        [torch.eye(classes), torch.zeros(1, classes)]
    )  # the last row is for the ignored
    return rows[torch.where(labels == ignore_index, classes, labels)]


def picked_mean(scores, labels, ignore_index=-100):
    places = torch.nonzero(labels != ignore_index)[:, 0]
    picked = torch.take_along_dim(scores[places], labels[places].unsqueeze(1), dim=1)
    return picked.mean() if picked.numel() else torch.zeros((), dtype=scores.dtype)
