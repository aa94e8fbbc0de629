def new_work(changes, creative_selection):
    answer = "collection" if creative_selection and len(changes) > 1 else "copy"
    seen = False
    for change in changes:
        seen = True
        if change in ("translated", "rewritten", "synced"):
            return "adaptation"
        if change in ("minor", "trained"):
            answer = "ask"
    if not seen:
        raise ValueError("nothing was used, so nothing was made")
    return answer
