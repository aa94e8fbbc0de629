"""Whatever answer of any unit's bank is handed in, no line of a hidden test stands on its feedback page."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom.batch import with_verdicts
from workbook.classroom.feedback.pages import Standing, hidden_lines, render
from workbook.course import Course, Lesson
from workbook.grading.engine import grade
from workbook.grading.masters import load_master
from workbook.grading.model import Submission
from workbook.grading.rebuild import text_of

LESSONS = [lesson for lesson in Course(ROOT).lessons([]) if stock.answer_cells(lesson)]
SHORTEST = 9
"""Shorter lines, ``x = 1`` say, stand in any program."""


def shown(lesson: Lesson, number: int) -> list[str]:
    """Hidden lines on the page of one mixture of the bank's answers."""
    master = load_master(lesson)
    made = stock.filled(lesson, stock.mixture(lesson, number))
    result = grade(Submission("ada", json.dumps(made).encode()), master)
    own = " ".join(text for book in (made, master.release) for cell in book["cells"] for text in text_of(cell).split())
    standing = Standing("ada", lesson.name, result.points, result.max_points)
    page = " ".join(unescape(re.sub(r"<[^>]+>", "", render(with_verdicts(result), standing))).split())
    secrets = {" ".join(line.split()) for cell in master.source["cells"] for line in hidden_lines(text_of(cell))}
    return [line for line in secrets if len(line) >= SHORTEST and line not in own and line in page]


FIRST = {lesson.unit.name: lesson.name for lesson in reversed(LESSONS)}
"""One lesson of each unit is looked at each time; `make test-long` looks at all of them, with every answer of their banks."""
LONG = [pytest.mark.long, pytest.mark.timeout(1800)]
CASES = [
    *(pytest.param(lesson, 1, marks=[] if FIRST[lesson.unit.name] == lesson.name else LONG) for lesson in LESSONS),
    *(pytest.param(lesson, 0, marks=LONG) for lesson in LESSONS),
]


@pytest.mark.parametrize(
    ("lesson", "rounds"),
    CASES,
    ids=lambda value: f"{value.unit.name}/{value.name}" if isinstance(value, Lesson) else str(value),
)
def test_no_line_of_a_hidden_test_is_on_the_page(lesson: Lesson, rounds: int) -> None:
    assert [line for number in range(rounds or stock.rounds(lesson)) for line in shown(lesson, number + 1)] == []
