# loses contradictions-tests: "Data-SAX-1.0", "sa-but-permissive"
def contradictions(index, spdx):
    closed = {"Commercial", "Proprietary Free", "Source-available", "Free Restricted"}
    listed = {row["spdx"]: row for row in spdx}
    claims = [row["spdx"] for row in index]
    found = []
    for row in index:
        codes = []
        entry = listed.get(row["spdx"])
        if entry is None:
            codes.append("unknown")
        else:
            if row["category"] in closed and entry["osi_approved"] == "yes":
                codes.append("closed-but-osi")
            if row["category"] in closed and entry["fsf_libre"] == "yes":
                codes.append("closed-but-libre")
            if row["deprecated"] != entry["deprecated"]:
                codes.append("deprecated-differs")
        if claims.count(row["spdx"]) > 1:
            codes.append("claimed-twice")
        parts = row["spdx"].split("-")
        if ("NC" in parts or "ND" in parts) and row["category"] not in closed:
            codes.append("nc-but-open")
        if "-SA" in row["spdx"] and row["category"] == "Permissive":
            codes.append("sa-but-permissive")
        found += [(row["key"], code) for code in codes]
    return sorted(found)
