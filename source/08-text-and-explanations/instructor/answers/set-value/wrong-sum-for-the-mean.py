# loses set-value-tests: "set_value"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    rows = np.array(background, dtype=float)
    rows[:, list(chosen)] = np.asarray(x, dtype=float)[list(chosen)]
    return float(np.sum(predict(rows)))
