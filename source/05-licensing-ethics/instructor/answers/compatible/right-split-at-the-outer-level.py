def split_outside(text, operator):
    parts, depth, start, at = [], 0, 0, 0
    words = text.replace("(", " ( ").replace(")", " ) ").split()
    current = []
    for word in words:
        depth += (word == "(") - (word == ")")
        if word == operator and depth == 0:
            parts.append(" ".join(current))
            current = []
        else:
            current.append(word)
    return [*parts, " ".join(current)]


def choices(expression):
    text = " ".join(expression.replace("(", " ( ").replace(")", " ) ").split())
    options = split_outside(text, "OR")
    if len(options) > 1:
        return [choice for option in options for choice in choices(option)]
    parts = split_outside(text, "AND")
    if len(parts) > 1:
        found = [[]]
        for part in parts:
            found = [sorted({*left, *right}) for left in found for right in choices(part)]
        return found
    if text.startswith("( ") and text.endswith(" )"):
        return choices(text[2:-2])
    return [[text]]


def compatible(project, expression, use):
    if expression in (None, "", "NONE", "NOASSERTION"):
        return "no"

    def single(licence):
        base = licence.split(" WITH ")[0]
        rows = [row for row in SOFTWARE if row["dependency"] == base]
        if not rows:
            return "ask"
        if use == "distribute":
            answers = [row["answer"] for row in rows if row["project"] == project]
            answer = answers[0] if answers else "ask"
            return "ask" if answer == "no" and "WITH" in licence else answer
        if use == "serve" and base.startswith("AGPL"):
            return "yes" if project in ("AGPL-3.0-only", "GPL-3.0-or-later") else "ask"
        return "yes"

    results = []
    for choice in choices(expression):
        answers = {single(licence) for licence in choice}
        results.append("no" if "no" in answers else "ask" if "ask" in answers else "yes")
    return "yes" if "yes" in results else "ask" if "ask" in results else "no"
