from decimal import Decimal

SECTIONS = ("model details", "intended use", "factors", "metrics", "evaluation data", "training data", "quantitative analyses", "ethical considerations", "caveats and recommendations")


def fits(shown, value):
    number = Decimal(shown.rstrip("%"))
    last = Decimal(1).scaleb(number.as_tuple().exponent)
    if shown.endswith("%"):
        number, last = number / 100, last / 100
    return abs(number - Decimal(value)) <= last / 2 + Decimal("1e-9")


def card_problems(card, table):
    problems = {f"missing {name}" for name in SECTIONS if not (card["sections"].get(name) or "").split()}
    told = [(line["metric"], line["group"], line["shown"]) for line in card["numbers"]]
    for metric, group, shown in told:
        if (metric, group) not in table:
            problems.add(f"unknown {metric} {group}")
        elif not fits(shown, table[metric, group]):
            problems.add(f"wrong {metric} {group}")
    problems |= {f"silent {metric} {group}" for metric, group in table if (metric, group) not in {line[:2] for line in told}}
    return sorted(set(problems))
