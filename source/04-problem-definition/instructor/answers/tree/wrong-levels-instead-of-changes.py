# loses tree-tests: "the small table", "changes and not levels"
def conflicting_pair(weeks, directions):
    import itertools

    better = {n: weeks[n] * (1 if way == "up" else -1) for n, way in directions.items()}
    return min(itertools.combinations(directions, 2), key=lambda pair: better[pair[0]].corr(better[pair[1]]))


tree = [
    {"id": "goal", "parent": None},
    {"id": "stay", "parent": "goal"},
    {"id": "earn", "parent": "goal"},
    {"id": "kept", "parent": "stay", "metric": "kept_share", "direction": "up"},
    {"id": "calm", "parent": "stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "earn", "metric": "margin_per_order", "direction": "up"},
    {"id": "vouchers", "parent": "earn", "metric": "voucher_euros", "direction": "down"},
]
