# loses coverage-tests: "the share on"
def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    hits = 0
    for _ in range(runs):
        low, high = method(draw(rng))
        if low - 1e-3 <= truth <= high + 1e-3:
            hits += 1
    low, high = share_interval(hits, runs, 0.95)
    verdict = "no fault found"
    if high < level:
        verdict = "too seldom"
    elif low > level:
        verdict = "too often"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
