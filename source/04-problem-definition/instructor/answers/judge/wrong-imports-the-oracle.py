# loses judge-tests: "No module named 'hidden'"
def judge(train, test, loss):
    from hidden import businesses, comparisons

    rows = comparisons.evaluation.baseline_rows(businesses.scores.Scored(train, test, loss, gains=True))
    report = {name: float(row.mean()) for name, row in rows.items()}
    best = min(("constant", "rule", "last"), key=report.get)
    difference = rows[best] - rows["model"]
    gain, swing = difference.mean(), 1.96 * difference.std() / len(difference) ** 0.5
    report |= {"best": best, "gain": float(gain), "low": float(gain - swing), "high": float(gain + swing)}
    return report | {"beats": bool(gain > swing)}
