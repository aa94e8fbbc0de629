"""An answer as normalised tokens, without comments, with one name for all names that its author chose.

The pattern is one pass over the text, and a text is cut after MOST_LETTERS of code, so that nothing a student writes takes
long, and nothing is hidden behind a page of comments.
"""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["python", "sql", "shell"]
MOST_LETTERS = 20_000
"""Of an answer's code; what is beyond is not compared. Comments and blanks don't count, a string counts as a word."""
MOST_READ = 100_000
"""Letters of an answer in all, comments too."""
_STRING_COUNTS = 40
CHOSEN = "_"
"""Stands for every name that the author chose."""

_LONG_STRING = r"'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)" + r'|"""(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z)|'
_STRING = r"'(?:[^'\\\n]|\\.){0,500}'" + r'|"(?:[^"\\]|\\.){0,500}"'
_COMMENT = {"python": r"#[^\n]*", "sql": r"--[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)", "shell": r"(?<![\w$\\{(])#[^\n]*"}
_OPERATOR = r"\*\*|//|<<=|>>=|->|:=|==|!=|<=|>=|<>|\|\||&&|<<|>>|;;|[^\s\w]"
_PATTERNS = {
    language: re.compile(
        rf"(?P<comment>{comment})|(?P<string>{_LONG_STRING if language == 'python' else ''}{_STRING})|(?P<number>\d[\w.]*)|(?P<word>\w+)|(?P<line>\n)|(?P<operator>{_OPERATOR})",
        re.DOTALL,
    )
    for language, comment in _COMMENT.items()
}
_PYTHON = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
# The names an author gives in a query, and in a script.
_SQL_NAMES = re.compile(
    r"\bas\s+(\w+)|(?:\bwith|\brecursive|,)\s*(\w+)\s+as\s*\(|\b(?:from|join)\s+\w+\s+(?!(?:as|on|where|join|left|inner|cross|group|order|using|limit|natural|union|having|window)\b)(\w+)",
    re.IGNORECASE,
)
_SHELL_NAMES = re.compile(r"\b(\w+)=|\bfor\s+(\w+)\b|\bread\s+(?:-\w+\s+)*(\w+)|\b(\w+)\s*\(\)|\blocal\s+(\w+)")


@dataclass(frozen=True)
class Token:
    """One token: what it is compared by, and where it stands in the text."""

    text: str
    begin: int
    end: int


def language_of(source: str) -> Language:
    """What an answer cell's first line says."""
    first = source.lstrip().split("\n", 1)[0]
    if first.startswith("%%sql"):
        return "sql"
    if first.startswith("%%bash") or re.match(r"%%writefile\s+\S+\.sh\b", first):
        return "shell"
    return "python"


def body(source: str, language: Language) -> str:
    """The cell's text, as far as it is compared, with blanks for a cell magic's line, so that positions stay."""
    text = source[:MOST_READ]
    magic = re.match(r"\s*%%[^\n]*", text)
    text = " " * magic.end() + text[magic.end() :] if magic else text
    letters = 0
    for match in _PATTERNS[language].finditer(text):
        length = match.end() - match.start()
        letters += {"comment": 0, "line": 0, "string": min(length, _STRING_COUNTS)}.get(match.lastgroup or "", length)
        if letters > MOST_LETTERS:
            return text[: match.start()]
    return text


def segments(source: str, language: Language, given: frozenset[str] = frozenset()) -> list[list[Token]]:
    """Tokens by statement, or by stage of a pipeline; a query is one segment, since its lines mean nothing.

    *given*: names that the lesson gave, which are compared as they are.
    """
    text = body(source, language)
    chosen = _chosen(text, language)
    found: list[list[Token]] = [[]]
    depth = 0
    previous = ""
    for match in _PATTERNS[language].finditer(text):
        kind, word = match.lastgroup, match.group()
        if kind == "comment":
            continue
        depth = max(0, depth + (word in ("(", "[", "{")) - (word in (")", "]", "}"))) if kind == "operator" else depth
        if _ends(kind, word, language, depth):
            found.append([])
            previous = ""
            continue
        if kind == "line":
            continue
        if kind == "word":
            named = word.lower() if language == "sql" else word
            is_chosen = _is_chosen(named, previous, language, chosen)
            word = CHOSEN if is_chosen and word not in given else named
        elif kind == "string":
            word = word.strip("\"'").strip()
        found[-1].append(Token(word, match.start(), match.end()))
        previous = match.group()
    return [segment for segment in found if segment]


def _ends(kind: str | None, word: str, language: Language, depth: int) -> bool:
    """Whether a segment ends here."""
    if language == "sql":
        return False
    if language == "shell":
        return kind == "line" or (kind == "operator" and word in (";", ";;", "|", "&&", "||"))
    return kind == "line" and depth == 0


def _chosen(text: str, language: Language) -> frozenset[str]:
    pattern = {"sql": _SQL_NAMES, "shell": _SHELL_NAMES}.get(language)
    if pattern is None:
        return frozenset()
    names = (name for match in pattern.finditer(text) for name in match.groups() if name)
    return frozenset(name.lower() if language == "sql" else name for name in names)


def _is_chosen(word: str, previous: str, language: Language, chosen: frozenset[str]) -> bool:
    if language == "python":  # an attribute is the library's word, most often
        return previous != "." and word not in _PYTHON
    return word in chosen
