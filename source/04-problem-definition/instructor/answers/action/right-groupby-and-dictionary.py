def next_action(rows, actions, cost):
    euros = (rows["y"] < rows["predicted"]) * cost["fp"] + (rows["y"] > rows["predicted"]) * cost["fn"]
    gains = {}
    for action in actions:
        part = euros.groupby(rows[action["column"]]).sum().get(action["value"], 0.0)
        gains[action["name"]] = action["recoverable"] * part - action["price"]
    name = max(gains, key=gains.get)
    return name if gains[name] > 0 else None
