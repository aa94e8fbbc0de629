# loses coverage-tests: "'low' on"
def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    hits = 0
    for _ in range(runs):
        low, high = method(draw(rng))
        if low <= truth <= high:
            hits += 1
    p = hits / runs
    s = 1.96 * math.sqrt(p * (1 - p) / runs)
    low, high = (max(0.0, p - s), min(1.0, p + s)) if 0 < hits < runs else share_interval(hits, runs)
    verdict = "no fault found"
    if high < level:
        verdict = "too seldom"
    elif low > level:
        verdict = "too often"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
