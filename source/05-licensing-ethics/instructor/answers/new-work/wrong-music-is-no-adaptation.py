# loses new-work-tests: "music set to a moving image", "'copy'"
def new_work(changes, creative_selection):
    """ "adaptation", "ask", "collection" or "copy"."""
    if not changes:
        raise ValueError("no work was used")
    if any(change in {"translated", "rewritten"} for change in changes):
        return "adaptation"
    if any(change in {"minor", "trained"} for change in changes):
        return "ask"
    if len(changes) > 1 and creative_selection:
        return "collection"
    return "copy"
