# loses liars-tests in "partial dependence in other worlds": "'partial dependence' of"
def liars(predict, rows, name, other, edges, reach, orders):
    x, z = rows[name].to_numpy(float), rows[other].to_numpy(float)
    outside = 0
    for e in edges:
        near = (np.abs(e - x)[None, :] <= reach[name]) & (np.abs(z[:, None] - z[None, :]) <= reach[other])
        outside += int((~near.any(axis=1)).sum())
    outside /= len(edges) * len(rows)
    a = np.diff(partial_dependence(predict, rows, name, edges))
    c = np.diff(ale(predict, rows, name, edges))
    full = np.array([((x > lo) & (x <= hi)).any() or (i == 0 and (x == lo).any()) for i, (lo, hi) in enumerate(zip(edges, edges[1:]))])
    a, c = a[full], c[full]
    lies = bool(np.abs(a - c).max() > 0.5 * np.abs(a).max())
    plain = predict(rows)
    def weight(names):
        out = []
        for o in orders:
            made = rows.assign(**{n: rows[n].to_numpy()[list(o)] for n in names})
            out.append(np.mean((predict(made) - plain) ** 2))
        return float(np.mean(out))
    alone, both = weight([name]) + weight([other]), weight([name, other])
    verdict = "too small" if both > 1.5 * alone else "too large" if both < alone / 1.5 else "fair"
    return {"outside": outside, "partial dependence": lies, "permutation": verdict}
