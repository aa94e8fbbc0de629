# loses prioritise-tests: "though a gate stops it"
def prioritise(candidates, weights, weeks_left):
    table = candidates.assign(effort=6 - candidates["effort"])
    score = sum(table[name] * weights[name] for name in weights)
    return sorted(zip(table["candidate"], score.astype(float)), key=lambda pair: -pair[1])
