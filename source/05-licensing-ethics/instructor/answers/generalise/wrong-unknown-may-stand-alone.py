# loses generalise-tests in "small tables": "some group has fewer than k = 2 rows"
import itertools
from collections import defaultdict


def generalise(rows, ladders, k, sensitive, l):
    names = list(ladders)
    for levels in sorted(itertools.product(*(range(len(ladders[n])) for n in names)), key=sum):
        groups = defaultdict(list)
        for row in rows:
            label = tuple(ladders[n][level][row[n]] for n, level in zip(names, levels))
            groups[label].append(row[sensitive])
        if all(
            len(g) >= k and len(set(g)) >= l for key, g in groups.items() if "unknown" not in key
        ):
            return dict(zip(names, levels))
    return None
