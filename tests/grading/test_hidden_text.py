"""Whatever answer of any unit's bank is handed in, no line of a hidden test stands on its feedback page.

tests/units/test_answer_bank.py looks at what each wrong answer is told; here are whole pages, of a lesson a unit and, where there
is time, of all lessons and answers.
"""

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
LAST = [max((lesson for lesson in LESSONS if lesson.unit == unit), key=LESSONS.index) for unit in Course(ROOT).units]
"""Of each unit; tests/grading/test_same_points.py grades a mixture of its first lesson."""
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


@pytest.mark.parametrize("lesson", LAST, ids=lambda lesson: f"{lesson.unit.name}/{lesson.name}")
def test_no_line_of_a_hidden_test_is_on_the_page(lesson: Lesson) -> None:
    assert shown(lesson, 1) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.unit.name}/{lesson.name}")
def test_no_line_of_a_hidden_test_is_on_a_page_of_any_answer(lesson: Lesson) -> None:
    assert [line for number in range(stock.rounds(lesson)) for line in shown(lesson, number + 1)] == []
