# loses set-value-tests: "whose values"
def set_value(predict, x, background, chosen):
    """The mean prediction over the background rows, with x's values in the chosen columns."""
    rows = np.array(background, dtype=float)
    chosen = [place for place in range(len(x)) if place not in chosen]
    rows[:, list(chosen)] = np.asarray(x, dtype=float)[list(chosen)]
    return float(np.mean(predict(rows)))
