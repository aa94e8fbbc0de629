import torch.nn.functional as F


def one_hot(labels, classes, ignore_index=-100):
    counted = labels != ignore_index
    return F.one_hot(labels.masked_fill(~counted, 0), classes).float() * counted.unsqueeze(-1)


def picked_mean(scores, labels, ignore_index=-100):
    hot = one_hot(labels, scores.shape[1], ignore_index).bool()
    return scores[hot].mean() if hot.any() else scores.new_tensor(0.0)
