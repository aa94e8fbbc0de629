"""What to do about an error that the engine tells in its own words: where it stands, and one sentence of advice."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

USUAL = "Look at this word and at the one before it: a missing comma is the usual cause."
CLAUSES = ["WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT"]  # in the order in which they are written
KEYWORDS = "SELECT|FROM|WHERE|ON|GROUP BY|HAVING|ORDER BY|SET"
AGGREGATES = "AVG|COUNT|GROUP_CONCAT|MAX|MIN|SUM|TOTAL"
NO_ALIAS = {"ON", "USING", "JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "UNION", "EXCEPT", "WINDOW"}


def flat(code: str) -> str:
    """*code* (without comments and texts) with its quoted names and what stands in brackets covered by ``?``, at unchanged places."""
    covered, last = re.sub(r'"(?:[^"]|"")*"|`[^`]*`|\[[^]]*\]', _cover, code), ""
    while covered != last:
        covered, last = re.sub(r"\([^()]*\)", _cover, covered), covered
    return covered


def _cover(match: re.Match[str]) -> str:
    return "?" * len(match.group())


def of_syntax(code: str, at: int, word: str) -> str:
    """What to do about a syntax error that the parser met at the place *at*, at *word*."""
    if code[max(0, at - 1) : at + 1] in {"=>", "=<"}:
        return f"`{code[at]}=` is written with the `=` last."
    before = flat(code[:at]).rpartition("(")[2]
    again = word.upper() == "WITH" or re.search(r",\s*WITH(\s+RECURSIVE)?\s+\Z", before, re.IGNORECASE)
    if again and re.match(r"\s*WITH\b", before, re.IGNORECASE):
        return "`WITH` stands once; the second name follows after a comma: `WITH a AS (...), b AS (...)`."
    if before.rstrip().endswith(",") and word.upper() in {"FROM", "WHERE", "GROUP", "ORDER", "LIMIT", ")"}:
        return f"Nothing follows the comma before `{word}`."
    clause = next((name for name in CLAUSES if name.split()[0] == word.upper()), "")
    query = re.split(r"\b(?:UNION|EXCEPT|INTERSECT)\b", before, flags=re.IGNORECASE)[-1]
    for later in CLAUSES[CLAUSES.index(clause) + 1 :] if clause else []:
        if re.search(r"\b" + later.replace(" ", r"\s+") + r"\b", query, re.IGNORECASE):
            return f"`{clause}` stands before `{later}`."
    return USUAL


def of_unknown(code: str, at: int, word: str, names: Sequence[str]) -> str:
    """What to do about a column or table that isn't there: one like it, or the quotes that a text needs."""
    near = difflib.get_close_matches(word.rpartition(".")[2].lower(), names, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    compared = r"(?:[=<>]|\bLIKE|\bBETWEEN|\bIN\s*\([^()]*[(,]|\bIN\s*\()\s*\Z"
    is_text = re.fullmatch(r"\w+", word) and re.search(compared, code[:at], re.IGNORECASE)
    return f"Text stands in single quotes: '{word}'." if is_text else ""


def of_ambiguous(code: str, word: str, columns: Mapping[str, Sequence[str]]) -> str:
    """Which short names of tables the column *word* could be written with; *columns* are those of each table."""
    written = []
    for table in [name for name, there in columns.items() if word.lower() in map(str.lower, there)]:
        for match in re.finditer(rf"\b{re.escape(table)}\b(?:\s+AS)?(?:\s+(\w+))?", code, re.IGNORECASE):
            alias = match[1] or ""
            no_name = alias.upper() in NO_ALIAS | {name.split()[0] for name in CLAUSES}
            written.append(f"{table if not alias or no_name else alias}.{word}")
    return f"More than one table has it: write {' or '.join(dict.fromkeys(written))}." if len(written) > 1 else ""


def of_aggregate(code: str, name: str) -> tuple[int | None, int, str]:
    """Where an aggregate function stands that may not stand there, the length of its name, and what to do about it."""
    calls = [match.start() for match in re.finditer(rf"\b{re.escape(name)}\s*\(", code, re.IGNORECASE)]
    named = re.findall(rf"\b{re.escape(name)}\s*\?+\s+AS\s+(\w+)", flat(code), re.IGNORECASE)
    others = [match.start() for alias in named for match in re.finditer(rf"\b{alias}\b", code, re.IGNORECASE)]
    for at in [*calls, *others]:
        before = flat(code[:at])
        clauses = re.findall(rf"\b(?:{KEYWORDS})\b", re.sub(r"\s+", " ", before), re.IGNORECASE)
        if clauses and clauses[-1].upper() in {"WHERE", "ON"}:
            length = len(name) if at in calls else len(re.match(r"\w*", code[at:]).group())  # type: ignore[union-attr]
            return at, length, "A condition on whole groups belongs in HAVING."
        if re.search(rf"\b(?:{AGGREGATES})\s*\([^()]*\Z", before, re.IGNORECASE):
            return (
                at,
                len(name),
                "One aggregate can't stand inside another: work out the inner one in a query of its own.",
            )
    return (calls[0] if len(calls) == 1 else None), len(name), ""


def of_quotes(text: str, code: str, names: Sequence[str]) -> str:
    """A column's name that a query has in single quotes, where it is a text; *code* is *text* with its texts blanked out."""
    known = {name.lower() for name in names}
    before = r"(?:[=<>(,|+*/-]|\b(?:SELECT|WHERE|AND|OR|NOT|ON|BY|WHEN|THEN|ELSE|HAVING|BETWEEN|LIKE|IN))\s*\Z"
    for match in re.finditer(r"'_*'", code):
        quoted = text[match.start() : match.end()]
        if quoted[1:-1].lower() in known and re.search(before, code[: match.start()], re.IGNORECASE):
            return f"{quoted}, which in single quotes is a text and not the column"
    return ""
