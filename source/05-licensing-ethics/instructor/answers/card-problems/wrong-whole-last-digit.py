# loses card-problems-tests: "near half of their last digit"
SECTIONS = [
    "model details",
    "intended use",
    "factors",
    "metrics",
    "evaluation data",
    "training data",
    "quantitative analyses",
    "ethical considerations",
    "caveats and recommendations",
]


def card_problems(card, table):
    """What is missing, wrong, unknown or silent in a model card."""
    problems = [f"missing {name}" for name in SECTIONS if not card["sections"].get(name, "").strip()]
    shown = set()
    for number in card["numbers"]:
        pair = (number["metric"], number["group"])
        shown.add(pair)
        if pair not in table:
            problems.append(f"unknown {pair[0]} {pair[1]}")
            continue
        text = number["shown"].removesuffix("%")
        unit = 0.01 if number["shown"].endswith("%") else 1.0
        half = 1.0 * 10 ** -len(text.partition(".")[2]) * unit
        if abs(float(text) * unit - table[pair]) > half + 1e-9:
            problems.append(f"wrong {pair[0]} {pair[1]}")
    problems += [f"silent {metric} {group}" for metric, group in set(table) - shown]
    return sorted(set(problems))
