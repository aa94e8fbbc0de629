# loses measure-tests: "one group only", "'no evidence'"
def measure(labels, decisions, groups):
    """Three measures of fairness: group → (rate, low, high), or None where nobody is counted."""
    def wilson(x, n):
        if n == 0:
            return None
        z, p = 1.96, x / n
        centre = p + z * z / (2 * n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (p, (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n))

    result = {"demographic_parity": {}, "equal_opportunity": {}, "predictive_parity": {}}
    for group in sorted(set(groups)):
        people = [(label, chosen) for label, chosen, of in zip(labels, decisions, groups) if of == group]
        chosen = sum(choice for _, choice in people)
        needed = sum(label for label, _ in people)
        hits = sum(label and choice for label, choice in people)
        result["demographic_parity"][group] = wilson(chosen, len(people))
        result["equal_opportunity"][group] = wilson(hits, needed)
        result["predictive_parity"][group] = wilson(hits, chosen)
    return result


def verdict(rates):
    """"differs", "no evidence" or "no data"."""
    known = [rate for rate in rates.values() if rate is not None]
    if len(known) < 1:
        return "no data"
    if max(low for _, low, _ in known) > min(high for _, _, high in known):
        return "differs"
    return "no evidence"
