def judge(train, test, loss):
    import statistics

    def values(guess):
        return [float(a != b) if loss == "wrong" else abs(a - b) for a, b in zip(test["y"].tolist(), guess)]

    known = train["y"].tolist()
    fixed = int(sum(known) * 2 > len(known)) if loss == "wrong" else statistics.median(known)
    rows = {"constant": values([fixed] * len(test))}
    for name in ["rule", "last", "model"]:
        rows[name] = values(test[name].tolist())
    report = {name: statistics.fmean(row) for name, row in rows.items()}
    best = min(["last", "rule", "constant"], key=report.get)
    steps = [a - b for a, b in zip(rows[best], rows["model"])]
    gain = statistics.fmean(steps)
    swing = 1.96 * statistics.stdev(steps) / len(steps) ** 0.5
    report.update(best=best, gain=gain, low=gain - swing, high=gain + swing, beats=gain > swing)
    return report
