# loses tokens-tests: "addresses in other texts"
_L = r"[^\W_]"
_RUN = rf"{_L}(?:{_L}|[{MARKS}])*"
_WORD = rf"{_RUN}(?:(?:[-'\u2019]|(?<=\d)[.,](?=\d)){_RUN})*"
_URL = r"[hH][tT][tT][pP][sS]?://[^\s<>\"]*[^\s<>\".,;:!?)']"
_LAB = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_MAIL = rf"[A-Za-z0-9]+(?:[._%+-][A-Za-z0-9]+)*@{_LAB}(?:\.{_LAB})+"
_ALL = re.compile(rf"{_URL}|{_MAIL}|{_WORD}")
def tokens(text):
    return [(fold(m.group()), *m.span()) for m in _ALL.finditer(text)]
