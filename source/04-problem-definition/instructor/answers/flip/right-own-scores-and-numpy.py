def smallest_flip(candidates, weights, weeks_left):
    keep = candidates[~candidates["done"] & candidates["data_allowed"] & (candidates["weeks"] <= weeks_left)]
    if len(keep) < 2:
        return None
    names = list(weights)
    marks = keep.assign(effort=6 - keep["effort"])[names].to_numpy(float)
    w = np.array([weights[name] for name in names], float)
    scores = marks @ w
    win = int(scores.argmax())
    best = None
    for i in range(len(marks)):
        if i == win:
            continue
        if scores[i] == scores[win]:
            return [names[0], 0.0]
        for j, name in enumerate(names):
            if marks[i, j] != marks[win, j]:
                change = (scores[win] - scores[i]) / (marks[i, j] - marks[win, j])
                if w[j] + change > -1e-12 and (best is None or abs(change) < abs(best[1])):
                    best = [name, float(change)]
    return best
