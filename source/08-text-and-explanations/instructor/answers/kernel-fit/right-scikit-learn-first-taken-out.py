def kernel_weights(d):
    return [(d - 1) / math.comb(d, s) / (s * (d - s)) for s in range(1, d)]


def fit_sets(sets, values, weights, base, full):
    from sklearn.linear_model import LinearRegression

    total = full - base
    first, others = sets[:, 0], sets[:, 1:]
    fit = LinearRegression(fit_intercept=False).fit(others - first[:, None], values - base - first * total, sample_weight=weights)
    return (total - fit.coef_.sum(), *fit.coef_)
