from collections import Counter
from math import sqrt


def wilson(x, n, z=1.96):
    if not n:
        return None
    scale = n + z**2
    middle, half = (x + z**2 / 2) / scale, z * sqrt(x * (n - x) / n + z**2 / 4) / scale
    return x / n, middle - half, middle + half


def measure(labels, decisions, groups):
    cells = Counter(zip(groups, labels, decisions))
    def count(group, label=(True, False), chosen=(True, False)):
        return sum(cells[group, l, d] for l in label for d in chosen)
    yes, result = (True,), {}
    everyone = set(groups)
    result["demographic_parity"] = {g: wilson(count(g, chosen=yes), count(g)) for g in everyone}
    result["equal_opportunity"] = {g: wilson(count(g, yes, yes), count(g, label=yes)) for g in everyone}
    result["predictive_parity"] = {g: wilson(count(g, yes, yes), count(g, chosen=yes)) for g in everyone}
    return result


def verdict(rates):
    lows = [rate[1] for rate in rates.values() if rate]
    highs = [rate[2] for rate in rates.values() if rate]
    if len(lows) < 2:
        return "no data"
    return "differs" if max(lows) > min(highs) else "no evidence"
