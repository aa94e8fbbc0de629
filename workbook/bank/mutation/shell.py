"""Edits of shell scripts: quotes, options, stages, redirections, comparisons, numbers, dropped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook.bank.mutation.edits import Edit

_COMMENT = re.compile(r"^\s*#.*$|^%%.*$", re.MULTILINE)
_TESTS = {"-gt": "-ge", "-ge": "-gt", "-lt": "-le", "-le": "-lt", "-eq": "-ne", "-ne": "-eq", "-z": "-n", "-n": "-z"}
_SWAPS = (
    (r"(?<=\s)-(?:gt|ge|lt|le|eq|ne)(?=\s)", lambda old: (_TESTS[old],)),
    (r"(?<=\[ )-[zn](?=\s)", lambda old: (_TESTS[old],)),
    (r"(?<=\[ )-[fderxsLh](?=\s)", lambda old: ("-e" if old != "-e" else "-f",)),
    (r"&&", lambda old: ("||",)),
    (r"\|\|", lambda old: ("&&",)),
    (r"==|!=", lambda old: ("!=" if old == "==" else "==",)),
    (r"(?<![<>=!$&0-9-])[<>]=(?!=)", lambda old: (old[0],)),
    (r"(?<=\w )[<>](?= \w)", lambda old: (f"{old}=",)),
    (r"(?<![>&])>>(?![>&])", lambda old: (">",)),
    (r"\s*[12]?>&[12]", lambda old: ("",)),
    (r"\s*[12]?> ?/dev/null", lambda old: ("",)),
    (r"\"\$@\"", lambda old: ("$@", '"$*"')),
    (r"(?<![\w.$])\d+(?![\w.])", lambda old: (str(int(old) + 1), str(int(old) - 1))),
    (r"(?<=\s)!(?=\s)", lambda old: ("",)),
    (r"(?<= )--(?= )", lambda old: ("",)),
    (r"\btrue\b|\bfalse\b", lambda old: ("false" if old == "true" else "true",)),
    (r"\bhead\b|\btail\b", lambda old: ("tail" if old == "head" else "head",)),
    (r"\bsort\b(?! -)", lambda old: ("cat",)),
)
_FLAGS = re.compile(r"(?<=\s)-([A-Za-z]+)(?=\s|$)", re.MULTILINE)
_LONG_OPTION = re.compile(r"\s--[a-z][a-z-]*(?:=\S+)?")
_QUOTED = re.compile(r'"((?:\$\{?\w+\}?|\$\([^"()]*\)|[\w./-])*\$[^"]*)"')
_STAGE = re.compile(r"(?<!\|)\|(?!\|)")
_KEYWORDS = (
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "for",
    "while",
    "until",
    "do",
    "done",
    "case",
    "esac",
    "{",
    "}",
    "function",
)


def edits(text: str) -> Iterator[Edit]:
    """Every edit of one step of a script."""
    comments = [match.span() for match in _COMMENT.finditer(text)]
    for edit in _all(text):
        if not any(start <= edit.start < end for start, end in comments):
            yield edit


def _all(text: str) -> Iterator[Edit]:
    for pattern, others in _SWAPS:
        for match in re.finditer(pattern, text):
            yield from (Edit(*match.span(), other) for other in others(match[0]))
    for match in _QUOTED.finditer(text):
        yield Edit(*match.span(), match[1])
    for match in _FLAGS.finditer(text):
        letters = match[1]
        if len(letters) == 1 or match[0] in ("-name", "-type", "-path"):
            yield Edit(match.start() - 1, match.end(), "")
        elif match[0] not in _TESTS:
            for number in range(len(letters)):
                yield Edit(*match.span(), f"-{letters[:number]}{letters[number + 1 :]}")
    for match in _LONG_OPTION.finditer(text):
        yield Edit(*match.span(), "")
    yield from _stages(text)
    yield from _lines(text)


def _stages(text: str) -> Iterator[Edit]:
    """Without one stage of a pipeline, on one line."""
    for line in re.finditer(r"^.*$", text, re.MULTILINE):
        bars = [match.start() + line.start() for match in _STAGE.finditer(line[0])]
        for number, bar in enumerate(bars):
            end = bars[number + 1] if number + 1 < len(bars) else line.end()
            yield Edit(bar, end, "")


def _lines(text: str) -> Iterator[Edit]:
    for line in re.finditer(r"^[ \t]*(\S.*)$", text, re.MULTILINE):
        first = line[1].split()[0]
        if first not in _KEYWORDS and not line[1].endswith(("\\", "|", "{", "'", "do", "then", ")", ";;")):
            yield Edit(line.start(1), line.end(1), ":")
