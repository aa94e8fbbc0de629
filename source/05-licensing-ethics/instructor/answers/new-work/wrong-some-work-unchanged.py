# loses new-work-tests: "several unchanged items, creatively selected or arranged", "'copy'"
def new_work(changes, creative_selection):
    """ "adaptation", "ask", "collection" or "copy"."""
    if not changes:
        raise ValueError
    if any(change in {"translated", "rewritten", "synced"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) >= 2 and "none" in changes and creative_selection:
        return "collection"
    return "copy"
