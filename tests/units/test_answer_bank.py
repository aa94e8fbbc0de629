"""The tests are tested: every answer of every unit's bank is graded as it must be."""

from __future__ import annotations

import os

import pytest

from tests.units.conftest import prover
from workbook.bank.proof import Case, cases
from workbook.course import Lesson

KEY_SECONDS = 60
SEEDS = int(os.environ.get("WORKBOOK_SEEDS", "20"))


def test_the_case_is_graded_as_it_must_be(case: Case) -> None:
    verdict = prover(case.lesson.unit.name).prove(case)
    assert verdict.ok, verdict.problem
    assert case.kind != "key" or verdict.seconds < KEY_SECONDS


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(1, SEEDS))
def test_no_seed_changes_a_verdict(lesson: Lesson, seed: int) -> None:
    prove = prover(lesson.unit.name).prove
    verdicts = [prove(case, seed) for case in cases(lesson.unit, lesson.name)]
    assert not [f"{verdict.name}: {verdict.problem}" for verdict in verdicts if not verdict.ok]
