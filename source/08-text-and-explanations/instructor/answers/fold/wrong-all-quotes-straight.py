# loses fold-tests: "quotation marks"
def fold(text):
    """The form under which a text is compared."""
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.replace("\u2019", "'").replace("\u2018", "'").replace("“", '"').replace("”", '"')
    return unicodedata.normalize("NFKC", straight.casefold())
