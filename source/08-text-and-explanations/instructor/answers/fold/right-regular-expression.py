import unicodedata as ud


def fold(text):
    """The form under which a text is compared."""
    if not text:
        return ""
    return ud.normalize("NFKC", re.sub("[\u2019]", "'", ud.normalize("NFKC", text)).casefold())
