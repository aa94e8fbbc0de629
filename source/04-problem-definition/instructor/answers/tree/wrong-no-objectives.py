# loses tree-tests: "objectives between"
def conflicting_pair(weeks, directions):
    """The two metrics whose improvements from week to week are most negatively correlated."""
    from itertools import combinations

    better = {n: weeks[n].diff() * (1 if way == "up" else -1) for n, way in directions.items()}
    return min(combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]]))


tree = [
    {"id": "more customers stay, and it pays", "parent": None},
    {"id": "kept", "parent": "more customers stay, and it pays", "metric": "kept_share", "direction": "up"},
    {"id": "not annoyed", "parent": "more customers stay, and it pays", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "more customers stay, and it pays", "metric": "margin_per_order", "direction": "up"},
    {"id": "vouchers", "parent": "more customers stay, and it pays", "metric": "voucher_euros", "direction": "down"},
]
