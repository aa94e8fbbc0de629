"""A sheet as one HTML page: for the examiner with the answers, for the student with each behind a click."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from workbook.classroom.oral.model import Question, Solved
from workbook.errors import CourseError, cannot_write
from workbook.files import read_regular, write_atomically
from workbook.grading.door import printable

BEGIN = "<!DOCTYPE html>\n<!-- workbook oral -->\n"
"""How a sheet begins, so that no other file is taken for one."""
_HERE = Path(__file__).parent
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def page(
    heading: str,
    title: str,
    questions: Sequence[Question],
    *,
    student: str = "",
    examiner: bool = False,
    solved: Sequence[Solved] = (),
    unasked: Sequence[Solved] = (),
) -> str:
    """The whole page."""
    style = (_HERE / "oral.css").read_text(encoding="utf-8")
    style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()  # of the one style that may apply
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.filters["code"] = in_code
    numbered = enumerate(questions, start=1)
    groups = [(solved, list(own)) for solved, own in groupby(numbered, key=lambda pair: pair[1].solved)]
    text = made.get_template("oral.html.j2").render(
        heading=heading, title=title, student=printable(student), examiner=examiner, questions=questions, groups=groups,
        lines=_lines, solved=solved, unasked=unasked, style=Markup(style), style_hash=style_hash,
    )  # fmt: skip
    return BEGIN + _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def in_code(text: str) -> Markup:
    """A text whose parts between backticks are code; a code with a backtick in it is one all the same."""
    pieces = re.split(r"(?<![\w`])`(.+?)`(?![\w`])", text, flags=re.DOTALL)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


def _lines(solved: Solved, own: Sequence[tuple[int, Question]]) -> Iterator[tuple[str, bool]]:
    """The answer's lines, and which of them a question is about."""
    marked = {line for _, question in own for line in question.lines}
    for number, text in enumerate(solved.source.rstrip().split("\n"), start=1):
        yield text, number in marked


def write(file: Path, text: str) -> None:
    """Write a sheet; it replaces an earlier one only. Raises CourseError otherwise."""
    try:
        if os.path.lexists(file) and not read_regular(file, 1 << 30).startswith(BEGIN.encode()):
            raise CourseError(f"{file} exists, and is no such sheet.", "Move it away, or name another folder.")
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, text.encode())
    except OSError as error:
        raise cannot_write(file, error) from error
