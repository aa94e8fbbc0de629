# loses faith-tests: "of faith on"
def curve(predict, row, base, order, insert):
    """Predictions while feature after feature is replaced in this order."""
    now, end = (base, row) if insert else (row, base)
    shown = [dict(now)]
    for name in order:
        shown.append({**shown[-1], name: end[name]})
    return [float(value) for value in predict(pd.DataFrame(shown))]


def faith(predict, row, base, weights):
    """Areas of deletion and insertion in the explanation's order, the mean over all orders, and the gain."""
    def area(order, insert):
        heights = curve(predict, row, base, order, insert)
        return sum((one + two) / 2 for one, two in zip(heights, heights[1:])) / (len(order) + 1)

    order = sorted(row, key=lambda name: -weights[name])
    deletion, insertion = area(order, False), area(order, True)
    lots = [area(list(lot), False) for lot in itertools.permutations(row)]
    return {"deletion": deletion, "insertion": insertion, "random": float(np.mean(lots)), "gain": insertion - deletion}
