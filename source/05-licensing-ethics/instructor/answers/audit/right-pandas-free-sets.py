RANK = {"no": 0, "ask": 1, "yes": 2}
GROUP = ["refuse", "ask", "use"]


def split(duties):
    return {duty for duty in duties.split(";") if duty}


def judge(row, purpose):
    """(rank, duties) of one data set."""
    worst, duties = RANK["yes"], set()
    if purpose["verified"] and row["evidence"] == "existing-notice":
        worst = RANK["ask"]
    columns = [column for column, asked in (("commercial", purpose["commercial"]), ("share", purpose["share"]), ("adapt", purpose["share"] and purpose["adapt"])) if asked]
    for name in row["licence"].split(" AND "):
        if name not in LICENCES:
            worst = min(worst, RANK["ask"])
        else:
            for column in columns:
                worst = min(worst, RANK[LICENCES[name][column]])
            if "share" in columns:
                duties |= split(LICENCES[name]["on_share"])
            if "adapt" in columns:
                duties |= split(LICENCES[name]["on_changed"])
    return worst, sorted(duties)


def audit(catalogue, purpose):
    result = {"use": [], "ask": [], "refuse": [], "duties": {}}
    for row in sorted(catalogue, key=lambda row: row["dataset"]):
        worst, duties = judge(row, purpose)
        result[GROUP[worst]].append(row["dataset"])
        if worst == RANK["yes"]:
            result["duties"][row["dataset"]] = duties
    return result
