# loses generalise-tests in "small tables": "small tables", "fewer than k = 2 rows"
import itertools


def generalise(rows, ladders, k, sensitive, l):
    names = list(ladders)
    best = None
    for levels in itertools.product(*[range(len(ladders[n])) for n in names]):
        if best is not None and sum(levels) >= sum(best):
            continue
        groups = {}
        for row in rows:
            label = "\n".join(ladders[n][lv][row[n]] for n, lv in zip(names, levels))
            groups.setdefault(label, []).append(row[sensitive])
        if all(len(g) >= k and len(set(g)) >= l for g in groups.values()):
            best = levels
    return None if best is None else dict(zip(names, best))
