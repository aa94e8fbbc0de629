# loses flip-tests: "another list"
def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    if len(order) < 2:
        return None
    (winner, top), (rival, score) = order[0], order[-1]
    marks = candidates.set_index("candidate").assign(effort=lambda t: 6 - t["effort"])
    options = []
    for name, weight in weights.items():
        ahead = float(marks.loc[rival, name] - marks.loc[winner, name])
        if ahead and weight + (top - score) / ahead >= 0:
            options.append((abs((top - score) / ahead), name, (top - score) / ahead))
    return min(options)[1:] if options else None
