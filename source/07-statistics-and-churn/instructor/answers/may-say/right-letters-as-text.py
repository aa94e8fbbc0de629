def may_say(report):
    text = "A"
    text += "B" * (report["p"] < report["alpha"])
    text += "F" * (report["low"] * report["high"] <= 0)
    text += "G" * (report["planned_effect"] > report["high"])
    text += "H" * (report["planned_effect"] <= report["low"])
    return text * (report["looks"] < 2) + "I" * (report["planned_n"] <= report["n"])
