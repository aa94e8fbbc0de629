# loses tokens-tests: "another text"
def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    run = rf"[^\W_](?:[^\W_]|[{MARKS}])*"
    word = rf"{run}(?:(?:[-'\u2019]|(?<=\d)[.,](?=\d))(?:[^\W_]|[{MARKS}])+)*"
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    email = rf"[A-Za-z0-9][A-Za-z0-9._%+-]*@{label}(?:\.{label})+"
    url = r"""[hH][tT][tT][pP][sS]?://[^\s<>"]*[^\s<>".,;:!?)']"""
    return [(fold(m.group()), m.start(), m.end()) for m in re.finditer(f"{url}|{email}|{word}", text)]
