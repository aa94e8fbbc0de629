def scope(features, capacity):
    names = list(features)
    needs = [sum(1 << names.index(n) for n in features[name]["needs"]) for name in names]
    best, mask = 0, 0
    for bits in range(1 << len(names)):
        chosen = [i for i in range(len(names)) if bits >> i & 1]
        if sum(features[names[i]]["days"] for i in chosen) <= capacity and all(needs[i] & ~bits == 0 for i in chosen):
            value = sum(features[names[i]]["value"] for i in chosen)
            if value >= best:
                best, mask = value, bits
    return {name for i, name in enumerate(names) if mask >> i & 1}
