# loses brier-tests: "forecast"
def reliability(left, score, groups):
    """Size, mean forecast and share that left, for each group of similar forecasts."""
    rows = pd.DataFrame({"left": left, "score": score})
    smaller = rows["score"].rank(method="min") - 1
    grouped = rows.groupby(smaller * groups // len(rows))
    return grouped.agg(n=("left", "size"), forecast=("score", lambda p: (p.min() + p.max()) / 2), left=("left", "mean"))


def brier_parts(left, score, group):
    """The Brier score, and the parts that add up to it."""
    rows = pd.DataFrame({"y": left, "p": score, "group": group})
    f, o = (rows.groupby("group")[name].transform("mean") for name in ("p", "y"))
    p, y, share = rows["p"], rows["y"], rows["y"].mean()
    return {
        "brier": ((p - y) ** 2).mean(),
        "reliability": ((f - o) ** 2).mean(),
        "resolution": ((o - share) ** 2).mean(),
        "uncertainty": share * (1 - share),
        "within": ((p - f) ** 2 - 2 * (p - f) * (y - o)).mean(),
    }
