def next_action(rows, actions, cost):
    records = rows.to_dict("records")
    best = (0.0, None)
    for action in reversed(actions):
        lost = 0
        for row in records:
            if row[action["column"]] == action["value"] and row["y"] != row["predicted"]:
                lost += cost["fn"] if row["y"] else cost["fp"]
        best = max(best, (lost * action["recoverable"] - action["price"], action["name"]), key=lambda pair: pair[0])
    return best[1]
