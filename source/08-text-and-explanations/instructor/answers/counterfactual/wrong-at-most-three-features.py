# loses counterfactual-tests: "counterfactual"
def counterfactual(predict, row, limit, rules):
    names = list(row)
    lists = []
    for n in names:
        r, now = rules[n], row[n]
        able = [now]
        if r["way"] != "fixed":
            able += [c for c in r["choices"] if c != now and not (r["way"] == "up" and c < now) and not (r["way"] == "down" and c > now)]
        lists.append(able)
    combos = [c for c in itertools.product(*lists) if sum(v != row[n] for n, v in zip(names, c)) <= 3]
    ok = np.asarray(predict(pd.DataFrame(combos, columns=names))) >= limit
    best, cost = None, None
    for c, good in zip(combos, ok):
        if good:
            price = sum(rules[n]["cost"] * abs(v - row[n]) for n, v in zip(names, c))
            if cost is None or price < cost:
                best, cost = c, price
    return None if best is None else {n: v for n, v in zip(names, best) if v != row[n]}
