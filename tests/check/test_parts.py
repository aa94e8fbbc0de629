"""Partial credit: clamped, by weight, with a message for each part."""

from __future__ import annotations

from fractions import Fraction

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


WEIGHTS = st.one_of(st.floats(1e-9, 1e-3), st.floats(0.1, 10), st.floats(1e3, 1e12), st.integers(1, 9))


@given(st.lists(st.tuples(st.booleans(), WEIGHTS), min_size=2, max_size=8), st.integers(1, 4000))
def test_the_score_is_rounded_down_to_hundredths_and_a_lost_part_costs_something(
    parts: list[tuple[bool, float]], hundredths: int
) -> None:
    points = hundredths / 100
    grade = check.parts(points)
    for number, (passes, weight) in enumerate(parts):
        with grade(f"part {number}", weight):
            check.that(passes, "not so")
    if not any(passes for passes, _ in parts) or all(passes for passes, _ in parts):
        return
    score = float(grade.score())
    share = sum(Fraction(weight) for passes, weight in parts if passes) / sum(Fraction(weight) for _, weight in parts)
    exact = share * hundredths
    assert score < points and round(100 * score) == pytest.approx(100 * score, abs=1e-9)
    assert exact - 1 < round(100 * score) <= exact + Fraction(1, 10**6) or round(100 * score) == hundredths - 1


@pytest.mark.parametrize(
    ("points", "passed", "of", "score"),
    [(1, 2, 3, 0.66), (1, 1, 3, 0.33), (2, 5, 6, 1.66), (4, 6, 7, 3.42), (3, 1, 2, 1.5)],
)
def test_a_third_is_rounded_down(points: float, passed: int, of: int, score: float) -> None:
    grade = check.parts(points)
    for number in range(of):
        with grade(f"part {number}"):
            check.that(number < passed, "not so")
    assert grade.score() == score


def test_a_part_without_weight_to_speak_of_costs_a_hundredth() -> None:
    grade = check.parts(4)
    with grade("most", weight=1e12):
        pass
    with grade("hardly anything", weight=1e-6):
        check.fail("lost")
    assert grade.score() == 3.99


def test_a_part_passes_only_if_its_block_came_to_its_end() -> None:
    grade = check.parts(2)
    with grade("one"):
        pass
    with pytest.raises(KeyboardInterrupt), grade("two"):
        raise KeyboardInterrupt
    assert [part.name for part in grade.parts] == ["one"]


def test_an_error_in_the_answer_loses_its_part_only(capsys: pytest.CaptureFixture[str]) -> None:
    grade = check.parts(2)
    with grade("first"):
        raise ZeroDivisionError("division by zero")
    with grade("second"):
        pass
    assert grade.score() == 1.0
    assert capsys.readouterr().out.splitlines() == [
        "✗ first: ZeroDivisionError: division by zero",
        "1 of 2 parts passed",
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
