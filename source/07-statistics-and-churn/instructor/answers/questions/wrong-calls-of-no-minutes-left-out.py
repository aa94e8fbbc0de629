# loses questions-tests: "other rows"
def answer(question, frame):
    if question == "wait":
        return "median", float(frame["minutes"].median())
    if question == "staff":
        return "mean", float(frame["minutes"][frame["minutes"] > 0].mean())
    if question == "line":
        values = np.sort(frame["mbit"].to_numpy(dtype=float))
        cut = len(values) // 10
        return "trimmed mean", float(values[cut : len(values) - cut].mean())
    if question == "complaints":
        return "rate per exposure", frame["complaints"].sum() / frame["months"].sum()
    if question == "margin":
        return "pooled", frame["profit"].sum() / frame["revenue"].sum()
    sums = frame.groupby(["year", "segment"])[["customers", "left"]].sum()
    first, second = sums.loc["first"], sums.loc["second"]
    change = second["left"] / second["customers"] - first["left"] / first["customers"]
    return "per group", (change * first["customers"]).sum() / first["customers"].sum()
