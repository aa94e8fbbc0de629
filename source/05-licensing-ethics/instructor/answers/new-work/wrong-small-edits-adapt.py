# loses new-work-tests: "a small edit, such as a corrected spelling", "'adaptation'"
def new_work(changes, creative_selection):
    """ "adaptation", "ask", "collection" or "copy"."""
    if not changes:
        raise ValueError("no work was used")
    if any(change in {"translated", "rewritten", "synced", "minor"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1 and creative_selection:
        return "collection"
    return "copy"
