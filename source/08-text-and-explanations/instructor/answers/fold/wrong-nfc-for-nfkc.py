# loses fold-tests: "a ligature"
def fold(text):
    """The form under which a text is compared."""
    composed = unicodedata.normalize("NFC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFC", straight.casefold())
