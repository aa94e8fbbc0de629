# loses may-say-tests: "sentence E"
def may_say(report):
    letters = set()
    low, high, planned = report["low"], report["high"], report["planned_effect"]
    if report["n"] >= report["planned_n"]:
        letters.add("I")
    if report["looks"] > 1:
        return letters
    letters.add("A")
    if report["p"] > 0.9:
        letters.add("E")
    if report["p"] < report["alpha"]:
        letters.add("B")
    if low <= 0 <= high:
        letters.add("F")
    if high < planned:
        letters.add("G")
    if low >= planned:
        letters.add("H")
    return letters
