# loses questions-tests: "answer('margin', …)"
def answer(question, frame):
    """The method that answers the question, and its value."""
    if question == "wait":
        return "median", frame["minutes"].median()
    if question == "staff":
        return "mean", frame["minutes"].mean()
    if question == "line":
        cut = len(frame) // 10
        return "trimmed mean", frame["mbit"].sort_values().iloc[cut : len(frame) - cut].mean()
    if question == "complaints":
        return "rate per exposure", frame["complaints"].sum() / frame["months"].sum()
    if question == "margin":
        return "per group", frame.groupby("shop")[["profit", "revenue"]].sum().eval("profit / revenue").mean()
    table = frame.pivot_table(index="segment", columns="year", values=["customers", "left"], aggfunc="sum")
    share = table["left"] / table["customers"]
    first = table["customers", "first"]
    return "per group", ((share["second"] - share["first"]) * first / first.sum()).sum()
