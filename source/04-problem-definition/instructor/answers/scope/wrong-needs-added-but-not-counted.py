# loses scope-tests: "at most"
def scope(features, capacity):
    best, found = -1, []
    for size in range(len(features) + 1):
        for chosen in itertools.combinations(features, size):
            days = sum(features[n]["days"] for n in chosen)
            value = sum(features[n]["value"] for n in chosen)
            if days <= capacity and value > best:
                best, found = value, list(chosen)
    return list(set(found).union(*(features[n]["needs"] for n in found)))
