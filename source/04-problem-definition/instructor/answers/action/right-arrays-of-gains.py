def next_action(rows, actions, cost):
    euros = np.where(rows["y"] == rows["predicted"], 0, np.where(rows["y"] == 1, cost["fn"], cost["fp"]))
    names = np.array([action["name"] for action in actions])
    gains = np.array([
        action["recoverable"] * euros[(rows[action["column"]] == action["value"]).to_numpy()].sum() - action["price"] for action in actions
    ])
    return names[np.argmax(gains)] if gains.max() > 1e-9 else None
