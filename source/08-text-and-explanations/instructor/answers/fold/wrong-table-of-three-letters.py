# loses fold-tests: "fold("
def fold(text):
    """The form under which a text is compared."""
    for old, new in (("\u2019", "'"), ("e\u0301", "é"), ("ﬁ", "fi"), ("６", "6"), ("０", "0"), ("ß", "ss")):
        text = text.replace(old, new)
    return text.lower()
