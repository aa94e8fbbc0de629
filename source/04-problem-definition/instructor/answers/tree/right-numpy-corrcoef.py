def conflicting_pair(weeks, directions):
    every = list(directions)
    steps = np.diff(weeks[every].to_numpy(), axis=0) * [1 if directions[n] == "up" else -1 for n in every]
    table = np.corrcoef(steps.T)
    np.fill_diagonal(table, 1)
    one, two = np.unravel_index(np.argmin(table), table.shape)
    return [every[one], every[two]]


tree = [
    {"id": 'pays', "parent": 'top', },
    {"id": 'm', "parent": 'pays', "metric": "margin_per_order", "direction": "up"},
    {"id": 'v', "parent": 'pays', "metric": "voucher_euros", "direction": "down"},
    {"id": 'top', "parent": None},
    {"id": 'stay', "parent": 'top'},
    {"id": 'k', "parent": 'stay', "metric": "kept_share", "direction": "up"},
    {"id": 'l', "parent": 'stay', "metric": "late_parcels", "direction": "down"},
]
