# loses card-problems-tests: "a percentage without its sign"
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
    problems = {f"missing {s}" for s in SECTIONS if not card["sections"].get(s, "").strip()}
    shown = set()
    for number in card["numbers"]:
        pair = number["metric"], number["group"]
        shown.add(pair)
        if pair not in table:
            problems.add(f"unknown {pair[0]} {pair[1]}")
            continue
        text = number["shown"].strip()
        scale = 100 if text.endswith("%") or float(text.strip("%")) > 1 else 1
        text = text.removesuffix("%")
        decimals = len(text.partition(".")[2])
        if abs(float(text) / scale - table[pair]) > 0.5 * 10**-decimals / scale + 1e-9:
            problems.add(f"wrong {pair[0]} {pair[1]}")
    problems |= {f"silent {m} {g}" for m, g in set(table) - shown}
    return sorted(problems)
