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


@pytest.mark.parametrize("rounds", [1, pytest.param(0, marks=[pytest.mark.long, pytest.mark.timeout(1800)])])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.unit.name}/{lesson.name}")
def test_no_line_of_a_hidden_test_is_on_the_page(lesson: Lesson, rounds: int) -> None:
    assert [line for number in range(rounds or stock.rounds(lesson)) for line in shown(lesson, number + 1)] == []
