import pandas


def contradictions(index, spdx):
    left = pandas.DataFrame(index, columns=["key", "spdx", "category", "deprecated"])
    right = pandas.DataFrame(spdx, columns=["spdx", "osi_approved", "fsf_libre", "deprecated"])
    both = left.merge(right, on="spdx", how="left", suffixes=("", "_listed"))
    closed = both["category"].isin(["Commercial", "Proprietary Free", "Source-available", "Free Restricted"])
    listed = both["osi_approved"].notna()
    parts = both["spdx"].str.split("-")
    masks = {
        "unknown": ~listed,
        "closed-but-osi": closed & (both["osi_approved"] == "yes"),
        "closed-but-libre": closed & (both["fsf_libre"] == "yes"),
        "deprecated-differs": listed & (both["deprecated"] != both["deprecated_listed"]),
        "claimed-twice": both["spdx"].duplicated(keep=False),
        "nc-but-open": ~closed & parts.apply(lambda words: bool({"NC", "ND"} & set(words))),
        "sa-but-permissive": (both["category"] == "Permissive") & parts.apply(lambda words: "SA" in words),
    }
    return sorted((str(key), code) for code, mask in masks.items() for key in both["key"][mask.astype(bool)])
