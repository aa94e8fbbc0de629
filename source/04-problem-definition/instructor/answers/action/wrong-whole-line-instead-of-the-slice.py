# loses action-tests: "gains"
def next_action(rows, actions, cost):
    """Name of the action that gains most, or None if none gains anything."""
    best, name = 0.0, None
    for action in actions:
        part = rows
        fp = ((part["y"] == 0) & (part["predicted"] == 1)).sum()
        fn = ((part["y"] == 1) & (part["predicted"] == 0)).sum()
        gain = action["recoverable"] * (fp * cost["fp"] + fn * cost["fn"]) - action["price"]
        if gain > best:
            best, name = gain, action["name"]
    return name
