# loses generalise-tests in "small tables": "there is a choice of levels that will do, but None came"
import itertools
from collections import defaultdict


def generalise(rows, ladders, k, sensitive, l):
    names = list(ladders)
    for levels in sorted(itertools.product(*(range(len(ladders[n])) for n in names)), key=sum):
        groups = defaultdict(list)
        for row in rows:
            label = tuple(ladders[n][level][row[n]] for n, level in zip(names, levels))
            groups[label].append(row[sensitive])
        if all(len(g) >= k and len(set(g) - {"", "unknown"}) >= l for g in groups.values()):
            return dict(zip(names, levels))
    return None
