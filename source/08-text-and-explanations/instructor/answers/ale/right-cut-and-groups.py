def ale(predict, rows, name, edges):
    plain = rows.reset_index(drop=True)
    codes = pd.cut(plain[name], edges, include_lowest=True, labels=False)
    total, curve, middle = 0.0, [0.0], 0.0
    for k in range(len(edges) - 1):
        part = plain[codes == k]
        before = total
        if not part.empty:
            up, down = part.copy(), part.copy()
            up[name], down[name] = edges[k + 1], edges[k]
            total += float((np.array(predict(up)) - np.array(predict(down))).mean())
        middle += len(part) * (before + total) / 2
        curve.append(total)
    return tuple(c - middle / len(plain) for c in curve)
