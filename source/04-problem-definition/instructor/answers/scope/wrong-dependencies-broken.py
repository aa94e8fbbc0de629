# loses scope-tests: "a broken dependency"
def scope(features, capacity):
    best, found = -1, []
    for size in range(len(features) + 1):
        for chosen in itertools.combinations(features, size):
            if sum(features[n]["days"] for n in chosen) <= capacity and sum(features[n]["value"] for n in chosen) > best:
                best, found = sum(features[n]["value"] for n in chosen), list(chosen)
    return found
