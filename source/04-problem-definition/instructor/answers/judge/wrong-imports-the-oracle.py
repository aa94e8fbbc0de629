# loses judge-tests: "holds the course's reference answers"
def judge(train, test, loss):
    from workbook.check import business, project

    rows = project.evaluation.baseline_rows(business.scores.Scored(train, test, loss, gains=True))
    report = {name: float(row.mean()) for name, row in rows.items()}
    best = min(project.evaluation.BASELINES, key=report.get)
    difference = rows[best] - rows["model"]
    gain, swing = difference.mean(), 1.96 * difference.std() / len(difference) ** 0.5
    report |= {"best": best, "gain": float(gain), "low": float(gain - swing), "high": float(gain + swing)}
    return report | {"beats": bool(gain > swing)}
