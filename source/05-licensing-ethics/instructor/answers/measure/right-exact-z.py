import math


def wilson(x, n):
    if n == 0:
        return None
    p, z = x / n, 1.959963984540054
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    return p, (middle - half) / below, (middle + half) / below


def measure(labels, decisions, groups):
    """Three measures of fairness: group → (rate, low, high), or None where nobody is counted."""
    people = list(zip(labels, decisions, groups))
    result = {"demographic_parity": {}, "equal_opportunity": {}, "predictive_parity": {}}
    for group in set(groups):
        mine = [(need, chosen) for need, chosen, name in people if name == group]
        both = sum(1 for need, chosen in mine if need and chosen)
        picked = sum(1 for need, chosen in mine if chosen)
        needy = sum(1 for need, chosen in mine if need)
        result["demographic_parity"][group] = wilson(picked, len(mine))
        result["equal_opportunity"][group] = wilson(both, needy)
        result["predictive_parity"][group] = wilson(both, picked)
    return result


def verdict(rates):
    """ "differs", "no evidence" or "no data"."""
    known = [rate for rate in rates.values() if rate is not None]
    if len(known) < 2:
        return "no data"
    if max(low for _, low, _ in known) > min(high for _, _, high in known):
        return "differs"
    return "no evidence"
