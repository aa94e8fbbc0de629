# loses scope-tests: "the value of the scope"
def scope(features, capacity):
    useful = {n: row for n, row in features.items() if row["value"] > 0}
    best, found = -1, []
    for size in range(len(useful) + 1):
        for chosen in itertools.combinations(useful, size):
            days = sum(useful[n]["days"] for n in chosen)
            value = sum(useful[n]["value"] for n in chosen)
            if days <= capacity and value > best and all(set(useful[n]["needs"]) <= set(chosen) for n in chosen):
                best, found = value, list(chosen)
    return found
