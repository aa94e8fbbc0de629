def reliability(left, score, groups):
    where = {}
    for y, p in zip(left, score):
        where.setdefault(sum(q < p for q in score) * groups // len(score), []).append((y, p))
    rows = [where[g] for g in sorted(where)]
    return pd.DataFrame({
        "left": [sum(y for y, _ in r) / len(r) for r in rows],
        "n": [len(r) for r in rows],
        "forecast": [sum(p for _, p in r) / len(r) for r in rows],
    })


def brier_parts(left, score, group):
    y, p, n = np.array(left, float), np.array(score, float), len(left)
    where = {}
    for i, name in enumerate(group):
        where.setdefault(name, []).append(i)
    rel = res = 0.0
    for rows in where.values():
        f, o = p[rows].mean(), y[rows].mean()
        rel += len(rows) * (f - o) ** 2 / n
        res += len(rows) * (o - y.mean()) ** 2 / n
    brier, unc = np.mean((p - y) ** 2), y.mean() * (1 - y.mean())
    return {"within": brier - rel + res - unc, "brier": brier, "reliability": rel, "resolution": res, "uncertainty": unc}
