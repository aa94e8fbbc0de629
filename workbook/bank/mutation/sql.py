"""Edits of SQL by its words: comparisons, numbers, logic, joins, aggregates, order. A unit may have a finer mutator of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook.bank.mutation.edits import Edit

_COMMENT = re.compile(r"--.*$|^%%.*$|'(?:[^']|'')*'", re.MULTILINE)
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"<=", ("<", ">=")),
    (r">=", (">", "<=")),
    (r"<(?![=>])", ("<=",)),
    (r"(?<![<])>(?!=)", (">=",)),
    (r"<>|!=", ("=",)),
    (r"(?<![<>!=])=(?!=)", ("<>",)),
    (r"\bAND\b", ("OR",)),
    (r"\bOR\b(?! (?:REPLACE|IGNORE|ROLLBACK|ABORT|FAIL))", ("AND",)),
    (r"\bLEFT JOIN\b", ("JOIN",)),
    (r"(?<!LEFT )(?<!CROSS )\bJOIN\b", ("LEFT JOIN",)),
    (r"\bUNION ALL\b", ("UNION",)),
    (r"\bUNION\b(?! ALL)", ("UNION ALL",)),
    (r"\bDISTINCT\s", ("",)),
    (r"\bIS NOT NULL\b", ("IS NULL",)),
    (r"\bIS NULL\b", ("IS NOT NULL",)),
    (r"\bNOT EXISTS\b", ("EXISTS",)),
    (r"\bNOT IN\b", ("IN",)),
    (r"\bDESC\b", ("",)),
    (r"\bNOT NULL\b", ("",)),
    (r"\bSUM\b", ("COUNT", "MAX")),
    (r"\bAVG\b", ("SUM",)),
    (r"\bMIN\b", ("MAX",)),
    (r"\bMAX\b", ("MIN",)),
    (r"\bRANK\b", ("DENSE_RANK", "ROW_NUMBER")),
    (r"\bROW_NUMBER\b", ("RANK",)),
    (r"\bROWS\b", ("RANGE",)),
    (r"\bRANGE\b", ("ROWS",)),
    (r"\bUNIQUE\b|\bPRIMARY KEY\b", ("",)),
    (r"(?<= )\+(?= )", ("-",)),
    (r"(?<= )-(?= )", ("+",)),
    (r"(?<= )\*(?= )", ("/",)),
    (r"(?<= )/(?= )", ("*",)),
)
_NUMBER = re.compile(r"(?<![\w.'-])\d+(?![\w.'-])")


def edits(text: str) -> Iterator[Edit]:
    """Every edit of one step of a query or a script of statements."""
    skipped = [match.span() for match in _COMMENT.finditer(text)]
    for edit in _all(text):
        if not any(start <= edit.start < end for start, end in skipped):
            yield edit


def _all(text: str) -> Iterator[Edit]:
    for pattern, others in _RULES:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield from (Edit(*match.span(), other) for other in others)
    for match in _NUMBER.finditer(text):
        yield from (Edit(*match.span(), str(int(match[0]) + step)) for step in (1, -1) if int(match[0]) + step >= 0)
