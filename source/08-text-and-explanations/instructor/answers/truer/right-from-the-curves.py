def truer(predict, rows, base, first, second):
    def score(told):
        total = 0.0
        for row, weights in zip(rows, told):
            order = sorted(row, key=weights.get, reverse=True)
            total += np.trapezoid(curve(predict, row, base, order, True)) / len(row)
            total -= np.trapezoid(curve(predict, row, base, order, False)) / len(row)
        return total / len(rows)

    scores = {"first": score(first), "second": score(second)}
    best = max(scores, key=scores.get)
    if not scores[best] > 1e-9:
        return "neither"
    if abs(scores["first"] - scores["second"]) <= 1e-9:
        return "tie"
    return best
