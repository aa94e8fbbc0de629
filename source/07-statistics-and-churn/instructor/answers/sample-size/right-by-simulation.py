def power_of(n, base, effect, rng, alpha=0.05):
    k = rng.binomial(n, [base, base + effect], size=(10_000, 2))
    both = k.mean(axis=1) / n
    z = (k[:, 0] - k[:, 1]) / np.sqrt(np.maximum(2 * n * both * (1 - both), 1e-9))
    return np.mean(2 * stats.norm.sf(np.abs(z)) < alpha)


def sample_size(base, effect, rng, power=0.8, alpha=0.05):
    low, high = 2, 4
    while power_of(high, base, effect, rng, alpha) < power:
        low, high = high, 2 * high
    while high > low * 1.01 + 1:
        middle = (low + high) // 2
        if power_of(middle, base, effect, rng, alpha) < power:
            low = middle
        else:
            high = middle
    return high
