# loses counterfactual-tests: "it may only go"
def counterfactual(predict, row, limit, rules):
    """The cheapest allowed change with which the row is accepted; {} if it is already, None if there is none."""
    lists = []
    for name, own in row.items():
        way, values = rules[name]["way"], {own}
        if way != "fixed":
            values |= {value for value in rules[name]["choices"] }
        lists.append(sorted(values))
    made = pd.DataFrame(list(itertools.product(*lists)), columns=list(row))
    cost = sum(rules[name]["cost"] * (made[name] - own).abs() for name, own in row.items())
    accepted = cost[np.asarray(predict(made)) >= limit]
    if accepted.empty:
        return None
    best = made.loc[accepted.idxmin()]
    return {name: float(best[name]) for name, own in row.items() if best[name] != own}
