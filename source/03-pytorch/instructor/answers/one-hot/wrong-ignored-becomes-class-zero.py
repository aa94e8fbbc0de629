# loses one-hot-tests: "one_hot, one label ignored"
def one_hot(labels, classes, ignore_index=-100):
    safe = torch.where(labels == ignore_index, 0, labels)
    return (safe[..., None] == torch.arange(classes)).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels != ignore_index
    if not counted.any():
        return scores.new_zeros(())
    return scores[counted].gather(1, labels[counted][:, None]).mean()
