# loses audit-tests: "two licences at once"
def audit(catalogue, purpose):
    """What may be used, with which duties, what must be asked, and what is refused."""
    result = {"use": [], "ask": [], "refuse": [], "duties": {}}
    for row in catalogue:
        answers, duties = ["yes"], set()
        if purpose["verified"] and row["evidence"] == "existing-notice":
            answers.append("ask")
        for name in row["licence"].split(" AND "):
            licence = LICENCES.get(name)
            if licence is None:
                answers.append("ask")
                break
            if purpose["commercial"]:
                answers.append(licence["commercial"])
            if purpose["share"]:
                duties.update(licence["on_share"].split(";"))
            if purpose["share"] and purpose["adapt"]:
                answers.append(licence["adapt"])
                duties.update(licence["on_changed"].split(";"))
        worst = min(answers, key=["no", "ask", "yes"].index)
        result[{"yes": "use", "ask": "ask", "no": "refuse"}[worst]].append(row["dataset"])
        if worst == "yes":
            result["duties"][row["dataset"]] = sorted(duties - {""})
    for name in ("use", "ask", "refuse"):
        result[name].sort()
    return result
