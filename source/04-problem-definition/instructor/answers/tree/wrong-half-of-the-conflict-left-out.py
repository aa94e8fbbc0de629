# loses tree-tests: "one half of the conflict"
def conflicting_pair(weeks, directions):
    """The two metrics whose improvements from week to week are most negatively correlated."""
    from itertools import combinations

    better = {n: weeks[n].diff() * (1 if way == "up" else -1) for n, way in directions.items()}
    return min(combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]]))


tree = [
    {"id": "more customers stay, and it pays", "parent": None},
    {"id": "they stay", "parent": "more customers stay, and it pays"},
    {"id": "it pays", "parent": "more customers stay, and it pays"},
    {"id": "kept", "parent": "they stay", "metric": "kept_share", "direction": "up"},
    {"id": "not annoyed", "parent": "they stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "it pays", "metric": "late_parcels", "direction": "down"},
    {"id": "vouchers", "parent": "it pays", "metric": "voucher_euros", "direction": "down"},
]
