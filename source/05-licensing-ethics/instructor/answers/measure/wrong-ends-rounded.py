# loses measure-tests: "intervals apart"
import math


def wilson(x, n):
    if n == 0:
        return None
    p, z = x / n, 1.96
    root = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    return p, (p + z * z / (2 * n) - root) / below, (p + z * z / (2 * n) + root) / below


def measure(labels, decisions, groups):
    out = {"demographic_parity": {}, "equal_opportunity": {}, "predictive_parity": {}}
    people = list(zip(labels, decisions, groups))
    for group in set(groups):
        mine = [(need, chosen) for need, chosen, g in people if g == group]
        both = sum(need and chosen for need, chosen in mine)
        need = sum(n for n, _ in mine)
        chosen = sum(c for _, c in mine)
        out["demographic_parity"][group] = wilson(chosen, len(mine))
        out["equal_opportunity"][group] = wilson(both, need)
        out["predictive_parity"][group] = wilson(both, chosen)
    return out


def verdict(rates):
    known = [r for r in rates.values() if r is not None]
    if len(known) < 2:
        return "no data"
    if max(round(low, 3) for _, low, _ in known) > min(round(high, 3) for _, _, high in known):
        return "differs"
    return "no evidence"
