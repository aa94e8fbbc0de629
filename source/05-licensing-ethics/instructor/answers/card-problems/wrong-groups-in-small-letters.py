# loses card-problems-tests: "a group with a capital letter"
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
    problems = set()
    for section in SECTIONS:
        if not card["sections"].get(section, "").strip():
            problems.add(f"missing {section}")
    shown_pairs = set()
    for number in card["numbers"]:
        pair = (number["metric"], number["group"])
        shown_pairs.add(pair)
        name = f"{number['metric']} {number['group']}"
        if pair not in table:
            problems.add(f"unknown {name}")
            continue
        text = number["shown"].removesuffix("%")
        scale = 100 if number["shown"].endswith("%") else 1
        decimals = len(text.partition(".")[2])
        half = 0.5 * 10 ** -decimals / scale
        if abs(float(text) / scale - table[pair]) > half + 1e-9:
            problems.add(f"wrong {name}")
    for pair in table:
        if pair not in shown_pairs:
            problems.add(f"silent {' '.join(pair)}".lower())
    return sorted(problems)
