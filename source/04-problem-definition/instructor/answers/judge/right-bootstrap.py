def judge(train, test, loss):
    y = test["y"].to_numpy(float)
    if loss == "wrong":
        counts = train["y"].value_counts()
        fixed = 1.0 if counts.get(1, 0) > counts.get(0, 0) else 0.0
    else:
        fixed = np.median(train["y"])
    guesses = {"constant": np.full(len(y), fixed)} | {n: test[n].to_numpy(float) for n in ("rule", "last", "model")}
    losses = {n: np.where(y != g, 1.0, 0.0) if loss == "wrong" else np.abs(y - g) for n, g in guesses.items()}
    best = sorted(["constant", "rule", "last"], key=lambda n: losses[n].mean())[0]
    difference = losses[best] - losses["model"]
    rng = np.random.default_rng(7)
    means = difference[rng.integers(0, len(y), (1000, len(y)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return {**{n: float(v.mean()) for n, v in losses.items()}, "best": best, "gain": float(difference.mean()),
            "low": float(low), "high": float(high), "beats": bool(low > 0)}
