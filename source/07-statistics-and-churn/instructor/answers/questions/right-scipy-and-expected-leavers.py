from scipy import stats


def wait(frame):
    return "median", frame["minutes"].quantile(0.5)


def staff(frame):
    return "mean", frame["minutes"].sum() / len(frame)


def line(frame):
    return "trimmed mean", stats.trim_mean(frame["mbit"], 0.1)


def complaints(frame):
    return "rate per exposure", np.average(frame["complaints"] / frame["months"], weights=frame["months"])


def margin(frame):
    return "pooled", np.average(frame["profit"] / frame["revenue"], weights=frame["revenue"])


def leaving(frame):
    # how many of the first year's customers would have left at the second year's rates, less those who did
    sums = frame.groupby(["year", "segment"])[["customers", "left"]].sum()
    first, second = sums.loc["first"], sums.loc["second"]
    expected = (first["customers"] * second["left"] / second["customers"]).sum()
    return "per group", (expected - first["left"].sum()) / first["customers"].sum()


def answer(question, frame):
    return {"wait": wait, "staff": staff, "line": line, "complaints": complaints, "margin": margin, "leaving": leaving}[question](frame)
