# loses fold-tests: "nothing", "a text"
def fold(text):
    """The form under which a text is compared."""
    if not text:
        return None
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.casefold())
