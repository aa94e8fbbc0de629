def best_threshold(y, p, cost):
    order = sorted(zip(p, y), reverse=True)
    total = sum(cost["fn"] if yi else cost["tn"] for yi in y)
    best, threshold, i = total, math.inf, 0
    while i < len(order):
        score = order[i][0]
        while i < len(order) and order[i][0] == score:
            total += cost["tp"] - cost["fn"] if order[i][1] else cost["fp"] - cost["tn"]
            i += 1
        if total < best - 1e-9:
            best, threshold = total, score
    return threshold
