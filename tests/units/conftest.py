"""Finds every unit and every answer by itself: a new unit is tested as soon as its folder exists."""

from __future__ import annotations

import functools

import pytest

from tests.conftest import ROOT
from workbook.bank.proof import Prover, cases
from workbook.bank.verdicts import Verdicts
from workbook.course import Course, Unit

COURSE = Course(ROOT)


@functools.cache
def prover(unit: str) -> Prover:
    """One prover a unit and process, so that its masters are built once; what has not changed keeps its verdict."""
    return Prover(COURSE.unit(unit), Verdicts(COURSE.unit(unit)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "unit" in metafunc.fixturenames:
        metafunc.parametrize("unit", COURSE.units, ids=lambda unit: unit.name)
    if "lesson" in metafunc.fixturenames:
        found = list(COURSE.lessons())
        metafunc.parametrize("lesson", found, ids=[f"{lesson.unit.name}/{lesson.name}" for lesson in found])
    if "case" in metafunc.fixturenames:
        found_cases = [case for unit in COURSE.units for case in _cases(unit)]
        metafunc.parametrize("case", found_cases, ids=[case.name for case in found_cases])


def _cases(unit: Unit) -> list[object]:
    return list(cases(unit))
