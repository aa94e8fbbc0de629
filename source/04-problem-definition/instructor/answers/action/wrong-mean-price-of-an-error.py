# loses action-tests: "gains"
def next_action(rows, actions, cost):
    """Name of the action that gains most, or None if none gains anything."""
    best, name = 0.0, None
    for action in actions:
        part = rows[rows[action["column"]] == action["value"]]
        fp = ((part["y"] == 0) & (part["predicted"] == 1)).sum()
        fn = ((part["y"] == 1) & (part["predicted"] == 0)).sum()
        gain = action["recoverable"] * (fp + fn) * (cost["fp"] + cost["fn"]) / 2 - action["price"]
        if gain > best:
            best, name = gain, action["name"]
    return name
