# loses sample-size-tests: "customers in each group"
def power_of(n, base, effect, rng, alpha=0.05):
    one, two = rng.binomial(n, base, 20_000), rng.binomial(n, base + effect, 20_000)
    both = (one + two) / (2 * n)
    error = np.sqrt(both * (1 - both) * 2 / n)
    z = np.divide(abs(one - two) / n, error, out=np.zeros(len(error)), where=error > 0)
    return float(np.mean(2 * stats.norm.sf(z) < alpha))


def sample_size(base, effect, rng, power=0.8, alpha=0.05):
    z = stats.norm.isf(alpha / 2) + stats.norm.ppf(power)
    other = base + effect
    return min(5000, math.ceil(z**2 * (base * (1 - base) + other * (1 - other)) / effect**2))
