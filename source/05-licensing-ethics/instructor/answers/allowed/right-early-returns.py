def allowed(licence, use):
    if "CC0" in licence:
        return ("yes", [])
    forbidden = set()
    if use["share"]:
        if not use["credit"]:
            forbidden.add("by")
        if use["adapt"]:
            if "ND" in licence:
                forbidden.add("nd")
            if "SA" in licence and not use["same_licence"]:
                forbidden.add("sa")
    elif use["adapt"] and "ND" in licence and not licence.endswith("4.0"):
        forbidden.add("nd-old")
    if "NC" in licence and use["commercial"] == "yes":
        forbidden.add("nc")
    if forbidden:
        return ("no", sorted(forbidden))
    asked = (["nc-unclear"] if "NC" in licence and use["commercial"] == "unclear" else []) + (["train"] if use["train"] else [])
    return ("ask", asked) if asked else ("yes", [])
