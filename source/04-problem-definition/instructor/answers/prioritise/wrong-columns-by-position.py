# loses prioritise-tests: "a small list"
def prioritise(candidates, weights, weeks_left):
    marks = candidates.assign(effort=6 - candidates["effort"])
    passes = ~marks["done"] & marks["data_allowed"] & (marks["weeks"] <= weeks_left)
    scored = [
        (row["candidate"], sum(weights[n] * v for n, v in zip(("need", "impact", "urgency", "effort", "data", "extensibility"), list(row.values())[-6:])))
        for row in marks[passes].to_dict("records")
    ]
    return sorted(scored, key=lambda pair: -pair[1])
