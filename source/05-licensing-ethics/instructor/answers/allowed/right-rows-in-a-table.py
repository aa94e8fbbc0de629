def allowed(licence, use):
    """Every row as a condition, then the worst answer."""
    name, version = licence.removeprefix("CC ").split()
    if name == "CC0":
        return "yes", []
    has = lambda element: element in name.split("-")
    changed_and_shared = use["adapt"] and use["share"]
    conditions = [
        ("no", "by", use["share"] and not use["credit"]),
        ("no", "nc", has("NC") and use["commercial"] == "yes"),
        ("no", "nd", has("ND") and changed_and_shared),
        ("no", "nd-old", has("ND") and use["adapt"] and not use["share"] and int(version[0]) <= 3),
        ("no", "sa", has("SA") and changed_and_shared and not use["same_licence"]),
        ("ask", "nc-unclear", has("NC") and use["commercial"] == "unclear"),
        ("ask", "train", use["train"]),
    ]
    for answer in ("no", "ask"):
        reasons = sorted(rule for kind, rule, holds in conditions if kind == answer and holds)
        if reasons:
            return answer, reasons
    return "yes", []
