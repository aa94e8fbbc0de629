def partial_dependence(predict, rows, name, grid):
    out = []
    for v in grid:
        made = rows.copy()
        made[name] = v
        p = predict(made)
        out.append(sum(p) / len(p))
    return out
