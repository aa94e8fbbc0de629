# loses compatible-tests: "serve, a project under GPL-2.0-or-later, dependency AGPL-3.0-only", "'yes'"
import re


def choices(expression):
    tokens = re.findall(r"[()]|[^\s()]+", expression)

    def either():
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = value + both()
        return value

    def both():
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            right = one()
            value = [sorted(set(a) | set(b)) for a in value for b in right]
        return value

    def one():
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            token += " WITH " + tokens.pop(0)
        return [[token]]

    return either()


_ORDER = ["no", "ask", "yes"]


def _single(project, name, use):
    if " WITH " in name:
        answer = _single(project, name.split(" WITH ")[0], use)
        return "ask" if answer == "no" else answer
    if use == "distribute":
        for row in SOFTWARE:
            if row["dependency"] == name and row["project"] == project:
                return row["answer"]
        return "ask"
    if all(row["dependency"] != name for row in SOFTWARE):
        return "ask"
    if use == "serve" and name == "AGPL-3.0-only" and project not in ("AGPL-3.0-only", "GPL-3.0-or-later", "GPL-2.0-or-later"):
        return "ask"
    return "yes"


def compatible(project, expression, use):
    if expression in ("", None, "NONE", "NOASSERTION"):
        return "no"
    return max(
        (min((_single(project, name, use) for name in choice), key=_ORDER.index) for choice in choices(expression)),
        key=_ORDER.index,
    )
