"""The pairs as one HTML page, side by side with what they share marked; and as data sets for Dolos."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from workbook.classroom.export import harmless
from workbook.classroom.similar.compare import Comparison
from workbook.classroom.similar.pairs import Exercise, Match
from workbook.classroom.similar.tokens import Token
from workbook.grading.door import printable

BEGIN = "<!DOCTYPE html>\n<!-- workbook similar -->\n"
"""How the page begins, so that no other file is taken for one."""
ENDINGS = {"python": ".py", "sql": ".sql", "shell": ".sh"}
_HERE = Path(__file__).parent


def page(found: Comparison, names: Mapping[str, str]) -> str:
    """The whole page, with *names* for the students'; notes, which name students, only where these are their own."""
    style = (_HERE / "similar.css").read_text(encoding="utf-8")
    style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()  # of the one style that may apply
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.filters["shown"] = printable
    notes = found.notes if all(shown == name for name, shown in names.items()) else ()

    def marked(match: Match, side: int, student: str) -> Markup:
        return _marked(found, match, side, student)

    template = made.get_template("similar.html.j2")
    return BEGIN + template.render(
        found=found, names=names, notes=notes, style=Markup(style), style_hash=style_hash, marked=marked
    )


def _marked(found: Comparison, match: Match, side: int, student: str) -> Markup:
    """The answer's text, escaped, with the shared tokens in marks; neighbours in one mark."""
    text, tokens = found.answers[match.exercise][student], found.forms[match.exercise][student].tokens
    pieces, place = [], 0
    for begin, end in _spans(tokens, match.marks[side]):
        pieces += [escape(text[place:begin]), Markup("<mark>"), escape(text[begin:end]), Markup("</mark>")]
        place = end
    return Markup("").join([*pieces, escape(text[place:])])


def _spans(tokens: tuple[Token, ...], marks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where marks begin and end; tokens that follow one another are one span."""
    numbers = sorted(marks)
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield tokens[numbers[start]].begin, tokens[number].end
            start = place + 1


def dolos(found: Comparison, exercise: Exercise, names: Mapping[str, str]) -> bytes:
    """One exercise as Dolos reads it: a zip with info.csv, a file a student, and what was given, to be ignored.

    The columns are those of Dolos' own reader:
    https://github.com/dodona-edu/dolos/blob/main/lib/src/lib/dataset.ts
    """
    posed = found.posed[exercise]
    ending = ENDINGS[posed.language]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("filename", "full_name", "id", "labels", "ignored"))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (student, text) in enumerate(sorted(found.answers[exercise].items()), start=1):
            name = f"{number:04d}{ending}"  # no name of a student's becomes a path
            archive.writestr(name, _code(text))
            writer.writerow((name, harmless(printable(names[student])), number, "", ""))
        archive.writestr(f"given{ending}", _code(posed.stub))
        writer.writerow((f"given{ending}", "given", 0, "", "true"))
        archive.writestr("info.csv", table.getvalue())
    return kept.getvalue()


def _code(text: str) -> str:
    """The answer without the line that is a cell magic's."""
    first, _, rest = text.partition("\n")
    return rest if first.lstrip().startswith("%%") else text
