# loses flip-tests: "after that change the winner is still ahead"
def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    if len(order) < 2:
        return None
    marks = candidates.set_index("candidate").assign(effort=lambda table: 6 - table["effort"])
    (winner, top), *rivals = order
    if rivals[0][1] == top:
        return "need", 0.0
    options = []
    for rival, score in rivals:
        for name, weight in weights.items():
            ahead = float(marks.loc[rival, name] - marks.loc[winner, name])
            if ahead and weight + (top - score) / ahead >= 0:
                options.append((abs((top - score) / ahead), name, (top - score) / ahead))
    return (min(options)[1], -min(options)[2]) if options else None
