# loses mitigate-tests: "there is a choice, but None came"
import itertools


def mitigate(scores, labels, groups, floor, gap):
    """A threshold for each group with the accuracy at least *floor* and the rates within *gap*; or None."""
    names = sorted(set(groups))
    options = []
    for name in names:
        mine = [(s, bool(n)) for s, n, g in zip(scores, labels, groups) if g == name]
        needy = sum(n for _, n in mine)
        rows = []
        for threshold in sorted({s for s, _ in mine}) + [1.01]:
            right = sum((s >= threshold) == n for s, n in mine)
            hits = sum(n and s >= threshold for s, n in mine)
            rows.append((threshold, right, hits / needy if needy else 1))
        options.append(rows)
    for combo in itertools.product(*options):
        right = sum(r for _, r, _ in combo)
        rates = [rate for _, _, rate in combo if rate is not None]
        wide = max(rates) - min(rates) if rates else 0
        if right >= (floor - 1e-9) * len(labels) and wide <= gap + 1e-9:
            return {name: t for name, (t, _, _) in zip(names, combo)}
    return None
