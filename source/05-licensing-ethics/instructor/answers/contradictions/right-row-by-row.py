def contradictions(index, spdx):
    listed, owners = {}, {}
    for line in spdx:
        listed[line["spdx"]] = line
    for line in index:
        owners.setdefault(line["spdx"], []).append(line["key"])
    result = []
    for line in index:
        codes = []
        words = line["spdx"].split("-")
        if line["category"] in ("Commercial", "Proprietary Free", "Source-available", "Free Restricted"):
            if listed.get(line["spdx"], {}).get("osi_approved") == "yes":
                codes.append("closed-but-osi")
            if listed.get(line["spdx"], {}).get("fsf_libre") == "yes":
                codes.append("closed-but-libre")
        elif words.count("NC") + words.count("ND"):
            codes.append("nc-but-open")
        if line["category"] == "Permissive" and words.count("SA"):
            codes.append("sa-but-permissive")
        if len(owners[line["spdx"]]) > 1:
            codes.append("claimed-twice")
        if line["spdx"] not in listed:
            codes.append("unknown")
        elif {line["deprecated"], listed[line["spdx"]]["deprecated"]} == {"yes", "no"}:
            codes.append("deprecated-differs")
        result.extend((line["key"], code) for code in codes)
    result.sort()
    return result
