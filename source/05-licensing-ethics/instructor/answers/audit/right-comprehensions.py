def audit(catalogue, purpose):
    shares, changes = purpose["share"], purpose["share"] and purpose["adapt"]

    def terms(row):
        return [LICENCES.get(name, {"commercial": "ask", "share": "ask", "adapt": "ask", "on_share": "", "on_changed": "", "unknown": True}) for name in row["licence"].split(" AND ")]

    def answers(row):
        told = {"ask"} if purpose["verified"] and row["evidence"] == "existing-notice" else set()
        for term in terms(row):
            told |= {"ask"} if "unknown" in term else set()
            told |= {term["commercial"]} if purpose["commercial"] else set()
            told |= {term["share"]} if shares else set()
            told |= {term["adapt"]} if changes else set()
        return "refuse" if "no" in told else "ask" if "ask" in told else "use"

    verdicts = {row["dataset"]: answers(row) for row in catalogue}
    result = {group: sorted(name for name, verdict in verdicts.items() if verdict == group) for group in ("use", "ask", "refuse")}
    result["duties"] = {
        row["dataset"]: sorted({duty for term in terms(row) for text, counts in ((term["on_share"], shares), (term["on_changed"], changes)) if counts for duty in text.split(";") if duty})
        for row in catalogue if verdicts[row["dataset"]] == "use"
    }
    return result
