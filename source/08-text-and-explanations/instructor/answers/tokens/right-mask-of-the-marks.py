LETTER = r"[^\W_]"
RUN = LETTER + r"[^\W_\x00]*"
PATTERN = re.compile(
    rf"""
      (?P<url> https?:// [^\s<>"]* [^\s<>".,;:!?)'] )
    | (?P<mail> [A-Z0-9][A-Z0-9._%+-]* @ (?: [A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])? \. )+ [A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])? )
    | (?P<word> {LETTER}(?:{LETTER}|\x00)* (?: (?: [-'\u2019] | (?<=\d)[.,](?=\d) ) {LETTER}(?:{LETTER}|\x00)* )* )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    mask = "".join("\x00" if unicodedata.category(c).startswith("M") else c for c in text)
    mask = "".join("\x01" if c in "ſK" else c for c in mask)  # IGNORECASE would take them for s and k
    found, place = [], 0
    while (hit := PATTERN.search(mask, place)) is not None:
        start, end = hit.span()
        found += [(fold(text[start:end]), start, end)]
        place = end
    return found
