# loses coverage-tests: "the truth, not the estimate"
def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    hits = 0
    for _ in range(runs):
        sample = draw(rng)
        low, high = method(sample)
        hits += bool(low <= np.mean(sample) <= high)
    low, high = share_interval(hits, runs)
    verdict = "too seldom" if high < level else "too often" if low > level else "no fault found"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
