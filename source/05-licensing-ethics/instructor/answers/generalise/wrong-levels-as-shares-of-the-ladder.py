# loses generalise-tests in "small tables": "small tables", "the sum of the levels"
import itertools


def generalise(rows, ladders, k, sensitive, l):
    names = list(ladders)
    best = None
    for levels in itertools.product(*[range(len(ladders[n])) for n in names]):
        if best is not None and sum(v / max(len(ladders[n]) - 1, 1) for n, v in zip(names, levels)) >= sum(v / max(len(ladders[n]) - 1, 1) for n, v in zip(names, best)):
            continue
        groups = {}
        for row in rows:
            label = tuple(ladders[n][lv][row[n]] for n, lv in zip(names, levels))
            groups.setdefault(label, []).append(row[sensitive])
        if all(len(g) >= k and len(set(g)) >= l for g in groups.values()):
            best = levels
    return None if best is None else dict(zip(names, best))
