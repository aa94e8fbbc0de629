# loses contradictions-tests: "an empty category"
def contradictions(index, spdx):
    """The sorted (key, code) of every row of *index* that a human must look at."""
    closed = {"Commercial", "Proprietary Free", "Source-available", "Free Restricted"}
    listed = {row["spdx"]: row for row in spdx}
    claims = [row["spdx"] for row in index]
    found = []
    for row in index:
        entry, parts = listed.get(row["spdx"]), row["spdx"].split("-")
        is_closed = row["category"] in closed
        checks = {
            "unknown": entry is None,
            "closed-but-osi": entry is not None and is_closed and entry["osi_approved"] == "yes",
            "closed-but-libre": entry is not None and is_closed and entry["fsf_libre"] == "yes",
            "deprecated-differs": entry is not None and entry["deprecated"] != row["deprecated"],
            "claimed-twice": claims.count(row["spdx"]) > 1,
            "nc-but-open": ("NC" in parts or "ND" in parts) and row["category"] and not is_closed,
            "sa-but-permissive": "SA" in parts and row["category"] == "Permissive",
        }
        found += [(row["key"], code) for code, holds in checks.items() if holds]
    return sorted(found)
