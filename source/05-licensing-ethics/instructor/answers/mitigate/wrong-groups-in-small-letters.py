# loses mitigate-tests: "groups whose names differ in a capital letter or a blank"
import itertools


def mitigate(scores, labels, groups, floor, gap):
    groups = [g.lower() for g in groups]
    names = sorted(set(groups))
    options = []
    for name in names:
        mine = [(s, bool(l)) for s, l, g in zip(scores, labels, groups) if g == name]
        need = sum(l for _, l in mine)
        rows = []
        for t in sorted({s for s, _ in mine}) + [2.0]:
            good = sum((s >= t) == l for s, l in mine)
            hits = sum(s >= t and l for s, l in mine)
            rows.append((t, good, hits / need if need else None))
        options.append(rows)
    for combo in itertools.product(*options):
        accuracy = sum(good for _, good, _ in combo) / len(scores)
        rates = [r for _, _, r in combo if r is not None]
        wide = max(rates) - min(rates) if rates else 0
        if accuracy >= floor - 1e-9 and wide <= gap + 1e-9:
            return {name: t for name, (t, _, _) in zip(names, combo)}
    return None
