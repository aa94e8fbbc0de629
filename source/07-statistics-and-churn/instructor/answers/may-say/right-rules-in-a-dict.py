def may_say(report):
    once = report["looks"] == 1
    rules = {
        "A": once,
        "B": once and report["alpha"] > report["p"],
        "F": once and not (report["low"] > 0 or report["high"] < 0),
        "G": once and max(report["low"], report["high"]) < report["planned_effect"],
        "H": once and not report["low"] < report["planned_effect"],
        "I": not report["n"] < report["planned_n"],
    }
    return [letter for letter, holds in rules.items() if holds]
