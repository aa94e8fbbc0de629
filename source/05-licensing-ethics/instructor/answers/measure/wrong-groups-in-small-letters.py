# loses measure-tests: "other people", "the groups"
import math


def wilson(x, n, z=1.96):
    if n == 0:
        return None
    p = x / n
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    return p, (middle - half) / below, (middle + half) / below


def measure(labels, decisions, groups):
    counts = {}
    for need, pick, group in zip(labels, decisions, groups):
        c = counts.setdefault(group.lower(), {"n": 0, "need": 0, "pick": 0, "hit": 0})
        c["n"] += 1
        c["need"] += bool(need)
        c["pick"] += bool(pick)
        c["hit"] += bool(need and pick)
    return {
        "demographic_parity": {g: wilson(c["pick"], c["n"]) for g, c in counts.items()},
        "equal_opportunity": {g: wilson(c["hit"], c["need"]) for g, c in counts.items()},
        "predictive_parity": {g: wilson(c["hit"], c["pick"]) for g, c in counts.items()},
    }


def verdict(rates):
    known = [r for r in rates.values() if r is not None]
    if len(known) < 2:
        return "no data"
    lows = max(low for _, low, _ in known)
    highs = min(high for _, _, high in known)
    return "differs" if lows > highs else "no evidence"
