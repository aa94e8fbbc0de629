# loses generalise-tests in "other tables, k and l": "a table without rows"
import itertools
from collections import defaultdict


def generalise(rows, ladders, k, sensitive, l):
    """A level for each quasi-identifier: k-anonymous, l-diverse, least sum; None if there is none."""
    names = list(ladders)
    if not rows:
        return None
    for levels in sorted(itertools.product(*(range(len(ladders[name])) for name in names)), key=sum):
        groups = defaultdict(list)
        for row in rows:
            groups[tuple(ladders[name][level][row[name]] for name, level in zip(names, levels))].append(
                row[sensitive]
            )
        if all(len(group) >= k and len(set(group)) >= l for group in groups.values()):
            return dict(zip(names, levels))
    return None
