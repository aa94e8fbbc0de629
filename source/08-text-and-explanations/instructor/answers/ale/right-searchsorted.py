def ale(predict, rows, name, edges):
    e = np.array(edges, dtype=float)
    x = rows[name].to_numpy(dtype=float)
    k = np.maximum(np.searchsorted(e, x, side="left"), 1)
    d = np.asarray(predict(rows.assign(**{name: e[k]}))) - np.asarray(predict(rows.assign(**{name: e[k - 1]})))
    n = np.bincount(k, minlength=len(e))[1:]
    s = np.bincount(k, weights=d, minlength=len(e))[1:]
    c = np.r_[0, np.cumsum(np.divide(s, n, out=np.zeros(len(n)), where=n > 0))]
    return c - ((c[1:] + c[:-1]) / 2 * n).sum() / n.sum()
