# loses one-hot-tests: "a valid class"
def one_hot(labels, classes, ignore_index=-100):
    return (labels[..., None] == torch.arange(classes)).float()


def picked_mean(scores, labels, ignore_index=-100):
    counted = labels >= 0
    if not counted.any():
        return scores.new_zeros(())
    return scores[counted].gather(1, labels[counted][:, None]).mean()
