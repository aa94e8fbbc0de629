# loses one-hot-tests: "equal scores"
def one_hot(labels, classes, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    hot = safe[..., None] == torch.arange(classes)
    return (hot & counts[..., None]).float()


def picked_mean(scores, labels, ignore_index=-100):
    counts = labels != ignore_index
    safe = torch.where(counts, labels, 0)
    picked = scores.gather(1, safe[:, None])[:, 0]
    picked = torch.where(counts, picked, 0.0)
    return picked[counts].unique().mean() if counts.any() else scores.new_zeros(())
