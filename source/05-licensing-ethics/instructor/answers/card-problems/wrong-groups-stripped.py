# loses card-problems-tests: "groups and metrics whose names differ in a blank"
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
    problems = set()
    for name in SECTIONS:
        if not card["sections"].get(name, "").strip():
            problems.add(f"missing {name}")
    shown = set()
    for number in card["numbers"]:
        key = (number["metric"].strip(), number["group"].strip())
        shown.add(key)
        label = " ".join(key)
        if key not in table:
            problems.add("unknown " + label)
            continue
        text = number["shown"]
        percent = text.endswith("%")
        digits = text.rstrip("%")
        scale = 100 if percent else 1
        half = 0.5 * 10 ** -len(digits.partition(".")[2]) / scale
        if abs(float(digits) / scale - table[key]) > half + 1e-9:
            problems.add("wrong " + label)
    for key in table:
        if key not in shown:
            problems.add("silent " + " ".join(key))
    return sorted(problems)
