"""Unit 06 on many students: whatever sheet is drawn, the key earns everything and a wrong answer loses.

Student *n* is called "student n" and is graded with seed n, so that both the sheet and the hidden instances change.
"""

from __future__ import annotations

import copy
import functools
import json
from itertools import zip_longest
from typing import Any

import pytest

import fairness
import papers
from hidden import loops
from paper_report import REPEAT, UNIT
from tests.conftest import ROOT
from workbook.authoring.text import read
from workbook.bank import answers as bank
from workbook.bank.proof import master_of
from workbook.course import Answer, Course, Lesson
from workbook.grading.engine import grade
from workbook.grading.model import Result, Submission, TestResult

UNIT_06 = Course(ROOT).unit(UNIT)
LESSONS = {lesson.name.rpartition("-")[2]: lesson for lesson in UNIT_06.lessons}
LONG = [pytest.mark.long, pytest.mark.timeout(3600)]


@functools.cache
def master(paper: str) -> Any:
    return master_of(LESSONS[paper], read(LESSONS[paper].text))


def graded(paper: str, number: int, *answers: Answer) -> Result:
    """The key of *paper*, with *answers* in the place of its own, as student *number* hands it in."""
    made, source = master(paper)
    notebook = copy.deepcopy(source)
    for answer in answers:
        notebook = bank.substitute(notebook, answer)
    named = [cell for cell in notebook.cells if cell.source == f'student = "{papers.SAMPLE}"']
    assert len(named) == 1
    named[0].source = f'student = "student {number}"'
    return grade(Submission("proof", json.dumps(notebook).encode()), made, seed=number)


def rounds(paper: str) -> list[tuple[Answer, ...]]:
    """The whole bank of *paper*, one answer of each part at a time: parts don't disturb one another."""
    parts = [UNIT_06.answers(f"{paper}-{part}") for part in ("table", "layer", "loop", "boxes", "counts")]
    return [tuple(answer for answer in one if answer) for one in zip_longest(*parts)]


def wrongs(paper: str, number: int, answers: tuple[Answer, ...]) -> list[str]:
    """What is not as it must be when student *number* hands in *answers*, one for each part."""
    found = []
    tests = {test.id.removesuffix("-tests"): test for test in graded(paper, number, *answers).tests}
    for answer in answers:
        test, name = tests[answer.grade_id], f"student {number}, {answer.name}"
        if test.outcome == "broken":
            found.append(f"{name}: broken")
        elif answer.right and test.points < test.max_points:
            found.append(f"{name}: {test.points:g} points: {test.message}")
        elif not answer.right and test.points >= test.max_points:
            found.append(f"{name}: loses nothing")
        if answer.path.stem.removeprefix("wrong-").replace("-", " ") in loops.FAULTS:
            found += own_point(paper, number, answer, test)
    return found


def own_point(paper: str, number: int, answer: Answer, test: TestResult) -> list[str]:
    """Whether a loop with one fault alone loses the one point that this behaviour has on this sheet."""
    behaviour = loops.FAULTS[answer.path.stem.removeprefix("wrong-").replace("-", " ")].behaviour
    shares = loops.shares(loops.planted(paper, f"student {number}").behaviours)
    wanted = [behaviour not in share for share in shares]
    passed = [part.passed for part in test.parts]
    return [] if passed == wanted else [f"student {number}, {answer.name}: {passed}, not {wanted}"]


@pytest.mark.parametrize("students", [2, pytest.param(50, marks=LONG)])
@pytest.mark.parametrize("paper", papers.PAPERS)
def test_the_key_earns_everything_on_every_sheet(paper: str, students: int) -> None:
    lost = []
    for number in range(students):
        for test in graded(paper, number).tests:
            if test.points < test.max_points:
                lost.append(f"student {number}, {test.id}: {test.points:g}: {test.message}")
    assert lost == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", range(50))
@pytest.mark.parametrize("paper", papers.PAPERS)
def test_the_bank_is_graded_as_it_must_be_on_every_sheet(paper: str, number: int) -> None:
    """The whole bank for the first twenty students, a fifth of it for the others."""
    chosen = rounds(paper) if number < 20 else rounds(paper)[number % 5 :: 5]
    assert [one for answers in chosen for one in wrongs(paper, number, answers)] == []


def test_the_bank_has_five_right_and_eight_wrong_answers_for_each_of_a_to_d() -> None:
    few = []
    for paper in papers.PAPERS:
        for part in ("table", "layer", "loop", "boxes"):
            found = UNIT_06.answers(f"{paper}-{part}")
            right = sum(answer.right for answer in found)
            if right < 5 or len(found) - right < 8:
                few.append(f"{paper}-{part}: {right} right, {len(found) - right} wrong")
    assert few == []


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_every_fault_stands_alone_in_the_bank(paper: str) -> None:
    names = {answer.path.stem.removeprefix("wrong-").replace("-", " ") for answer in UNIT_06.answers(f"{paper}-loop")}
    assert set(loops.FAULTS) - names == set()


def test_the_lessons_that_the_report_names_exist() -> None:
    course = Course(ROOT)
    named: list[Lesson] = [course.unit(unit).lesson(lesson) for unit, lesson in REPEAT.values()]
    assert {*papers.MINUTES} == {*REPEAT} and named


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_fairness_is_measured_on_the_key_of_one_sheet(paper: str) -> None:
    """The whole measurement: python source/06-coding-test/instructor/tests/fairness.py."""
    found = fairness.facts(paper, "Ada", master(paper)[1].cells)
    assert {part for part, what in found if what == "lines run"} == {*papers.MINUTES, "all"}
    assert found["C", "faults, equal"] == 5
    assert found["E", "sides that go wrong, equal"] == 3
    assert all(value > 0 for value in found.values())


HELPERS = """\
import math as kinds
def oracle(*args):
    raise RuntimeError("the test used the answer's helper")


expected_table = compare_tables = expected_number = expected_iou = in_your_format = oracle
expected_kept = expected_share = expected_shares = compare_kept = compare_counts = oracle
compare_links = clear_cut = clear_crowd = as_tensors = Reference = pool = ragged = oracle
base = rng = grade = rules = label = limit = at_least = card = tiny = gate = oracle
"""


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_an_answers_own_names_never_meet_the_names_of_the_tests(paper: str) -> None:
    made, source = master(paper)
    notebook = copy.deepcopy(source)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = f"{HELPERS}\n{cell.source}"
    result = grade(Submission("proof", json.dumps(notebook).encode()), made)
    assert [(test.id, test.message) for test in result.tests if test.points < test.max_points] == []
