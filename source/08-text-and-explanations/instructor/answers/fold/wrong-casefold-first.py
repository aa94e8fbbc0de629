# loses fold-tests: "signs that stand for capitals"
def fold(text):
    """The form under which a text is compared."""
    folded = unicodedata.normalize("NFKC", text.casefold())
    return unicodedata.normalize("NFKC", folded.replace("\u2019", "'"))
