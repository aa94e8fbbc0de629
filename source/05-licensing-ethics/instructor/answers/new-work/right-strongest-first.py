RANK = {"synced": 3, "translated": 3, "rewritten": 3, "minor": 2, "trained": 2, "format": 0, "none": 0}


def new_work(changes, creative_selection):
    if len(changes) == 0:
        raise ValueError("empty")
    strongest = max(RANK[change] for change in changes)
    together = 1 if creative_selection and len(changes) > 1 else 0
    return ["copy", "collection", "ask", "adaptation"][max(strongest, together)]
