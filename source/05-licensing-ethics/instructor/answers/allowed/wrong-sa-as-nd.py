# loses allowed-tests: "any other use within the licence", "('no', ['sa'])"
def allowed(licence, use):
    """(answer, sorted ids of the rows that forbid, or else ask)."""
    if licence.startswith("CC0"):
        return ("yes", [])
    name, version = licence.removeprefix("CC ").split()
    elements = name.split("-")
    forbidden, asked = [], []
    if use["share"] and not use["credit"]:
        forbidden.append("by")
    if "NC" in elements and use["commercial"] == "yes":
        forbidden.append("nc")
    if "NC" in elements and use["commercial"] == "unclear":
        asked.append("nc-unclear")
    if "ND" in elements and use["adapt"] and use["share"]:
        forbidden.append("nd")
    if "ND" in elements and use["adapt"] and not use["share"] and float(version) < 4:
        forbidden.append("nd-old")
    if "SA" in elements and use["adapt"] and use["share"]:
        forbidden.append("sa")
    if use["train"]:
        asked.append("train")
    if forbidden:
        return ("no", sorted(forbidden))
    if asked:
        return ("ask", sorted(asked))
    return ("yes", [])
