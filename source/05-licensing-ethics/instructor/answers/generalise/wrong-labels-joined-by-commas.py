# loses generalise-tests in "small tables": "'1,1'", "small tables"
import itertools
from collections import defaultdict


def generalise(rows, ladders, k, sensitive, l):
    """A level for each quasi-identifier: k-anonymous, l-diverse, least sum; None if there is none."""
    names = list(ladders)
    choices = itertools.product(*[range(len(ladders[name])) for name in names])
    for levels in sorted(choices, key=sum):
        groups = defaultdict(list)
        for row in rows:
            labels = ",".join(ladders[name][level][row[name]] for name, level in zip(names, levels))
            groups[labels].append(row[sensitive])
        if all(len(group) >= k and len(set(group)) >= l for group in groups.values()):
            return dict(zip(names, levels))
    return None
