"""The generated databases tell every single-edit mutant of a reference query from it, except those listed as equivalent."""

from __future__ import annotations

import pytest

from hidden import flight_world
from hidden.mutants import EQUIVALENT, UNIT, Exercise, exercises, tally
from hidden.mutator import mutants
from workbook.check.sql import databases

EXERCISES = list(exercises())


def test_every_query_exercise_is_found() -> None:
    assert len(EXERCISES) == 18


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise.name for exercise in EXERCISES])
def test_no_mutant_survives_that_is_not_listed(exercise: Exercise) -> None:
    result = tally(exercise, databases.generated(flight_world.worlds, str(UNIT / "data" / "flights")))
    assert [mutant.text for mutant in result.survivors] == []
    assert result.total >= 10
    listed = EQUIVALENT.get(exercise.name, [])
    assert {why for _, why in result.equivalent} == {why for _, why in listed}, "a reason stands for no mutant"


@pytest.mark.parametrize(
    ("query", "change"),
    [
        ("SELECT a FROM t WHERE b >= 3", "SELECT a FROM t WHERE b > 3"),
        ("SELECT a FROM t WHERE b >= 3", "SELECT a FROM t WHERE b >= 4"),
        ("SELECT a FROM t WHERE b >= 3", "SELECT a FROM t"),
        ("SELECT COUNT(DISTINCT a) FROM t", "SELECT COUNT(a) FROM t"),
        ("SELECT a FROM t WHERE b IS NULL", "SELECT a FROM t WHERE b = NULL"),
        ("SELECT a FROM t LEFT JOIN s ON s.a = t.a", "SELECT a FROM t JOIN s ON s.a = t.a"),
        ("SELECT a FROM t ORDER BY a DESC, b LIMIT 3", "SELECT a FROM t ORDER BY a DESC LIMIT 3"),
        ("SELECT a FROM t GROUP BY a HAVING COUNT(*) > 2", "SELECT a FROM t GROUP BY a"),
        ("SELECT a FROM t WHERE d < '2024-03-01'", "SELECT a FROM t WHERE d < '2024-02-29'"),
    ],
)
def test_the_mutator_makes_the_slips_of_the_syllabus(query: str, change: str) -> None:
    assert change in [mutant.text for mutant in mutants(query)]
