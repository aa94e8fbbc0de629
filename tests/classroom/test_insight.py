"""The figures of a class equal those of other implementations, on made-up classes of all sizes."""

from __future__ import annotations

import random

import numpy
import pytest
from scipy import stats

from workbook.classroom.gradebook.read import GradeRow
from workbook.classroom.insight import measures, records
from workbook.classroom.insight.analysis import Class, hide_names, measure, need
from workbook.classroom.insight.exercise import Answered, Graded
from workbook.classroom.insight.model import Insight, UnitInsight
from workbook.classroom.report import Standing

POINTS = (1.0, 2.0, 4.0, 3.0, 2.0)
SEEDS = range(6)
HEAD = "time,what,unit,lesson,exercise,points,max_points,outcome,hidden,seed\n"


def made_up(seed: int, students: int, holes: bool = False) -> Class:
    """A class with abilities; the last exercise is one that strong students lose. With *holes*, some answers are missing or wait."""
    chance = random.Random(seed)
    graded = {("1-a", f"e{n}"): Graded("1-a", f"e{n}", most) for n, most in enumerate(POINTS)}
    standings, missing = [], {}
    for number in range(students):
        name, ability = f"s{number:03d}", chance.random()
        for place, one in enumerate(graded.values()):
            solved = chance.random() < (1 - ability if place == len(POINTS) - 1 else ability)
            share = chance.choice((1.0, 0.75)) if solved else chance.choice((0.0, 0.25))
            hole = holes and chance.random() < 0.2
            mistake = "off by one" if share == 0.25 else ""
            one.answers[name] = (
                Answered(None, missing=chance.random() < 0.5) if hole else Answered(share, mistake=mistake)
            )
        earned = sum((one.answers[name].share or 0) * one.max_points for one in graded.values())
        standings.append(Standing(name, "u", earned, sum(POINTS), 0.0, 0))
        missing[name] = ()
    return Class("u", "A unit", {}, graded, standings, missing)


def matrix(known: Class) -> numpy.ndarray:
    """Shares, a row a student and a column an exercise; nan where there is none."""
    names = [standing.student for standing in known.standings]
    cells = [[one.answers[name].share for one in known.graded.values()] for name in names]
    return numpy.array([[numpy.nan if share is None else share for share in row] for row in cells], dtype=float)


def rests(shares: numpy.ndarray, column: int) -> numpy.ndarray:
    """Each student's share of the points of the other exercises that are known; nan where none is."""
    others = numpy.delete(shares, column, axis=1)
    return numpy.ma.average(numpy.ma.masked_invalid(others), axis=1, weights=numpy.delete(POINTS, column)).filled(
        numpy.nan
    )


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_difficulty_and_discrimination_are_those_of_numpy_and_scipy(seed: int, holes: bool) -> None:
    known = made_up(seed, 10 + 9 * seed, holes)
    shares = matrix(known)
    for column, one in enumerate(measure(known).exercises):
        rest = rests(shares, column)
        both = ~numpy.isnan(shares[:, column]) & ~numpy.isnan(rest)
        found = stats.pearsonr(shares[both, column], rest[both])
        low, high = found.confidence_interval(0.95)
        assert one.difficulty.value == pytest.approx(numpy.nanmean(shares[:, column]))
        assert one.difficulty.n == one.graded == numpy.count_nonzero(~numpy.isnan(shares[:, column]))
        assert one.discrimination.value == pytest.approx(found.statistic)
        assert (one.discrimination.low, one.discrimination.high) == pytest.approx((low, high))
        assert one.discrimination.n == both.sum()
        assert one.graded + one.missing + one.waiting == len(shares)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_holes_discrimination_is_the_classical_item_rest_correlation_of_points(seed: int) -> None:
    known = made_up(seed, 40)
    points = matrix(known) * POINTS
    for column, one in enumerate(measure(known).exercises):
        classical = numpy.corrcoef(points[:, column], points.sum(axis=1) - points[:, column])[0, 1]
        assert one.discrimination.value == pytest.approx(classical)


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_is_that_of_the_covariance_matrix(seed: int) -> None:
    """By the mean covariance and the mean variance, a formula that shares no term with ours."""
    known = made_up(seed, 12 + 11 * seed)
    covariance = numpy.cov(matrix(known) * POINTS, rowvar=False)
    k = len(POINTS)
    mean_variance = numpy.trace(covariance) / k
    mean_covariance = (covariance.sum() - numpy.trace(covariance)) / (k * (k - 1))
    alpha = measure(known).alpha
    assert alpha.value == pytest.approx(k * mean_covariance / (mean_variance + (k - 1) * mean_covariance))
    assert alpha.n == 12 + 11 * seed


def test_alpha_of_a_class_with_holes_is_that_of_its_complete_students() -> None:
    known = made_up(3, 90, holes=True)
    points = matrix(known) * POINTS
    full = points[~numpy.isnan(points).any(axis=1)]
    k = len(POINTS)
    expected = k / (k - 1) * (1 - full.var(axis=0, ddof=1).sum() / full.sum(axis=1).var(ddof=1))
    found = measure(known)
    assert (found.alpha.value, found.alpha.n) == (pytest.approx(expected), len(full))
    assert found.alpha_exercises == k


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_fifths_are_those_of_mean_ranks(seed: int, holes: bool) -> None:
    known = made_up(seed, 10 + 13 * seed, holes)
    shares = matrix(known)
    for column, one in enumerate(measure(known).exercises):
        rest = rests(shares, column)
        both = ~numpy.isnan(shares[:, column]) & ~numpy.isnan(rest)
        if both.sum() < measures.FIFTHS_FROM:
            assert all(fifth.value is None and "fifths need" in fifth.why for fifth in one.fifths)
            continue
        ranks = stats.rankdata(rest[both].round(9), method="average")
        group = numpy.minimum(4, numpy.floor(5 * (ranks - 0.5) / both.sum())).astype(int)
        mine = shares[both, column]
        for number, fifth in enumerate(one.fifths):
            inside = mine[group == number]
            assert fifth.n == len(inside)
            assert fifth.value == (pytest.approx(inside.mean()) if len(inside) else None)
        lost = mine == 0.25
        if lost.any():
            (mistake,) = one.mistakes
            assert mistake.name == "off by one"
            assert mistake.count == (shares[:, column] == 0.25).sum()
            assert mistake.fifths == tuple((lost & (group == number)).sum() for number in range(5))
            assert mistake.strength.value == pytest.approx(rest[both][lost].mean())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_distribution_is_that_of_numpy(seed: int) -> None:
    known = made_up(seed, 2 + 20 * seed)
    found = measure(known)
    shares = numpy.array([one.points / one.max_points for one in known.standings])
    assert found.mean.value == pytest.approx(shares.mean())
    assert found.median.value == pytest.approx(numpy.median(shares))
    assert found.deviation.value == pytest.approx(shares.std(ddof=1))
    assert list(found.histogram) == numpy.histogram((shares + 1e-9).clip(0, 1), bins=10, range=(0, 1))[0].tolist()
    assert sum(found.histogram) == len(shares)


@pytest.mark.parametrize("share", [n / 10 for n in range(11)])
def test_a_share_on_a_border_lies_in_the_tenth_above_it(share: float) -> None:
    assert measures.histogram([share]).index(1) == min(9, round(share * 10))


def test_what_strong_students_lose_is_what_looks_broken_first() -> None:
    found = measure(made_up(1, 120))
    assert [one.cell for one in found.suspects][:1] == ["e4"]
    told = " ".join(found.suspects[0].suspicions)
    assert "Who knows the rest does worse here" in told and "may be chance" not in told
    assert "Strong students fail" in told
    assert {one.cell for one in found.suspects} == {"e4"}


def sentences(found: UnitInsight) -> list[measures.Measured]:
    every = [found.mean, found.median, found.deviation, found.alpha]
    for one in found.exercises:
        every += [one.difficulty, one.discrimination, *one.fifths]
        every += [one.tries.first, one.tries.last, one.tries.count, one.tries.seconds]
    return every


@pytest.mark.parametrize("students", [0, 1, 2, 4, 9])
def test_a_small_class_gets_a_sentence_in_place_of_each_figure(students: int) -> None:
    found = measure(made_up(0, students))
    assert all(one.why for one in sentences(found) if one.value is None)
    if students < measures.FEW:
        assert found.alpha.value is None
        assert all(one.discrimination.value is None for one in found.exercises)
    assert all(fifth.value is None for one in found.exercises for fifth in one.fifths)


def constant(share: float, students: int = 20) -> Class:
    known = made_up(0, students)
    for one in known.graded.values():
        one.answers.update(dict.fromkeys(one.answers, Answered(share)))
    return known


@pytest.mark.parametrize("share", [0.0, 1 / 3, 1.0])
def test_a_class_of_equals_gets_a_sentence(share: float) -> None:
    found = measure(constant(share))
    assert "same points" in found.alpha.why
    assert {one.discrimination.why for one in found.exercises} == {"All earned the same here."}
    assert [one.fifths[2].value for one in found.exercises] == [pytest.approx(share)] * len(POINTS)
    assert bool(found.suspects) == (share == 0.0)
    assert all("None of 20 students" in one.suspicions[0] or share for one in found.suspects)


def test_a_perfect_correlation_has_no_bounds_and_says_so() -> None:
    shares = [n / 10 for n in range(10)]
    found = measures.discrimination(shares, shares)
    assert (found.value, found.low) == (pytest.approx(1), None)
    assert "no bounds" in found.why


def test_an_essay_that_nobody_has_read_is_in_no_figure_of_an_exercise() -> None:
    known = made_up(2, 30)
    without = measure(known)
    known.graded["1-a", "why"] = essay = Graded("1-a", "why", 50.0)
    essay.answers.update({standing.student: Answered(None) for standing in known.standings})
    found = measure(known)
    assert [one.discrimination for one in found.exercises[:5]] == [one.discrimination for one in without.exercises]
    assert (found.alpha, found.alpha_exercises, found.waiting) == (without.alpha, 5, 30)
    assert found.exercises[5].difficulty.why == "Nobody's answer is graded."


def test_a_unit_of_one_exercise_has_nothing_to_compare_it_with() -> None:
    known = made_up(2, 30)
    for cell in list(known.graded)[1:]:
        del known.graded[cell]
    found = measure(known)
    assert found.exercises[0].discrimination.why == "There is no other graded exercise to compare it with."
    assert found.alpha.why == "Alpha needs two graded exercises."


def test_who_is_stuck_is_who_has_less_than_half() -> None:
    known = made_up(5, 30)
    stuck = need(measure(known))
    expected = {s.student: int((row < 0.5).sum()) for s, row in zip(known.standings, matrix(known), strict=True)}
    assert {student.name: len(student.stuck) for student, _ in stuck} == {n: c for n, c in expected.items() if c}
    assert [len(student.stuck) for student, _ in stuck] == sorted((c for c in expected.values() if c), reverse=True)


def test_hidden_names_are_numbers_that_no_order_gives_away() -> None:
    known = Insight((measure(made_up(5, 40)), measure(made_up(6, 40))))
    hidden = hide_names(known)
    orders = [[student.points for student in hide_names(known).units[0].students] for _ in range(3)]
    assert len({tuple(order) for order in orders}) > 1
    for before, after in zip(known.units, hidden.units, strict=True):
        assert {student.name for student in after.students} == {f"student {n:02}" for n in range(1, 41)}
        assert sorted(s.points for s in after.students) == sorted(s.points for s in before.students)
        assert before.exercises == after.exercises


def test_first_and_last_try_checks_and_time_come_from_the_record() -> None:
    text = HEAD + "".join(
        f"2026-03-01T10:{minute:02}:00Z,{what},u,1-a,e0,{points},4,,1,0\n"
        for minute, what, points in [(0, "check", 1), (5, "solution", ""), (9, "check", 4), (20, "check", 3)]
    )
    text += "2026-03-01T11:00:00Z,check,other,1-a,e0,0,4,,1,0\n2026-03-01T11:00:00Z,check,u,1-a,e1,1,2,,1,0\n"
    assert records.parse(text, "u") == {
        ("1-a", "e0"): records.Tries(0.25, 0.75, 3, looked=True, seconds=540.0),
        ("1-a", "e1"): records.Tries(0.5, 0.5, 1),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_of_tries_are_those_of_numpy_over_those_who_are_known(seed: int) -> None:
    chance = random.Random(seed)
    known = made_up(seed, 30)
    own = {
        f"s{n:03d}": {
            ("1-a", "e0"): records.Tries(chance.random(), 1.0, chance.randint(1, 9), False, chance.uniform(1, 9e5))
        }
        for n in range(0, 30, 2)
    }
    object.__setattr__(known, "records", records.Records(own, 1))
    found = measure(known)
    tries = [next(iter(each.values())) for each in own.values()]
    first = found.exercises[0].tries
    assert (found.recorded, found.unreadable, first.first.n) == (15, 1, 15)
    assert first.first.value == pytest.approx(numpy.mean([one.first for one in tries]))
    assert first.seconds.value == pytest.approx(numpy.median([one.seconds for one in tries]))
    assert first.count.value == pytest.approx(numpy.mean([one.count for one in tries]))
    assert found.exercises[1].tries.first.why == "No record of checks was handed in for it."


@pytest.mark.parametrize(
    "line",
    [
        "yesterday,check,u,1-a,e0,1,4,,1,0",
        "2026-03-01T10:00:00,check,u,1-a,e0,1,4,,1,0",
        "2026-03-01T10:00:00Z,check,u,1-a,e0,nan,4,,1,0",
        "2026-03-01T10:00:00Z,check,u,1-a,e0,5,4,,1,0",
        "2026-03-01T10:00:00Z,check,u,1-a,e0,-1,4,,1,0",
        "2026-03-01T10:00:00Z,check,u,1-a,e0,0,0,,1,0",
        "2026-03-01T10:00:00Z,check,u,1-a,e0,1e999,4,,1,0",
        "2026-03-01T10:00:00Z,check,u",
        '2026-03-01T10:00:00Z,check,u,1-a,"e0,1,4,,1,0',
    ],
)
def test_a_record_that_says_what_cannot_be_is_no_record(line: str) -> None:
    with pytest.raises((ValueError, records.csv.Error)):
        records.parse(f"{HEAD}{line}\n", "u")


def test_a_row_of_the_gradebook_that_waits_has_no_share() -> None:
    from workbook.classroom.insight.analysis import _answered

    row = GradeRow("a", "u", "1-a", "e0", "code", None, None, 0.0, 4.0, True)
    assert _answered(row, False, True, None, {}) == Answered(None)
