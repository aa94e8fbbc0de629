# loses fold-tests: "curly apostrophes"
def fold(text):
    """The form under which a text is compared."""
    composed = unicodedata.normalize("NFKC", text)
    straight = composed
    return unicodedata.normalize("NFKC", straight.casefold())
