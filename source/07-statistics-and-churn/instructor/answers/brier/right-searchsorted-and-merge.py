def reliability(left, score, groups):
    ordered = np.sort(score)
    rows = pd.DataFrame({"forecast": score, "left": left, "n": 1})
    rows["g"] = (np.searchsorted(ordered, rows["forecast"]) * groups / len(rows)).astype(int)
    sums = rows.groupby("g").sum()
    return sums.assign(forecast=sums["forecast"] / sums["n"], left=sums["left"] / sums["n"]).reset_index(drop=True)


def brier_parts(left, score, group):
    rows = pd.DataFrame({"y": left, "p": score, "g": group})
    means = rows.groupby("g", as_index=False).agg(f=("p", "mean"), o=("y", "mean"))
    rows = rows.merge(means, on="g")
    base = rows.y.mean()
    spread = (rows.p - rows.f).pow(2).mean()
    along = ((rows.p - rows.f) * (rows.y - rows.o)).mean()
    return dict(
        brier=float((rows.p - rows.y).pow(2).mean()), reliability=float((rows.f - rows.o).pow(2).mean()),
        resolution=float((rows.o - base).pow(2).mean()), uncertainty=float(base - base**2), within=float(spread - 2 * along),
    )
