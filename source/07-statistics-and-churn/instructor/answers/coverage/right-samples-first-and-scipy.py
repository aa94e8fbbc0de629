def coverage(method, draw, truth, rng, runs=2000, level=0.95):
    """How often the intervals of method hold the truth, how sure that is, and the verdict."""
    samples = [draw(rng) for _ in range(runs)]
    ends = np.array([method(sample) for sample in samples], dtype=float)
    hits = int(((ends[:, 0] <= truth) & (truth <= ends[:, 1])).sum())
    low, high = stats.binomtest(hits, runs).proportion_ci(0.95, method="exact")
    verdict = "too seldom" if high < level else "too often" if low > level else "no fault found"
    return {"share": hits / runs, "low": low, "high": high, "verdict": verdict}
