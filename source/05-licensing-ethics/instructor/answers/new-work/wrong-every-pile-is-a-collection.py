# loses new-work-tests: "unchanged items without a creative selection", "'collection'"
def new_work(changes, creative_selection):
    """"adaptation", "ask", "collection" or "copy"."""
    if not changes:
        raise ValueError("no work was used")
    if any(change in {"translated", "rewritten", "synced"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1:
        return "collection"
    return "copy"
