# loses contradictions-tests: "the category Non-Commercial, which is none of the four"
def contradictions(index, spdx):
    closed = {"Commercial", "Proprietary Free", "Source-available", "Free Restricted"}
    listed = {row["spdx"]: row for row in spdx}
    claims = {}
    for row in index:
        claims[row["spdx"]] = claims.get(row["spdx"], 0) + 1
    found = set()
    for row in index:
        key, entry, parts = row["key"], listed.get(row["spdx"]), row["spdx"].split("-")
        if entry is None:
            found.add((key, "unknown"))
        else:
            if any(c in row["category"] for c in closed) and entry["osi_approved"] == "yes":
                found.add((key, "closed-but-osi"))
            if any(c in row["category"] for c in closed) and entry["fsf_libre"] == "yes":
                found.add((key, "closed-but-libre"))
            if row["deprecated"] != entry["deprecated"]:
                found.add((key, "deprecated-differs"))
        if claims[row["spdx"]] > 1:
            found.add((key, "claimed-twice"))
        if ("NC" in parts or "ND" in parts) and row["category"] not in closed:
            found.add((key, "nc-but-open"))
        if "SA" in parts and row["category"] == "Permissive":
            found.add((key, "sa-but-permissive"))
    return sorted(found)
