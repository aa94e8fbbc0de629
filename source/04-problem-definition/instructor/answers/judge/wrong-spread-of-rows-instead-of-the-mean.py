# loses judge-tests: "it says less than the paired differences do"
def judge(train, test, loss):
    y = test["y"].to_numpy(float)

    def rows(guess):
        return (y != guess).astype(float) if loss == "wrong" else np.abs(y - guess)

    fixed = float(train["y"].mean() > 0.5) if loss == "wrong" else float(train["y"].median())
    losses = {"constant": rows(np.full(len(y), fixed))} | {n: rows(test[n].to_numpy(float)) for n in ("rule", "last", "model")}
    report = {n: float(v.mean()) for n, v in losses.items()}
    best = min(("constant", "rule", "last"), key=lambda n: report[n])
    d = losses[best] - losses["model"]
    swing = 1.96 * d.std(ddof=1)
    return report | {"best": best, "gain": float(d.mean()), "low": float(d.mean() - swing),
                     "high": float(d.mean() + swing), "beats": bool(d.mean() > swing)}
