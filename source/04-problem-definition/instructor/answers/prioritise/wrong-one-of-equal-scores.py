# loses prioritise-tests: "a list with twins", "is missing"
def prioritise(candidates, weights, weeks_left):
    """(candidate, score) of those that pass the three gates, best first."""
    passed = []
    for row in candidates.to_dict("records"):
        if row["done"] or not row["data_allowed"] or row["weeks"] > weeks_left:
            continue
        row["effort"] = 6 - row["effort"]
        passed.append((row["candidate"], sum(weights[name] * row[name] for name in weights)))
    return [(n, s) for s, n in {s: n for n, s in passed}.items()] and sorted({s: n for n, s in passed}.items(), reverse=True) and [(n, s) for s, n in sorted({s: n for n, s in passed}.items(), reverse=True)]
