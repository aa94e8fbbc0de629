# loses scope-tests: "the value of the scope"
def scope(features, capacity):
    chosen, left = [], capacity
    while True:
        ready = [n for n, row in features.items() if n not in chosen and row["days"] <= left and set(row["needs"]) <= set(chosen)]
        if not ready:
            return chosen
        name = max(ready, key=lambda n: features[n]["value"] / features[n]["days"])
        chosen.append(name)
        left -= features[name]["days"]
