# loses flip-tests: "another list"
def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    return ("need", order[0][1] - order[1][1]) if len(order) > 1 else None
