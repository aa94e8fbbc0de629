def scope(features, capacity):
    names = list(features)
    best = (0, [])

    def go(i, chosen, days, value):
        nonlocal best
        if days > capacity:
            return
        if i == len(names):
            if value > best[0] and all(n in chosen for c in chosen for n in features[c]["needs"]):
                best = (value, list(chosen))
            return
        if value + sum(features[n]["value"] for n in names[i:]) <= best[0]:
            return
        row = features[names[i]]
        go(i + 1, [*chosen, names[i]], days + row["days"], value + row["value"])
        go(i + 1, chosen, days, value)

    go(0, [], 0, 0)
    return best[1]
