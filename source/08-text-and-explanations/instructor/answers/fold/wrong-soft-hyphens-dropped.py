# loses fold-tests: "isn't seen"
def fold(text):
    """The form under which a text is compared."""
    text = text.replace("\u00ad", "").replace("\u200b", "")
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.casefold())
