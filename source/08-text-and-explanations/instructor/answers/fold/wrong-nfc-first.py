# loses fold-tests: "signs that stand for capitals"
def fold(text):
    """The form under which a text is compared."""
    composed = unicodedata.normalize("NFC", text)
    straight = composed.replace("\u2019", "'")
    return unicodedata.normalize("NFKC", straight.casefold())
