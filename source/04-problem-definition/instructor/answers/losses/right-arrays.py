def mean_loss(y, guess, loss):
    y, guess = np.asarray(y), np.asarray(guess)
    rows = np.not_equal(y, guess) if loss == "wrong" else np.abs(y - guess)
    return rows.mean()


def constant(y, loss):
    return np.mean(y) > 0.5 and 1 or 0 if loss == "wrong" else np.median(y)
