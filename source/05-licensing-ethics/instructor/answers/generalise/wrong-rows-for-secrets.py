# loses generalise-tests: "k = 2 and l = 2: all of town B are ill, at ['town']", "got:      0"
import itertools
from collections import defaultdict


def generalise(rows, ladders, k, sensitive, l):
    """A level for each quasi-identifier: k-anonymous, l-diverse, least sum; None if there is none."""
    names = list(ladders)
    for levels in sorted(itertools.product(*(range(len(ladders[name])) for name in names)), key=sum):
        groups = defaultdict(list)
        for row in rows:
            groups[tuple(ladders[name][level][row[name]] for name, level in zip(names, levels))].append(
                row[sensitive]
            )
        if all(len(group) >= k and len(group) >= l for group in groups.values()):
            return dict(zip(names, levels))
    return None
