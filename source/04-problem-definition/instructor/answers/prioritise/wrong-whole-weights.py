# loses prioritise-tests: "the score of"
def prioritise(candidates, weights, weeks_left):
    result = []
    for row in candidates.to_dict("records"):
        if row["done"] or not row["data_allowed"] or row["weeks"] > weeks_left:
            continue
        marks = {name: 6 - row[name] if name == "effort" else row[name] for name in weights}
        result.append((row["candidate"], float(sum(round(weights[name]) * marks[name] for name in weights))))
    return sorted(result, key=lambda pair: pair[1], reverse=True)
