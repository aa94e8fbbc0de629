# loses allowed-tests: "changing an ND work of a version before 4.0", "2.5"
def allowed(licence, use):
    if licence.startswith("CC0"):
        return "yes", []
    name, version = licence.removeprefix("CC ").split()
    parts = name.split("-")
    old = version in ("1.0", "2.0", "3.0")
    forbidden, asked = [], []
    if "BY" in parts and use["share"] and not use["credit"]:
        forbidden.append("by")
    if "NC" in parts and use["commercial"] == "yes":
        forbidden.append("nc")
    if "ND" in parts and use["adapt"] and use["share"]:
        forbidden.append("nd")
    if "ND" in parts and use["adapt"] and not use["share"] and old:
        forbidden.append("nd-old")
    if "SA" in parts and use["adapt"] and use["share"] and not use["same_licence"]:
        forbidden.append("sa")
    if "NC" in parts and use["commercial"] == "unclear":
        asked.append("nc-unclear")
    if use["train"]:
        asked.append("train")
    if forbidden:
        return "no", sorted(forbidden)
    if asked:
        return "ask", sorted(asked)
    return "yes", []
