# loses prioritise-tests: "a small list"
def prioritise(candidates, weights, weeks_left):
    result = []
    for row in candidates.to_dict("records"):
        if row["done"] or not row["data_allowed"] or row["weeks"] > 12:
            continue
        marks = {name: 6 - row[name] if name == "effort" else row[name] for name in weights}
        result.append((row["candidate"], float(sum(weights[name] * marks[name] for name in weights))))
    return sorted(result, key=lambda pair: pair[1], reverse=True)
