from scipy.spatial import cKDTree


def liars(predict, rows, name, other, edges, reach, orders):
    rows = rows.reset_index(drop=True)
    scale = np.array([reach[name] or 1e-12, reach[other] or 1e-12])
    real = rows[[name, other]].to_numpy(float) / scale
    made = np.array([(e, z) for e in edges for z in rows[other]], float) / scale
    distance, _ = cKDTree(real).query(made, p=np.inf)
    a, b = (np.diff(f(predict, rows, name, edges)) for f in (partial_dependence, ale))
    n = pd.cut(rows[name], edges, include_lowest=True).value_counts(sort=False).to_numpy()
    a, b = a[n > 0], b[n > 0]
    w = []
    for names in ([name], [other], [name, other]):
        shown = pd.concat([rows.assign(**{c: rows[c].to_numpy()[o] for c in names}) for o in orders], ignore_index=True)
        w.append(((predict(shown) - np.tile(predict(rows), len(orders))) ** 2).mean())
    told = "too small" if w[2] > 1.5 * (w[0] + w[1]) else "too large" if 1.5 * w[2] < w[0] + w[1] else "fair"
    return {
        "permutation": told,
        "outside": np.mean(distance > 1 + 1e-9),
        "partial dependence": 2 * np.max(np.abs(a - b)) > max(np.max(np.abs(a)), np.max(np.abs(b))),
    }
