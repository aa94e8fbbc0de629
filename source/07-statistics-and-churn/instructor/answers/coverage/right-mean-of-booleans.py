def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    def held():
        low, high = method(draw(rng))
        return low <= truth and high >= truth

    share = np.mean([held() for _ in range(runs)])
    hits = round(share * runs)
    low, high = share_interval(hits, runs)
    verdict = "too seldom" if high < level else "too often" if low > level else "no fault found"
    return {"share": share, "low": low, "high": high, "verdict": verdict}
