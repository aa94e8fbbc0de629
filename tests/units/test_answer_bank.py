"""The tests are tested: every answer of every unit's bank is graded as it must be."""

from __future__ import annotations

from tests.units.conftest import prover
from workbook.authoring.proof import Case


def test_the_case_is_graded_as_it_must_be(case: Case) -> None:
    verdict = prover(case.lesson.unit.name).prove(case)
    assert verdict.ok, verdict.problem
