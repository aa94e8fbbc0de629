# loses coverage-tests: "an end that is NaN"
def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    hits = 0
    for _ in range(runs):
        low, high = method(draw(rng))
        hits += bool(not (truth < low or truth > high))
    low, high = share_interval(hits, runs)
    verdict = "too seldom" if high < level else "too often" if low > level else "no fault found"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
