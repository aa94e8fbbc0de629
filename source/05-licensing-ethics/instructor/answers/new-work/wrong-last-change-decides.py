# loses new-work-tests: "a translation", "'collection'"
def new_work(changes, creative_selection):
    """ "adaptation", "ask", "collection" or "copy"."""
    if not changes:
        raise ValueError("no work was used")
    if changes[-1] in {"translated", "rewritten", "synced"}:
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1 and creative_selection:
        return "collection"
    return "copy"
