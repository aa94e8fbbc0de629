# loses judge-tests: "the table of takings"
def judge(train, test, loss):
    def losses(said):
        if loss == "wrong":
            return (test["y"] != said).to_numpy(float)
        return (test["y"] - said).abs().to_numpy(float)

    if loss == "wrong":
        always = int(train["y"].mean() > 0.5)
    else:
        always = train["y"].median()
    rows = {"constant": losses(always)}
    for i, name in enumerate(("rule", "last", "model"), 1):
        rows[name] = losses(test.iloc[:, i])
    report = {name: float(values.mean()) for name, values in rows.items()}
    best = min(("constant", "rule", "last"), key=report.get)
    difference = rows[best] - rows["model"]
    gain = float(difference.mean())
    error = float(difference.std()) / math.sqrt(len(difference))
    low, high = gain - 1.96 * error, gain + 1.96 * error
    return {**report, "best": best, "gain": gain, "low": low, "high": high, "beats": bool(low > 0)}
