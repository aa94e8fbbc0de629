# loses prioritise-tests: "the score of"
def prioritise(candidates, weights, weeks_left):
    keep = candidates[~candidates["done"] & candidates["data_allowed"] & (candidates["weeks"] <= weeks_left)]
    score = sum(keep[name] * float(weights[name]) for name in weights)
    return sorted(zip(keep["candidate"], score.tolist() if len(keep) else []), key=lambda pair: -pair[1])
