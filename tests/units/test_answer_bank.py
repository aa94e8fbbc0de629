"""The tests are tested: every answer of every unit's bank is graded as it must be."""

from __future__ import annotations

import functools
import os

import pytest

from tests.units.conftest import prover
from workbook.authoring.text import read
from workbook.bank.proof import Case, Prover, cases
from workbook.classroom.feedback.pages import hidden_lines, released_text
from workbook.course import Lesson

KEY_SECONDS = 60
SEEDS = int(os.environ.get("WORKBOOK_SEEDS", "20"))
KEYS = 120
"""On so many seeds is the key graded: an instance that is left to luck may be missing on a few in a hundred."""


SHORTEST = 9
"""Shorter lines, ``x = 1`` say, stand in any program."""


def spaced(text: str) -> str:
    """The text with one blank for each run of white space."""
    return " ".join(text.split())


@functools.cache
def hidden(lesson: Lesson) -> frozenset[str]:
    """The lines of the lesson's hidden tests that stand nowhere in what students get."""
    cells = read(lesson.text).cells
    released = spaced(" ".join(released_text(cell.source) for cell in cells))
    lines = {spaced(line) for cell in cells if cell.kind == "code" for line in hidden_lines(cell.source)}
    return frozenset(line for line in lines if len(line) >= SHORTEST and line not in released)


def test_the_case_is_graded_as_it_must_be_and_told_nothing_hidden(case: Case) -> None:
    verdict = prover(case.lesson.unit.name).prove(case)
    assert verdict.ok, verdict.problem
    assert case.kind != "key" or verdict.seconds < KEY_SECONDS
    told = spaced(verdict.told)
    own = spaced(case.answer.path.read_text(encoding="utf-8")) if case.answer else ""
    assert [line for line in hidden(case.lesson) if line in told and line not in own] == []


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_wrong_answer_is_told_the_same_where_all_its_parts_run_as_a_students_do(lesson: Lesson) -> None:
    prove = Prover(lesson.unit, whole=True).prove
    verdicts = [prove(case) for case in cases(lesson.unit, lesson.name) if case.kind == "wrong"]
    assert not [f"{verdict.name}: {verdict.problem}" for verdict in verdicts if not verdict.ok]


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(1, SEEDS))
def test_no_seed_changes_a_verdict(lesson: Lesson, seed: int) -> None:
    prove = prover(lesson.unit.name).prove
    verdicts = [prove(case, seed) for case in cases(lesson.unit, lesson.name)]
    assert not [f"{verdict.name}: {verdict.problem}" for verdict in verdicts if not verdict.ok]


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_the_key_gets_everything_on_many_more_seeds(lesson: Lesson) -> None:
    (key,) = [case for case in cases(lesson.unit, lesson.name) if case.kind == "key"]
    verdicts = [(seed, prover(lesson.unit.name).prove(key, seed)) for seed in range(SEEDS, KEYS)]
    assert not [f"seed {seed}: {verdict.problem}" for seed, verdict in verdicts if not verdict.ok]
