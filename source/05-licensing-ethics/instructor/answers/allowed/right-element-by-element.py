def allowed(licence, use):
    kind, version = licence.split(" ")[-2:]
    if kind == "CC0":
        return ("yes", [])
    no, ask = [], ["train"] if use["train"] else []
    for element in kind.split("-"):
        if element == "BY" and use["share"] and not use["credit"]:
            no.append("by")
        elif element == "NC":
            {"yes": no.append, "unclear": ask.append, "no": lambda rule: None}[use["commercial"]]({"yes": "nc"}.get(use["commercial"], "nc-unclear"))
        elif element == "ND" and use["adapt"]:
            if use["share"]:
                no.append("nd")
            elif version < "4.0":
                no.append("nd-old")
        elif element == "SA" and use["adapt"] and use["share"] and not use["same_licence"]:
            no.append("sa")
    return ("no", sorted(no)) if no else ("ask", sorted(ask)) if ask else ("yes", [])
