# loses flip-tests: "is enough"
def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    if len(order) < 2:
        return None
    marks = candidates.set_index("candidate").assign(effort=lambda t: 6 - t["effort"])
    if order[0][1] == order[1][1]:
        return "need", 0.0
    options = [
        ((order[0][1] - score) / (marks.loc[rival, name] - marks.loc[order[0][0], name]), name)
        for rival, score in order[1:] for name in weights if marks.loc[rival, name] > marks.loc[order[0][0], name]
    ]
    return (min(options)[1], float(min(options)[0])) if options else None
