# loses scope-tests: "a broken dependency"
def scope(features, capacity):
    best, most = [], 0
    for size in range(len(features) + 1):
        for chosen in itertools.combinations(features, size):
            ok = [n for n in chosen if set(features[n]["needs"]) <= set(chosen)]
            if sum(features[n]["days"] for n in ok) <= capacity and sum(features[n]["value"] for n in ok) > most:
                best, most = ok, sum(features[n]["value"] for n in ok)
    return best
