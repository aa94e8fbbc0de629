def kernel_weights(d):
    return np.array([(d - 1) * math.factorial(s) * math.factorial(d - s) / math.factorial(d) / s / (d - s) for s in range(1, d)])


def fit_sets(sets, values, weights, base, full):
    n, d = sets.shape
    system = np.block([[sets.T @ np.diag(weights) @ sets, np.ones((d, 1))], [np.ones((1, d)), np.zeros((1, 1))]])
    right = np.concatenate([sets.T @ (weights * (values - base)), [full - base]])
    return np.linalg.solve(system, right)[:d]
