"""The statistics of a class: each a figure with its bounds, or the sentence that says why there is none.

Shares are between 0 and 1. Nothing here knows where points come from.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FEW = 5
"""Students below which a correlation says nothing."""
FIFTHS_FROM = 10
"""Students from which a class is cut into fifths."""
FIFTHS = 5
BINS = 10
NORMAL_95 = 1.959963984540054
"""The normal distribution's 97.5 % point."""
_EQUAL = 1e-9
METHODS = {
    "difficulty": "the mean share of an exercise's points: 1 is easy, 0 is hard",
    "discrimination": "Pearson's correlation of an exercise's share of points with the share of points on all other exercises "
    "of the unit (corrected item-rest correlation); bounds: 95 %, by Fisher's z transformation",
    "fifths": "students in order of their share of points on all other exercises, cut into five; equals stay together",
    "alpha": "Cronbach's alpha of the exercises' points, over the students whose every answer is graded",
    "left out": "lessons that were not handed in, and answers that nobody has graded yet, count in no figure of an exercise",
    "tries": "from the records of checks (progress.csv) that students handed in beside their notebooks: a student's own claim; "
    "the time is from the first check to the first with full points, breaks included",
}
"""What each figure is, in words."""


@dataclass(frozen=True)
class Measured:
    """A figure with its 95 % bounds where it has some, over *n* students; or ``why`` there is no figure."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    why: str = ""


def mean(values: Sequence[float], nothing: str = "Nobody's answer is graded.") -> Measured:
    """The mean of *values*; *nothing* says why there is none of an empty list."""
    return Measured(statistics.fmean(values), n=len(values)) if values else Measured(why=nothing)


def median(values: Sequence[float], nothing: str) -> Measured:
    """The median of *values*; *nothing* says why there is none of an empty list."""
    return Measured(statistics.median(values), n=len(values)) if values else Measured(why=nothing)


def deviation(values: Sequence[float]) -> Measured:
    """The standard deviation of a sample (n - 1 below the line)."""
    if len(values) < 2:
        return Measured(n=len(values), why="One student's points have no spread.")
    return Measured(statistics.stdev(values), n=len(values))


def discrimination(shares: Sequence[float], rests: Sequence[float | None]) -> Measured:
    """Correlation of one exercise's *shares* with the same students' shares of all the rest, with Fisher's bounds.

    None in *rests*: the student has no other graded exercise, and is left out.
    """
    pairs = [(one, rest) for one, rest in zip(shares, rests, strict=True) if rest is not None]
    count = len(pairs)
    if shares and not pairs:
        return Measured(n=0, why="There is no other graded exercise to compare it with.")
    if count < FEW:
        return Measured(n=count, why=f"{_students(count)}: a correlation needs {FEW}.")
    first, second = [one for one, _ in pairs], [rest for _, rest in pairs]
    if _constant(first):
        return Measured(n=count, why="All earned the same here.")
    if _constant(second):
        return Measured(n=count, why="All earned the same elsewhere.")
    found = max(-1.0, min(1.0, statistics.correlation(first, second)))
    if 1 - abs(found) < _EQUAL:
        return Measured(found, n=count, why="The correlation is perfect, so it has no bounds.")
    half = NORMAL_95 / math.sqrt(count - 3)
    return Measured(found, math.tanh(math.atanh(found) - half), math.tanh(math.atanh(found) + half), count)


def alpha(table: Sequence[Sequence[float]]) -> Measured:
    """Cronbach's alpha of a *table* of points, a row a student and a column an exercise."""
    count = len(table)
    if count < FEW:
        return Measured(n=count, why=f"{_students(count)} with every answer graded: alpha needs {FEW}.")
    items = len(table[0])
    if items < 2:
        return Measured(n=count, why="Alpha needs two graded exercises.")
    totals = [math.fsum(row) for row in table]
    if _constant(totals):
        return Measured(n=count, why="All have the same points in all, so alpha has no value.")
    parts = math.fsum(statistics.variance(column) for column in zip(*table, strict=True))
    return Measured(items / (items - 1) * (1 - parts / statistics.variance(totals)), n=count)


def groups(strengths: Sequence[float | None]) -> list[int | None]:
    """Each student's fifth by *strengths*, 0 (weakest) to 4; equals share the fifth of their mean rank.

    None for a student without a strength, and for all where there are too few to cut a class into fifths.
    """
    known = sorted(round(one, 9) for one in strengths if one is not None)
    if len(known) < FIFTHS_FROM:
        return [None] * len(strengths)
    first: dict[float, int] = {}
    number: dict[float, int] = {}
    for place, value in enumerate(known):
        first.setdefault(value, place)
        number[value] = number.get(value, 0) + 1

    def group(strength: float) -> int:
        value = round(strength, 9)
        below = first[value] + number[value] / 2  # the mean rank, counted from one half
        return min(int(FIFTHS * below / len(known)), FIFTHS - 1)

    return [None if one is None else group(one) for one in strengths]


def by_fifth(shares: Sequence[float], fifths: Sequence[int | None]) -> tuple[Measured, ...]:
    """The mean share in each fifth, weakest first."""
    pairs = list(zip(shares, fifths, strict=True))
    few = all(fifth is None for fifth in fifths)
    why = f"{_students(len(shares))}: fifths need {FIFTHS_FROM}." if few else "Equal students left this fifth empty."
    return tuple(mean([one for one, fifth in pairs if fifth == number], why) for number in range(FIFTHS))


def histogram(shares: Sequence[float]) -> tuple[int, ...]:
    """How many *shares* lie in each tenth from 0 to 1; the last has 1 and more, the first what is below 0."""
    counts = [0] * BINS
    for share in shares:
        counts[max(0, min(BINS - 1, math.floor(share * BINS + _EQUAL)))] += 1
    return tuple(counts)


def _constant(values: Sequence[float]) -> bool:
    return max(values) - min(values) < _EQUAL


def _students(count: int) -> str:
    return f"{count or 'no'} student{'' if count == 1 else 's'}".capitalize()
