"""Partial credit, part by part, with a message for each part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import floor

from workbook.check.beside import part
from workbook.check.failure import Failure


@dataclass(frozen=True)
class Part:
    """One part of a tests cell and what became of it."""

    name: str
    weight: float
    passed: bool
    message: str


class Score(float):
    """Points earned: nbgrader reads its text as partial credit; ``parts`` says how they came about."""

    parts: tuple[Part, ...] = ()
    points: float = 0.0

    def __repr__(self) -> str:
        return f"{float(self):g}"


class Parts:
    """Collects the parts of one tests cell.

    >>> grade = Parts(4)
    >>> with grade("values"):
    ...     pass
    >>> with grade("gradients", weight=3):
    ...     raise Failure("the gradient of the bias is missing")
    ✗ gradients: the gradient of the bias is missing
    >>> grade.score()
    1
    """

    def __init__(self, points: float) -> None:
        if points <= 0:
            raise ValueError(f"a tests cell gives more than 0 points, not {points}")
        self.points = float(points)
        self.parts: list[Part] = []
        self._open: tuple[str, float, list[Callable[[], object]], Exception | None] | None = None

    @contextmanager
    def __call__(self, name: str, weight: float = 1) -> Iterator[None]:
        """Run the block as one part. A failure, or an error in the answer, loses only this part."""
        if weight <= 0:
            raise ValueError(f"part {name!r} has weight {weight}; it must be more than 0")
        waiting: list[Callable[[], object]] = []
        error = None
        try:
            with part() as waiting:
                yield
        except Exception as raised:  # noqa: BLE001  (whatever is raised loses this part only)
            error = raised
        self._settle()  # the part before this one: meanwhile the answer works on what this one asked of it
        self._open = name, weight, waiting, error
        if not waiting:
            self._settle()

    def _settle(self) -> None:
        """Do what the last part has left to be compared, and count the part."""
        if self._open is None:
            return
        (name, weight, waiting, error), self._open = self._open, None
        try:
            for compare in waiting:
                compare()
        except Exception as raised:  # noqa: BLE001
            error = raised
        if error is None:
            self.parts.append(Part(name, weight, True, ""))
            return
        message = str(error) if isinstance(error, Failure) else _explain(error)
        self.parts.append(Part(name, weight, False, message))
        print(f"✗ {name}: {message}")

    def score(self) -> Score:
        """The points earned: by weight, of the parts that ran, rounded down to hundredths.

        Raises Failure with every message if no part passed.
        """
        self._settle()
        if not self.parts:
            raise ValueError("no part ran before score()")
        total = sum(part.weight for part in self.parts)
        passed = [part for part in self.parts if part.passed]
        if not passed:
            raise AllFailed(self)
        everything = len(passed) == len(self.parts)
        # Rounded down, so that a lost part always costs something.
        score = Score(self.points if everything else floor(100 * self.points * _weight(passed) / total + 1e-9) / 100)
        score.parts, score.points = tuple(self.parts), self.points
        print(f"{len(passed)} of {len(self.parts)} parts passed: {score!r} of {self.points:g} points")
        return score


class AllFailed(Failure):
    """No part passed; the message is that of every part."""

    def __init__(self, grade: Parts) -> None:
        self.parts = tuple(grade.parts)
        super().__init__("\n".join(f"{part.name}: {part.message}" for part in grade.parts))

    def _render_traceback_(self) -> list[str]:
        # The parts' own messages stand above already, printed as each part failed.
        return [f"no part passed yet: 0 of {len(self.parts)}"]


def _weight(parts: list[Part]) -> float:
    return sum(part.weight for part in parts)


def _explain(error: Exception) -> str:
    if type(error) is AssertionError and not str(error):
        return "not so"
    if isinstance(error, NotImplementedError) and not str(error):
        return "not written yet: the answer still raises NotImplementedError"
    if isinstance(error, NameError) and error.name and not getattr(error, "where", ""):
        return f"{error.name!r} is not defined: is its cell complete, and does it run without an error?"
    where = getattr(error, "where", "")  # the grader knows the line of the answer
    return f"{type(error).__name__}: {error}".removesuffix(": ") + (f" (in your cell {where})" if where else "")


def parts(points: float) -> Parts:
    """Begin a tests cell with partial credit. *points* is what the cell is worth."""
    return Parts(points)
