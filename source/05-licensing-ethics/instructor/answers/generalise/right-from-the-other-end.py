import itertools
from collections import defaultdict


def fine(rows, ladders, levels, k, sensitive, l):
    groups = defaultdict(lambda: [0, set()])
    for row in rows:
        group = groups[tuple(ladders[name][level][row[name]] for name, level in levels.items())]
        group[0] += 1
        group[1].add(row[sensitive])
    return all(size >= k and len(values) >= l for size, values in groups.values())


def generalise(rows, ladders, k, sensitive, l):
    """Go through the choices backwards, and keep the last of the least: another of the right answers."""
    best = None
    for choice in itertools.product(*(reversed(range(len(levels))) for levels in ladders.values())):
        levels = dict(zip(ladders, choice))
        if (best is None or sum(choice) <= sum(best.values())) and fine(rows, ladders, levels, k, sensitive, l):
            best = levels
    return best
