def card_problems(card, table):
    wanted = "model details,intended use,factors,metrics,evaluation data,training data,quantitative analyses,ethical considerations,caveats and recommendations"
    problems = []
    for section in wanted.split(","):
        if section not in card["sections"] or card["sections"][section].isspace() or card["sections"][section] == "":
            problems.append("missing " + section)
    left = dict(table)
    for line in card["numbers"]:
        pair, shown = (line["metric"], line["group"]), line["shown"]
        left.pop(pair, None)
        if pair not in table:
            problems.append("unknown {} {}".format(*pair))
            continue
        whole, _, decimals = shown.replace("%", "").partition(".")
        scale = 10 ** len(decimals) * (100 if "%" in shown else 1)
        if abs(int(whole + decimals) - table[pair] * scale) > 0.5 + 1e-9 * scale:
            problems.append("wrong {} {}".format(*pair))
    problems.extend("silent {} {}".format(*pair) for pair in left)
    return sorted(set(problems))
