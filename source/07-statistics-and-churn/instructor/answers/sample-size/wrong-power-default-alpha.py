# loses sample-size-tests: "power_of"
def power_of(n, base, effect, rng, alpha=0.1):
    """Power of the two-sided test of two shares with n customers in each group."""
    one, two = rng.binomial(n, base, 20_000), rng.binomial(n, base + effect, 20_000)
    both = (one + two) / (2 * n)
    error = np.sqrt(2 * both * (1 - both) / n)
    return float(np.mean(np.abs(one - two) / n > stats.norm.isf(alpha / 2) * error))


def sample_size(base, effect, rng, power=0.8, alpha=0.05):
    """Customers that each group needs for this power."""
    other = base + effect
    z = stats.norm.isf(alpha / 2) + stats.norm.ppf(power)
    return math.ceil(z**2 * (base * (1 - base) + other * (1 - other)) / effect**2)
