"""What is known of a class: plain data, which the page, the CSV files and the JSON file all show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.classroom.insight.measures import Measured


@dataclass(frozen=True)
class Mistake:
    """One misconception of the answer bank: how many have it, and how many of each fifth of the class, weakest first."""

    name: str
    count: int
    fifths: tuple[int, ...] | None
    """None where the class is too small to be cut into fifths."""
    strength: Measured
    """Mean share of the points on all other exercises of those who have it."""


@dataclass(frozen=True)
class TryFigures:
    """First try against last, and the time between, over those whose record of checks is known."""

    first: Measured
    last: Measured
    count: Measured
    """Mean number of checks."""
    solved: int
    looked: int
    """How many looked up the solution before they had solved it."""
    seconds: Measured
    """Median time to solve."""


@dataclass(frozen=True)
class Exercise:
    """One graded cell over a unit's class. Shares are of its points."""

    lesson: str
    cell: str
    title: str
    max_points: float
    graded: int
    """Answers that count here; the rest was not handed in, or waits."""
    waiting: int
    missing: int
    full: int
    none: int
    not_begun: int
    difficulty: Measured
    discrimination: Measured
    fifths: tuple[Measured, ...]
    tries: TryFigures
    mistakes: tuple[Mistake, ...] = ()
    unnamed: int = 0
    """Answers that were begun and lost points, of which no misconception of the bank is known."""
    parts: tuple[tuple[str, int], ...] = ()
    """Names of the tests' parts, and how many lost each."""
    suspicions: tuple[str, ...] = ()
    """Why the exercise itself may be at fault, as sentences, the gravest first."""
    gravity: int = 0
    """How much speaks against the exercise; 0 for nothing."""


@dataclass(frozen=True)
class Stuck:
    """One exercise that a student earned less than half of."""

    lesson: str
    cell: str
    share: float
    begun: bool
    mistake: str = ""
    tries: int | None = None
    """Checks in the student's own record; None where there is none."""


@dataclass(frozen=True)
class Student:
    """One student in one unit."""

    name: str
    points: float
    max_points: float
    late_penalty: float
    waiting: int
    missing: tuple[str, ...]
    """Lessons that were not handed in."""
    stuck: tuple[Stuck, ...]
    claims: Mapping[str, Mapping[str, str]]
    """What the submission claims beside its answers, lesson by lesson; empty where names are hidden."""

    @property
    def share(self) -> float | None:
        """Share of all points; None where the unit has none."""
        return self.points / self.max_points if self.max_points else None


@dataclass(frozen=True)
class UnitInsight:
    """All about one unit's class."""

    unit: str
    title: str
    students: tuple[Student, ...]
    exercises: tuple[Exercise, ...]
    mean: Measured
    median: Measured
    deviation: Measured
    histogram: tuple[int, ...]
    """Students in each tenth of the points."""
    alpha: Measured
    alpha_exercises: int
    """How many exercises alpha is of: those that at least half of the answers are graded of."""
    recorded: int
    """Students who handed in a record of their checks."""
    unreadable: int
    """Records that can't be read."""
    ungraded: int = 0
    """Students who handed in something of which nothing is graded: not yet, or it can't be read."""

    @property
    def waiting(self) -> int:
        """Answers that nobody has graded yet."""
        return sum(exercise.waiting for exercise in self.exercises)

    @property
    def suspects(self) -> list[Exercise]:
        """Exercises that look broken, the worst first."""
        found = [one for one in self.exercises if one.gravity]
        return sorted(found, key=lambda one: (-one.gravity, one.discrimination.value or 0.0, one.lesson, one.cell))


@dataclass(frozen=True)
class Insight:
    """All about the class, unit by unit."""

    units: tuple[UnitInsight, ...]
    anonymous: bool = False
