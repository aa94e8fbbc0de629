def new_work(changes, creative_selection):
    kinds = set(changes)
    if not kinds:
        raise ValueError("name the works that you used")
    if kinds & {"translated", "rewritten", "synced"}:
        return "adaptation"
    if kinds & {"minor", "trained"}:
        return "ask"
    return "collection" if creative_selection and len(changes) >= 2 else "copy"
