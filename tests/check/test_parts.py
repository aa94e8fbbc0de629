"""Partial credit: clamped, by weight, with a message for each part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import check
from workbook.check.parts import AllFailed


@given(st.lists(st.tuples(st.booleans(), st.floats(0.1, 10)), min_size=1, max_size=8), st.integers(1, 40))
def test_the_score_lies_between_nothing_and_the_points(parts: list[tuple[bool, float]], halves: int) -> None:
    points = halves / 2
    grade = check.parts(points)
    for number, (passes, weight) in enumerate(parts):
        with grade(f"part {number}", weight):
            check.that(passes, "not so")
    if not any(passes for passes, _ in parts):
        with pytest.raises(AllFailed):
            grade.score()
        return
    score = grade.score()
    assert 0 <= score <= points
    assert (score == points) == all(passes for passes, _ in parts)
    assert float(repr(score)) == pytest.approx(float(score), rel=1e-3)


def test_parts_count_by_weight() -> None:
    grade = check.parts(4)
    with grade("values"):
        check.fail("wrong")
    with grade("gradients", weight=3):
        pass
    assert grade.score() == 3.0


def test_an_error_in_the_answer_loses_its_part_only(capsys: pytest.CaptureFixture[str]) -> None:
    grade = check.parts(2)
    with grade("first"):
        raise ZeroDivisionError("division by zero")
    with grade("second"):
        pass
    assert grade.score() == 1.0
    assert capsys.readouterr().out.splitlines() == [
        "✗ first: ZeroDivisionError: division by zero",
        "1 of 2 parts passed: 1 of 2 points",
    ]


def test_an_unwritten_answer_is_called_that(capsys: pytest.CaptureFixture[str]) -> None:
    grade = check.parts(1)
    with grade("values"):
        raise NotImplementedError
    with pytest.raises(check.Failure, match="not written yet"):
        grade.score()
    assert "not written yet" in capsys.readouterr().out


def test_an_interrupt_is_not_a_lost_part() -> None:
    grade = check.parts(1)
    with pytest.raises(KeyboardInterrupt), grade("values"):
        raise KeyboardInterrupt


@pytest.mark.parametrize("points", [0, -1])
def test_points_must_be_more_than_nothing(points: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        check.parts(points)


def test_a_part_without_weight_is_an_authors_mistake() -> None:
    with pytest.raises(ValueError, match="weight 0"), check.parts(1)("empty", weight=0):
        pass


def test_a_score_without_parts_is_an_authors_mistake() -> None:
    with pytest.raises(ValueError, match="no part ran"):
        check.parts(1).score()


def test_a_part_that_misses_a_name_asks_for_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    grade = check.parts(2)
    with grade("the value"):
        exec("assert answer == 3")
    with grade("something else"):
        pass
    assert grade.score() == 1
    assert "'answer' is not defined: is its cell complete" in capsys.readouterr().out
