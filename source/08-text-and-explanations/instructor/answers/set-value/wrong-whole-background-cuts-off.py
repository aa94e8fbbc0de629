# loses set-value-tests: "whole numbers"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    rows = background.copy()
    rows[:, list(chosen)] = np.asarray(x, dtype=float)[list(chosen)]
    return float(np.mean(predict(rows)))
