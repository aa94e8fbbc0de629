# loses tokens-tests: "another text"
import sys

NO = "[" + "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("No", "Nl")) + "]"


def tokens(text):
    """[(word, start, end), ...]: the tokens of a text, and where they stand in it."""
    letter = r"(?:[^\W\d_]|\d)"
    run = rf"(?!{NO}){letter}(?:(?!{NO}){letter}|[{MARKS}])*"
    word = rf"{run}(?:(?:[-'\u2019]|(?<=\d)[.,](?=\d))(?={run}){run})*"
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    email = rf"[A-Za-z0-9][A-Za-z0-9._%+-]*@{label}(?:\.{label})+"
    url = r"""[hH][tT][tT][pP][sS]?://[^\s<>"]*[^\s<>".,;:!?)']"""
    return [(fold(m.group()), m.start(), m.end()) for m in re.finditer(f"{url}|{email}|{word}", text)]
