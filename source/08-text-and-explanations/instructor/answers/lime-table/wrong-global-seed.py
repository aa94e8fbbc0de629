# loses lime-table-tests: "whole process"
def lime_table(predict, x, scales, label, rng, draws=1000, width=None, penalty=1.0):
    """(start, weights) of the line that is near the model around x."""
    if width is None:
        width = 0.75 * math.sqrt(len(x))
    np.random.seed(1)
    units = rng.normal(size=(draws, len(x)))
    said = predict(x + units * scales)[:, label]
    near = np.exp(-(units**2).sum(axis=1) / (2 * width**2))
    line = Ridge(alpha=penalty).fit(units, said, sample_weight=near)
    return line.intercept_, line.coef_
