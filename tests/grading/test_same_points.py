"""Honest work gets from the engine what stock nbgrader, without our plug-in, gives it.

A sample of each unit here; ``python -m benchmarks.same_points`` does the whole answer bank.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.tiny import Inline
from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom.batch import autograde
from workbook.classroom.workers import Crew
from workbook.course import Course, Unit

UNITS = Course(ROOT).units


@pytest.mark.timeout(900)
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_mixture_of_the_bank_gets_the_points_of_stock_nbgrader(unit: Unit, tmp_path: Path) -> None:
    lesson = next((lesson for lesson in unit.lessons if stock.answer_cells(lesson)), None)
    if lesson is None:
        pytest.skip("no answer bank")
    course = stock.copy_of(unit, tmp_path / "course", [lesson])
    stock.hand_in(course, "mixed", lesson, stock.mixture(lesson, number=UNITS.index(unit)))
    report = autograde(course, [unit.name], crew=Crew(Inline, 1))
    assert report.problems == []
    ours, theirs = stock.points_of(course, unit.name), stock.run(course, unit.name)
    assert theirs.points, theirs.log
    assert ours == theirs.points
