# loses new-work-tests: "the call with bad input", "no exception"
def new_work(changes, creative_selection):
    """"adaptation", "ask", "collection" or "copy"."""
    if not changes:
        return "copy"
    if any(change in {"translated", "rewritten", "synced"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1 and creative_selection:
        return "collection"
    return "copy"
