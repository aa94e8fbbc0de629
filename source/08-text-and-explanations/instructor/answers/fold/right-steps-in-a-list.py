def fold(text: str) -> str:
    """The form under which a text is compared."""
    steps = [
        lambda t: unicodedata.normalize("NFKC", t),
        lambda t: "'".join(t.split("\u2019")),
        str.casefold,
        lambda t: unicodedata.normalize("NFC", t),
        lambda t: unicodedata.normalize("NFKC", t),
    ]
    for step in steps:
        text = step(text)
    return text
