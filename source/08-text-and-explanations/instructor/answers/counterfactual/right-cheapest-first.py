def counterfactual(predict, row, limit, rules):
    def open_to(name):
        own, rule = row[name], rules[name]
        if rule["way"] == "fixed":
            return [own]
        keep = {"up": lambda v: v > own, "down": lambda v: v < own, "free": lambda v: v != own}[rule["way"]]
        return [own, *filter(keep, rule["choices"])]

    names = list(row)
    ways = [dict(zip(names, values)) for values in itertools.product(*map(open_to, names))]
    ways.sort(key=lambda made: sum(rules[n]["cost"] * abs(made[n] - row[n]) for n in names))
    chances = np.asarray(predict(pd.DataFrame(ways)))
    for made, one in zip(ways, chances):
        if one >= limit:
            return {n: made[n] for n in names if made[n] != row[n]}
    return None
