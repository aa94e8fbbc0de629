# loses questions-tests: "the value by 'mean'"
def answer(question, frame):
    """The method that answers the question, and its value."""
    if question == "wait":
        return "median", frame["minutes"].median()
    if question == "staff":
        return "mean", round(frame["minutes"].mean(), 1)
    if question == "line":
        cut = len(frame) // 10
        return "trimmed mean", frame["mbit"].sort_values().iloc[cut : len(frame) - cut].mean()
    if question == "complaints":
        return "rate per exposure", frame["complaints"].sum() / frame["months"].sum()
    if question == "margin":
        return "pooled", frame["profit"].sum() / frame["revenue"].sum()
    table = frame.pivot_table(index="segment", columns="year", values=["customers", "left"], aggfunc="sum")
    share = table["left"] / table["customers"]
    first = table["customers", "first"]
    return "per group", ((share["second"] - share["first"]) * first / first.sum()).sum()
