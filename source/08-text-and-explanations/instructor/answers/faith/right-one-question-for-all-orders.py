def _areas(predict, row, base, orders, insert):
    start, stop = (base, row) if insert else (row, base)
    rows = []
    for order in orders:
        now = dict(start)
        rows.append(dict(now))
        for name in order:
            now[name] = stop[name]
            rows.append(dict(now))
    y = np.asarray(predict(pd.DataFrame(rows))).reshape(len(orders), -1)
    return y, (y.sum(axis=1) - y[:, 0] / 2 - y[:, -1] / 2) / (y.shape[1] - 1)


def curve(predict, row, base, order, insert):
    return _areas(predict, row, base, [order], insert)[0][0]


def faith(predict, row, base, weights):
    place = {name: k for k, name in enumerate(row)}
    order = sorted(weights, key=lambda name: (-weights[name], place[name]))
    down = _areas(predict, row, base, [order], False)[1][0]
    up = _areas(predict, row, base, [order], True)[1][0]
    lots = _areas(predict, row, base, list(itertools.permutations(row)), True)[1]
    return dict(deletion=down, insertion=up, random=lots.mean(), gain=up - down)
