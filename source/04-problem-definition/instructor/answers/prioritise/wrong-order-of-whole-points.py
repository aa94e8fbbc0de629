# loses prioritise-tests: "the list isn't in order of score, best first"
CRITERIA_NAMES = ("need", "impact", "urgency", "effort", "data", "extensibility")


def prioritise(candidates, weights, weeks_left):
    scored = []
    for row in candidates.to_dict("records"):
        if row["done"] or not row["data_allowed"] or row["weeks"] > weeks_left:
            continue
        row["effort"] = 6 - row["effort"]
        scored.append((row["candidate"], sum(weights[name] * row[name] for name in CRITERIA_NAMES)))
    return sorted(scored, key=lambda pair: -int(pair[1]))
