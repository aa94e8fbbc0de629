def save(tasks, prices, days):
    from scipy.optimize import linprog

    names, able = list(tasks), list(prices)
    place = {name: i for i, name in enumerate(names)}
    cut = {name: len(names) + i for i, name in enumerate(able)}
    size = len(names) + len(able)
    length = max(row["earliest_finish"] for row in schedule(tasks)["tasks"].values())
    left, right = [], []
    for name, (d, before) in tasks.items():
        for other in [None, *before]:
            row = np.zeros(size)
            row[place[name]] = -1
            if name in cut:
                row[cut[name]] = -1
            if other:
                row[place[other]] = 1
            left.append(row)
            right.append(-d)
    price = np.zeros(size)
    for name in able:
        price[cut[name]] = prices[name][1]
    bounds = [(0, length - days)] * len(names) + [(0, prices[name][0]) for name in able]
    result = linprog(price, np.array(left), np.array(right), bounds=bounds, integrality=np.ones(size))
    return {name: int(round(result.x[cut[name]])) for name in able} if result.status == 0 else None
