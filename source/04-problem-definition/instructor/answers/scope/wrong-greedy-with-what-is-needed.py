# loses scope-tests: "the value of the scope"
def scope(features, capacity):
    def whole(name):
        return {name}.union(*(whole(n) for n in features[name]["needs"]))

    chosen, left = set(), capacity
    while True:
        options = []
        for name in features:
            new = whole(name) - chosen
            days = sum(features[n]["days"] for n in new)
            if new and days <= left:
                options.append((sum(features[n]["value"] for n in new) / days, sorted(new), days))
        if not options:
            return sorted(chosen)
        _, new, days = max(options)
        chosen |= set(new)
        left -= days
