def conflicting_pair(weeks, directions):
    signs = {"up": 1, "down": -1}
    worst, found = 2, None
    for one in directions:
        for two in directions:
            if one < two:
                value = (weeks[one].diff() * signs[directions[one]]).corr(weeks[two].diff() * signs[directions[two]])
                if value < worst:
                    worst, found = value, {one, two}
    return found


tree = [{"id": "goal", "parent": None}]
for objective, leaves in {"stay": ["kept_share", "unsubscribes"], "earn": ["margin_per_order", "voucher_euros"],
                          "serve": ["answer_hours", "late_parcels"]}.items():
    tree.append({"id": objective, "parent": "goal"})
    for metric in leaves:
        tree.append({"id": metric, "parent": objective, "metric": metric, "direction": directions[metric]})
