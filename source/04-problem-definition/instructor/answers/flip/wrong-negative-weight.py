# loses flip-tests: "a weight negative"
def smallest_flip(candidates, weights, weeks_left):
    order = prioritise(candidates, weights, weeks_left)
    if len(order) < 2:
        return None
    (winner, top), (rival, score) = order[:2]
    marks = candidates.set_index("candidate").assign(effort=lambda t: 6 - t["effort"])
    for name, weight in weights.items():
        ahead = float(marks.loc[rival, name] - marks.loc[winner, name])
        if ahead < 0:
            return name, (top - score) / ahead - weight
    return None
