# loses tree-tests: "another company's weeks"
def conflicting_pair(weeks, directions):
    change = {n: weeks[n].diff().fillna(0) * (-1 if d == "down" else 1) for n, d in directions.items()}

    def together(pair):
        return change[pair[0]].corr(change[pair[1]])

    return min(itertools.combinations(directions, 2), key=together)


tree = [
    {"id": "goal", "parent": None},
    {"id": "stay", "parent": "goal"},
    {"id": "pay", "parent": "goal"},
    {"id": "kept", "parent": "stay", "metric": "kept_share", "direction": "up"},
    {"id": "unsub", "parent": "stay", "metric": "unsubscribes", "direction": "down"},
    {"id": "margin", "parent": "pay", "metric": "margin_per_order", "direction": "up"},
    {"id": "vouchers", "parent": "pay", "metric": "voucher_euros", "direction": "down"},
]
