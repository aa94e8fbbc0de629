def one_hot(labels, classes, ignore_index=-100):
    counted = labels.ne(ignore_index)
    hot = torch.zeros(*labels.shape, classes)
    return hot.scatter_(-1, labels.where(counted, 0).unsqueeze(-1), counted.unsqueeze(-1).float())


def picked_mean(scores, labels, ignore_index=-100):
    rows = labels.ne(ignore_index).nonzero().squeeze(1)
    if rows.numel() == 0:
        return scores.new_zeros(())
    return scores[rows, labels[rows]].mean()
