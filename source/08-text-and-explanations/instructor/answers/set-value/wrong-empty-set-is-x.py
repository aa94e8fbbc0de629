# loses set-value-tests: "chosen=[]"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    if not len(chosen):
        chosen = range(len(x))
    rows = np.array(background, dtype=float)
    rows[:, list(chosen)] = np.asarray(x, dtype=float)[list(chosen)]
    return float(np.mean(predict(rows)))
