import re


def choices(expression):
    """Shunting-yard: values and operators on two stacks."""
    strength = {"OR": 1, "AND": 2}
    values, operators = [], []

    def apply():
        operator, right, left = operators.pop(), values.pop(), values.pop()
        values.append(left + right if operator == "OR" else [sorted(set(a) | set(b)) for a in left for b in right])

    text = re.sub(r"(\S+) WITH ([^\s()]+)", r"\1@\2", expression)
    for token in re.findall(r"[()]|[^\s()]+", text):
        if token == "(":
            operators.append(token)
        elif token == ")":
            while operators[-1] != "(":
                apply()
            operators.pop()
        elif token in strength:
            while operators and operators[-1] != "(" and strength[operators[-1]] >= strength[token]:
                apply()
            operators.append(token)
        else:
            values.append([[token.replace("@", " WITH ")]])
    while operators:
        apply()
    return values[0]


ANSWERS = {(row["dependency"], row["project"]): row["answer"] for row in SOFTWARE}


def compatible(project, expression, use):
    if not expression or expression in {"NONE", "NOASSERTION"}:
        return "no"
    best = 0
    for choice in choices(expression):
        worst = 2
        for licence in choice:
            base = licence.split(" WITH ")[0]
            if use == "distribute":
                answer = ANSWERS.get((base, project), "ask")
            else:
                answer = "yes" if any(base == dependency for dependency, _ in ANSWERS) else "ask"
            if use == "serve" and base == "AGPL-3.0-only" and project not in {"AGPL-3.0-only", "GPL-3.0-or-later"}:
                answer = "ask"
            if answer == "no" and base != licence:
                answer = "ask"
            worst = min(worst, ["no", "ask", "yes"].index(answer))
        best = max(best, worst)
    return ["no", "ask", "yes"][best]
