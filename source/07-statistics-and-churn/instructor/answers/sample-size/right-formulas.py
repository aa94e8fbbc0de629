def power_of(n, base, effect, rng, alpha=0.05):
    p, q = base, base + effect
    error = math.sqrt((p * (1 - p) + q * (1 - q)) / n)
    z = stats.norm.isf(alpha / 2)
    return stats.norm.sf(z - abs(effect) / error) + stats.norm.sf(z + abs(effect) / error)


def sample_size(base, effect, rng, power=0.8, alpha=0.05):
    h = 2 * (math.asin(math.sqrt(base)) - math.asin(math.sqrt(base + effect)))
    return int(np.ceil(2 * ((stats.norm.isf(alpha / 2) + stats.norm.isf(1 - power)) / h) ** 2))
