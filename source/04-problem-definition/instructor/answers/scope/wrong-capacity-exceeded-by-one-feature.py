# loses scope-tests: "at most"
def scope(features, capacity):
    chosen, days = [], 0

    def add(name):
        nonlocal days
        if name not in chosen:
            for need in features[name]["needs"]:
                add(need)
            chosen.append(name)
            days += features[name]["days"]

    for name in sorted(features, key=lambda n: -features[n]["value"]):
        if days >= capacity:
            break
        add(name)
    return chosen
