# loses action-tests: "which gains"
def next_action(rows, actions, cost):
    def count(action):
        part = rows[rows[action["column"]] == action["value"]]
        return (part["y"] != part["predicted"]).sum()

    return max(actions, key=count)["name"]
