# loses action-tests: "65.75 euros"
def next_action(rows, actions, cost):
    """Name of the action that gains most, or None if none gains anything."""
    gains = [(0, None)]
    for action in actions:
        part = rows[rows[action["column"]] == action["value"]]
        fp = ((part["y"] == 0) & (part["predicted"] == 1)).sum()
        fn = ((part["y"] == 1) & (part["predicted"] == 0)).sum()
        gains.append((action["recoverable"] * (fp * cost["fp"] + fn * cost["fn"]) - action["price"] // 1, action["name"]))
    return max(gains, key=lambda gain: gain[0])[1]
