import statistics


def total(frame, top, bottom):
    return float(sum(frame[top])) / float(sum(frame[bottom]))


def answer(question, frame):
    match question:
        case "wait":
            return ("median", statistics.median(frame["minutes"].tolist()))
        case "staff":
            return ("mean", statistics.fmean(frame["minutes"]))
        case "line":
            return ("median", float(np.median(frame["mbit"])))
        case "complaints":
            return ("pooled", total(frame, "complaints", "months"))
        case "margin":
            return ("rate per exposure", total(frame, "profit", "revenue"))
    counts = {}
    for year, segment, customers, left in frame[["year", "segment", "customers", "left"]].itertuples(index=False):
        known = counts.get((segment, year), (0, 0))
        counts[segment, year] = (known[0] + customers, known[1] + left)
    segments = {segment for segment, _ in counts}
    everybody = sum(counts[segment, "first"][0] for segment in segments)
    value = 0.0
    for segment in segments:
        (before, gone_before), (after, gone_after) = counts[segment, "first"], counts[segment, "second"]
        value += before / everybody * (gone_after / after - gone_before / before)
    return ("per group", value)
