def conflicting_pair(weeks, directions):
    """The two metrics whose improvements from week to week are most negatively correlated."""
    from itertools import combinations

    better = {n: weeks[n].diff() * (1 if way == "up" else -1) for n, way in directions.items()}
    return min(combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]]))


tree = [
    {"id": 0, "parent": None},
    {"id": 1, "parent": 0},
    {"id": 2, "parent": 0},
    {"id": 3, "parent": 1, "metric": "kept_share", "direction": "up"},
    {"id": 4, "parent": 1, "metric": "unsubscribes", "direction": "down"},
    {"id": 5, "parent": 2, "metric": "margin_per_order", "direction": "up"},
    {"id": 6, "parent": 2, "metric": "voucher_euros", "direction": "down"},
]
