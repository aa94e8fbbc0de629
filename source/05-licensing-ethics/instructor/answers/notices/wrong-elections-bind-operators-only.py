# loses notices-tests: "a deepfake for an election campaign within 90 days of the election", "got:      []"
def notices(case):
    """The sorted duties to tell about generated output."""
    duties = []
    if case["election"] is not None and case["role"] == "operator":
        if case["election"] <= 90:
            return ["forbidden"]
        duties.append("election-label")
    if case["role"] == "user" or case["obvious"] or case["internal"]:
        return sorted(duties)
    if case["ai"] in ("generative", "high-impact"):
        duties.append("tell-beforehand")
    if case["ai"] == "generative" and case["output"]:
        duties.append("label")
        if case["machine_label"]:
            duties.append("say-once")
    if case["output"] and case["realistic"]:
        duties.append("label-without-spoiling" if case["art"] else "label-clearly")
    return sorted(duties)
