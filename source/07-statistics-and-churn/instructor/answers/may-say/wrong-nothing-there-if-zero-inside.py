# loses may-say-tests: "sentence E"
def may_say(report):
    """Letters of the sentences that may be said of this report."""
    said = {"I"} if report["n"] >= report["planned_n"] else set()
    if report["looks"] > 1:
        return said
    said.add("A")
    if report["low"] <= 0 <= report["high"] and report["n"] >= report["planned_n"]:
        said.add("E")
    if report["p"] < report["alpha"]:
        said.add("B")
    if report["low"] <= 0 <= report["high"]:
        said.add("F")
    if report["high"] < report["planned_effect"]:
        said.add("G")
    if report["low"] >= report["planned_effect"]:
        said.add("H")
    return said
