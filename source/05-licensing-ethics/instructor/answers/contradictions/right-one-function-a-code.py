from collections import Counter

CLOSED = ("Commercial", "Proprietary Free", "Source-available", "Free Restricted")


def contradictions(index, spdx):
    listed = {line["spdx"]: line for line in spdx}
    claims = Counter(line["spdx"] for line in index)
    found = set()
    for line in index:
        key, name, closed = line["key"], line["spdx"], line["category"] in CLOSED
        parts = set(name.split("-"))
        if claims[name] > 1:
            found.add((key, "claimed-twice"))
        if not closed and parts & {"NC", "ND"}:
            found.add((key, "nc-but-open"))
        if line["category"] == "Permissive" and "SA" in parts:
            found.add((key, "sa-but-permissive"))
        if name not in listed:
            found.add((key, "unknown"))
        else:
            other = listed[name]
            if closed and other["osi_approved"] == "yes":
                found.add((key, "closed-but-osi"))
            if closed and other["fsf_libre"] == "yes":
                found.add((key, "closed-but-libre"))
            if other["deprecated"] != line["deprecated"]:
                found.add((key, "deprecated-differs"))
    return sorted(found)
