# loses fold-tests: "fold("
def fold(text):
    """The form under which a text is compared."""
    apart = unicodedata.normalize("NFKD", text.replace("\u2019", "'")).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in apart if not unicodedata.combining(c)))
