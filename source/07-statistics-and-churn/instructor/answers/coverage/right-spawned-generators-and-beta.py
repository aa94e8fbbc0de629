def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    hits = 0
    for child in rng.spawn(runs):
        low, high = method(draw(child))
        hits += bool(low <= truth <= high)
    low = stats.beta.ppf(0.025, hits + 0.5, runs - hits + 0.5) if hits else 0
    high = stats.beta.ppf(0.975, hits + 0.5, runs - hits + 0.5) if hits < runs else 1
    if low <= level <= high:
        verdict = "no fault found"
    else:
        verdict = "too seldom" if hits / runs < level else "too often"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
