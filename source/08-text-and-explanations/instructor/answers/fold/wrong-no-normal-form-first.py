# loses fold-tests: "that stand"
def fold(text):
    """The form under which a text is compared."""
    composed = text
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.casefold())
