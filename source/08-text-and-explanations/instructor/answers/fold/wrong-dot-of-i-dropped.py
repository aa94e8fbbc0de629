# loses fold-tests: "the dot of İ stays"
def fold(text):
    """The form under which a text is compared."""
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.replace("İ", "i").casefold())
