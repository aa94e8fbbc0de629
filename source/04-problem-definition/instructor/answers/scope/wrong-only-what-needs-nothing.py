# loses scope-tests: "the value of the scope"
def scope(features, capacity):
    best, found = -1, []
    for size in range(len(features) + 1):
        for chosen in itertools.combinations(features, size):
            days = sum(features[n]["days"] for n in chosen)
            value = sum(features[n]["value"] for n in chosen)
            if days <= capacity and value > best and all(not features[n]["needs"] for n in chosen):
                best, found = value, list(chosen)
    return found
