def election_duties(case):
    if case["election"] is None:
        return []
    return ["election-label"] if case["election"] > 90 else ["forbidden"]


def operator_duties(case):
    if case["role"] != "operator" or case["obvious"] or case["internal"]:
        return []
    duties = [] if case["ai"] == "other" else ["tell-beforehand"]
    if case["output"]:
        if case["ai"] == "generative":
            duties += ["label"] + ["say-once"] * case["machine_label"]
        if case["realistic"]:
            duties.append(["label-clearly", "label-without-spoiling"][case["art"]])
    return duties


def notices(case):
    first = election_duties(case)
    return first if first == ["forbidden"] else sorted(first + operator_duties(case))
