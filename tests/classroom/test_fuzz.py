"""Whatever a notebook is turned into, it ends in grades or in a named problem, and nobody else notices."""

from __future__ import annotations

import math
import random

import pytest

from tests.classroom.fuzzer import mutate
from tests.classroom.tiny import RIGHT, autograde, hand_in, notebook, scores
from workbook.classroom.workers import local_crew
from workbook.course import Course


@pytest.mark.parametrize("count", [40, pytest.param(500, marks=[pytest.mark.long, pytest.mark.timeout(1800)])])
def test_every_mutated_notebook_ends_in_a_grade_or_a_named_problem(tiny: Course, count: int) -> None:
    hand_in(tiny, "honest", **RIGHT)
    for number in range(count):
        chance = random.Random(number)
        answers = RIGHT if chance.random() < 0.5 else {}
        folder = hand_in(tiny, f"fuzz-{number:03d}", ("2-words",), **answers)
        (folder / "1-numbers.ipynb").write_bytes(mutate(notebook(tiny, "1-numbers", **answers), chance))
    report = autograde(tiny, crew=local_crew(2))
    graded = {(line.student, line.lesson) for line in report.lines}
    failed = {(problem.student, problem.lesson): problem for problem in report.problems}
    assert not [problem for problem in report.problems if problem.detail], "a fault of the grader itself"
    for number in range(count):
        student = f"fuzz-{number:03d}"
        assert ((student, "1-numbers") in graded) != ((student, "1-numbers") in failed), student
        assert (student, "2-words") in graded
    assert all(problem.message for problem in report.problems)
    found = scores(tiny)
    assert all(math.isfinite(points) and 0 <= points <= 4 for points in found.values())
    assert (found["honest", "double-tests"], found["honest", "mean-tests"]) == (2, 4)
