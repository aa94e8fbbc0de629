def curve(predict, row, base, order, insert):
    names, made = list(row), []
    for k in range(len(names) + 1):
        done = set(order[:k])
        made.append([row[n] if (n in done) == bool(insert) else base[n] for n in names])
    return list(predict(pd.DataFrame(made, columns=names)))


def faith(predict, row, base, weights):
    names = list(row)
    n = len(names)
    # stable: equal weights keep the row's order
    order = [names[i] for i in np.argsort([-weights[k] for k in names], kind="stable")]
    deletion = np.trapezoid(curve(predict, row, base, order, False), dx=1 / n)
    insertion = np.trapezoid(curve(predict, row, base, order, True), dx=1 / n)
    means = []
    for k in range(n + 1):
        made = [{**base, **{one: row[one] for one in kept}} for kept in itertools.combinations(names, k)]
        means.append(np.mean(predict(pd.DataFrame(made))))
    return {"gain": insertion - deletion, "random": np.trapezoid(means, dx=1 / n), "deletion": deletion, "insertion": insertion}
