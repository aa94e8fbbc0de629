# loses action-tests: "None: no action gains more than 0"
def next_action(rows, actions, cost):
    def gain(action):
        part = rows[rows[action["column"]] == action["value"]]
        fp = ((part["y"] == 0) & (part["predicted"] == 1)).sum()
        fn = ((part["y"] == 1) & (part["predicted"] == 0)).sum()
        return action["recoverable"] * (fp * cost["fp"] + fn * cost["fn"]) - action["price"]

    return max(actions, key=gain)["name"]
