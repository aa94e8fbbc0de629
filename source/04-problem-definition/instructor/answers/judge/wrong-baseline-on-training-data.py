# loses judge-tests: "measured on the training rows"
def judge(train, test, loss):
    y = test["y"].to_numpy(float)
    seen = train["y"].to_numpy(float)

    def rows(truth, guess):
        return (truth != guess).astype(float) if loss == "wrong" else np.abs(truth - guess)

    fixed = float(seen.mean() > 0.5) if loss == "wrong" else float(np.median(seen))
    losses = {n: rows(y, test[n].to_numpy(float)) for n in ("rule", "last", "model")}
    report = {n: float(v.mean()) for n, v in losses.items()}
    report["constant"] = float(rows(seen, np.full(len(seen), fixed)).mean())
    losses["constant"] = rows(y, np.full(len(y), fixed))
    best = min(("constant", "rule", "last"), key=lambda n: losses[n].mean())
    d = losses[best] - losses["model"]
    swing = 1.96 * d.std(ddof=1) / math.sqrt(len(d))
    return report | {"best": best, "gain": float(d.mean()), "low": float(d.mean() - swing),
                     "high": float(d.mean() + swing), "beats": bool(d.mean() > swing)}
