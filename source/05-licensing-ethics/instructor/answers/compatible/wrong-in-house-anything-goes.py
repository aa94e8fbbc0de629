# loses compatible-tests: "a licence that the table does not have: in-house, a project under MIT, dependency LicenseRef-Proprietary", "'yes'"
def choices(expression):
    """The ways to satisfy an SPDX expression: a list of sorted lists of licences."""
    import re

    tokens = re.findall(r"\(|\)|[^\s()]+", expression)

    def either():
        found = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            found = found + both()
        return found

    def both():
        found = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            right = one()
            found = [sorted({*a, *b}) for a in found for b in right]
        return found

    def one():
        token = tokens.pop(0)
        if token == "(":
            found = either()
            tokens.pop(0)
            return found
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            token = f"{token} WITH {tokens.pop(0)}"
        return [[token]]

    return either()


def compatible(project, expression, use):
    """Whether *project* can carry a dependency under *expression* for this use: "yes", "no" or "ask"."""
    table = {(row["dependency"], row["project"]): row["answer"] for row in SOFTWARE}
    known = {row["dependency"] for row in SOFTWARE}
    order = ["no", "ask", "yes"]

    def single(licence):
        base, _, exception = licence.partition(" WITH ")
        if use == "distribute":
            answer = table.get((base, project), "ask")
        elif base not in known and use != "in-house":
            answer = "ask"
        elif (
            use == "serve"
            and base == "AGPL-3.0-only"
            and project not in ("AGPL-3.0-only", "GPL-3.0-or-later")
        ):
            answer = "ask"
        else:
            answer = "yes"
        return "ask" if exception and answer == "no" else answer

    if expression in (None, "", "NONE", "NOASSERTION"):
        return "no"
    worst = [
        min((single(licence) for licence in choice), key=order.index) for choice in choices(expression)
    ]
    return max(worst, key=order.index)
