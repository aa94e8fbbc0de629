def prioritise(candidates, weights, weeks_left):
    result = []
    for row in candidates.itertuples(index=False):
        if row.done or not row.data_allowed or row.weeks > weeks_left:
            continue
        score = weights["effort"] * (6 - row.effort)
        for name in ("need", "impact", "urgency", "data", "extensibility"):
            score += weights[name] * getattr(row, name)
        result.append([row.candidate, float(score)])
    result.sort(key=lambda pair: pair[0])
    result.sort(key=lambda pair: pair[1], reverse=True)
    return result
