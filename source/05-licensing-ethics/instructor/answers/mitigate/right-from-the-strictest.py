from itertools import product


def mitigate(scores, labels, groups, floor, gap):
    """Thresholds on a grid of hundredths, from the strictest down."""
    names = sorted(set(groups))
    tables = []
    for name in names:
        mine = [(round(score * 100), label) for score, label, group in zip(scores, labels, groups) if group == name]
        table, seen = [], set()
        for threshold in range(101, -1, -1):
            right = sum((score >= threshold) == label for score, label in mine)
            hits = sum(label for score, label in mine if score >= threshold)
            needed = sum(label for _, label in mine)
            if (right, hits) not in seen:
                seen.add((right, hits))
                table.append((threshold / 100, right, hits / needed if needed else None))
        tables.append(table)
    for choice in product(*tables):
        rates = [rate for _, _, rate in choice if rate is not None]
        if sum(right for _, right, _ in choice) + 1e-9 < floor * len(scores):
            continue
        if not rates or max(rates) - min(rates) <= gap + 1e-12:
            return {name: option[0] for name, option in zip(names, choice)}
    return None
