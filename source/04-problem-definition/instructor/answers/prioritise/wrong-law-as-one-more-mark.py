# loses prioritise-tests: "though a gate stops it"
def prioritise(candidates, weights, weeks_left):
    keep = candidates[~candidates["done"] & (candidates["weeks"] <= weeks_left)]
    keep = keep.assign(effort=6 - keep["effort"])
    score = sum(keep[name] * weights[name] for name in weights) - 5 * ~keep["data_allowed"]
    return sorted(zip(keep["candidate"], score.astype(float)), key=lambda pair: -pair[1])
