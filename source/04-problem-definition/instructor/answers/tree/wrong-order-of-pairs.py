# loses tree-tests: "another company's weeks"
from itertools import combinations


def conflicting_pair(weeks, directions):
    """The two metrics whose improvements from week to week are most negatively correlated."""
    better = {name: weeks[name].diff() * (1 if way == "up" else -1) for name, way in directions.items()}
    return min(combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]], method="kendall"))


tree = [
    {"id": "goal", "parent": None},
    {"id": "stay", "parent": "goal"},
    {"id": "pays", "parent": "goal"},
    {"id": "a", "parent": "stay", "metric": "kept_share", "direction": "up"},
    {"id": "b", "parent": "stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "c", "parent": "pays", "metric": "margin_per_order", "direction": "up"},
    {"id": "d", "parent": "pays", "metric": "voucher_euros", "direction": "down"},
]
