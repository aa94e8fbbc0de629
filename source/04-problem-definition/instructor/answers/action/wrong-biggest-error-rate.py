# loses action-tests: "which gains"
def next_action(rows, actions, cost):
    def rate(action):
        part = rows[rows[action["column"]] == action["value"]]
        return (part["y"] != part["predicted"]).mean()

    return max(actions, key=rate)["name"]
