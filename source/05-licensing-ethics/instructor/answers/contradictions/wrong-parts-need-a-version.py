# loses contradictions-tests: "the parts of LicenseRef-Data-NC:"
def contradictions(index, spdx):
    """The sorted (key, code) of every row of *index* that a human must look at."""
    listed = {row["spdx"]: row for row in spdx}
    claims = {}
    for row in index:
        claims[row["spdx"]] = claims.get(row["spdx"], 0) + 1
    closed_categories = {"Commercial", "Proprietary Free", "Source-available", "Free Restricted"}
    found = []
    for row in index:
        entry = listed.get(row["spdx"])
        closed = row["category"] in closed_categories
        parts = row["spdx"].split("-")[1:-1]
        if entry is None:
            found.append((row["key"], "unknown"))
        else:
            if closed and entry["osi_approved"] == "yes":
                found.append((row["key"], "closed-but-osi"))
            if closed and entry["fsf_libre"] == "yes":
                found.append((row["key"], "closed-but-libre"))
            if row["deprecated"] != entry["deprecated"]:
                found.append((row["key"], "deprecated-differs"))
        if claims[row["spdx"]] > 1:
            found.append((row["key"], "claimed-twice"))
        if ("NC" in parts or "ND" in parts) and not closed:
            found.append((row["key"], "nc-but-open"))
        if "SA" in parts and row["category"] == "Permissive":
            found.append((row["key"], "sa-but-permissive"))
    return sorted(found)
