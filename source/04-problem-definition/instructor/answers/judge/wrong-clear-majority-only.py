# loses judge-tests: "mean loss of 'constant'"
def judge(train, test, loss):
    """Mean losses on test, the best baseline, the gain over it with its interval, and whether it's beyond noise."""
    y = test["y"].to_numpy(float)

    def row_losses(guess):
        return (y != guess).astype(float) if loss == "wrong" else np.abs(y - guess)

    fixed = float(train["y"].mean() > 0.55) if loss == "wrong" else float(train["y"].median())
    losses = {"constant": row_losses(np.full(len(y), fixed))}
    for name in ("rule", "last", "model"):
        losses[name] = row_losses(test[name].to_numpy(float))
    report = {name: float(values.mean()) for name, values in losses.items()}
    best = min(("constant", "rule", "last"), key=lambda name: report[name])
    difference = losses[best] - losses["model"]
    gain, swing = difference.mean(), 1.96 * difference.std(ddof=1) / math.sqrt(len(y))
    report |= {"best": best, "gain": float(gain), "low": float(gain - swing), "high": float(gain + swing)}
    return report | {"beats": bool(gain - swing > 0)}
