# loses tree-tests: "another company's weeks"
def conflicting_pair(weeks, directions):
    import itertools

    return min(itertools.combinations(directions, 2), key=lambda pair: weeks[pair[0]].diff().corr(weeks[pair[1]].diff()))


tree = [
    {"id": "goal", "parent": None},
    {"id": "stay", "parent": "goal"},
    {"id": "earn", "parent": "goal"},
    {"id": "kept", "parent": "stay", "metric": "kept_share", "direction": "up"},
    {"id": "calm", "parent": "stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "earn", "metric": "margin_per_order", "direction": "up"},
    {"id": "vouchers", "parent": "earn", "metric": "voucher_euros", "direction": "down"},
]
