def fold(text):
    """The form under which a text is compared."""
    form = unicodedata.normalize
    return form("NFKC", form("NFKC", text).translate({0x2019: 0x27}).casefold())
