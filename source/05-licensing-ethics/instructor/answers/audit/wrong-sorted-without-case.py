# loses audit-tests: "capital and small letters"
def audit(catalogue, purpose):
    """What may be used, with which duties, what must be asked, and what is refused."""
    order = ["no", "ask", "yes"]
    result = {"use": [], "ask": [], "refuse": [], "duties": {}}
    place = {"yes": "use", "ask": "ask", "no": "refuse"}
    for row in catalogue:
        answers, duties = ["yes"], set()
        for name in row["licence"].split(" AND "):
            if name not in LICENCES:
                answers.append("ask")
                continue
            licence = LICENCES[name]
            if purpose["commercial"]:
                answers.append(licence["commercial"])
            if purpose["adapt"] and purpose["share"]:
                answers.append(licence["adapt"])
            if purpose["share"]:
                duties.update(licence["on_share"].split(";"))
            if purpose["share"] and purpose["adapt"]:
                duties.update(licence["on_changed"].split(";"))
        if purpose["verified"] and row["evidence"] == "existing-notice":
            answers.append("ask")
        worst = min(answers, key=order.index)
        result[place[worst]].append(row["dataset"])
        if worst == "yes":
            result["duties"][row["dataset"]] = sorted(duties - {""})
    for name in ("use", "ask", "refuse"):
        result[name].sort(key=str.lower)
    return result
