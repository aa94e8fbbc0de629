"""Partial credit, part by part, with a message for each part."""

from __future__ import annotations

import linecache
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from workbook.check import live
from workbook.check.cells import parsed
from workbook.check.failure import Failure
from workbook.check.names import part_that_binds
from workbook.check.observers import part

Outcome = Literal["passed", "failed", "broken", "not run"]
"""``failed``: the answer is wrong. ``broken``: the test is. ``not run``: it needs what an earlier part did not get to."""
_HUNDREDTHS = 1e-9  # what a float may be short of a hundredth


@dataclass(frozen=True)
class Part:
    """One part of a tests cell and what became of it."""

    name: str
    weight: float
    outcome: Outcome = "failed"
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether it earns its share."""
        return self.outcome == "passed"


class Score(float):
    """Points earned: nbgrader reads its text as partial credit; ``parts`` says how they came about."""

    parts: tuple[Part, ...] = ()
    points: float = 0.0
    shown: bool = False
    """Whether a card says it all: then no number stands below the card, and nbgrader reads it all the same."""

    def __repr__(self) -> str:
        return f"{float(self):g}"

    def _repr_html_(self) -> str | None:
        return "" if self.shown else None


class Watcher(Protocol):
    """Whoever runs tests cells and has to know what became of their parts."""

    def begun(self, parts: Parts) -> None:
        """A cell collects parts from now on."""

    def verdict_of(self, error: Exception) -> tuple[Outcome, str] | None:
        """What *error* in a part means, and what is said of it; None if the answer is to blame."""

    def knows_enough(self, parts: list[Part]) -> bool:
        """Whether *parts* tell all that is asked of the cell, so that the rest of it needn't run."""


_watcher: Watcher | None = None


def set_watcher(watcher: Watcher | None) -> None:
    """Tell *watcher* of all parts from now on; None: nobody."""
    global _watcher
    _watcher = watcher


@dataclass(frozen=True)
class _Open:
    """A part whose block has ended: at its end (``reached``) or by an error. Some of its comparisons may still wait."""

    name: str
    weight: float
    waiting: list[Callable[[], object]]
    reached: bool
    error: Exception | None


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
        self.result: Score | AllFailed | None = None
        """What :meth:`score` gave or raised."""
        self._open: _Open | None = None
        self._live = _watcher is None and live.collects(cast("list[live.PartLike]", self.parts))
        if _watcher is not None:
            _watcher.begun(self)

    @contextmanager
    def __call__(self, name: str, weight: float = 1) -> Iterator[None]:
        """Run the block as one part. A failure, or an error in the answer, loses only this part."""
        if _watcher is not None and _watcher.knows_enough(self.parts):
            raise Enough(self)
        if weight <= 0:
            raise ValueError(f"part {name!r} has weight {weight}; it must be more than 0")
        waiting: list[Callable[[], object]] = []
        reached, error = False, None
        try:
            with part() as waiting:
                yield
            reached = True
        except Exception as raised:  # noqa: BLE001  (whatever is raised loses this part only)
            error = raised
        self._settle()  # the part before this one: meanwhile the answer works on what this one asked of it
        self._open = _Open(name, weight, waiting, reached, error)
        if not waiting:
            self._settle()

    def _settle(self) -> None:
        """Do what the last part has left to be compared, and count the part."""
        if self._open is None:
            return
        now, self._open = self._open, None
        error, passed = now.error, False
        try:
            for compare in now.waiting:
                compare()
            passed = now.reached
        except Exception as raised:  # noqa: BLE001
            error = raised
        if passed:
            self.parts.append(Part(now.name, now.weight, "passed"))  # the only place where a part passes
            return
        outcome, message = self._verdict(error)
        self.parts.append(Part(now.name, now.weight, outcome, message))
        if not self._live:
            print(f"✗ {now.name}: {message}")

    def _verdict(self, error: Exception | None) -> tuple[Outcome, str]:
        """What an error in a part means, and what is said of it."""
        if error is None:
            return "broken", "The test itself is at fault: the part did not come to its end."
        if isinstance(error, Failure):
            return "failed", str(error)
        lost = self._not_reached(error)
        if lost:
            return "not run", lost
        known = _watcher.verdict_of(error) if _watcher is not None else None
        return known or ("failed", live.explained(error))

    def _not_reached(self, error: Exception) -> str:
        """Why a part could not run, if it needs a name that an earlier one, which ended by an error, would have bound."""
        if not isinstance(error, NameError) or hasattr(error, "where") or all(part.passed for part in self.parts):
            return ""
        name, trace = error.name, error.__traceback__
        while name and trace is not None:
            file = trace.tb_frame.f_code.co_filename
            cell = file.startswith("<") or "ipykernel" in file
            tree = parsed("".join(linecache.getlines(file))) if cell else None
            found = part_that_binds(tree, name, trace.tb_lineno) if tree is not None else None
            if found is not None and any(part.name == found or not found for part in self.parts if not part.passed):
                return f"not run: it needs `{name}`, which " + (
                    f"the part '{found}' did not get to" if found else "an earlier part did not get to"
                )
            trace = trace.tb_next
        return ""

    def score(self) -> Score:
        """The points earned: by weight, of the parts that ran, rounded down to hundredths.

        A lost part always costs something, however small its weight. Raises Failure with every message if no part passed.
        """
        self._settle()
        if not self.parts:
            raise ValueError("no part ran before score()")
        passed = [part for part in self.parts if part.passed]
        shown = self._live and live.show_parts()
        if not passed:
            self.result = AllFailed(self)
            raise self.result
        score = Score(_earned(self.points, passed, self.parts))
        score.parts, score.points = tuple(self.parts), self.points
        self.result = score
        score.shown = shown
        if not shown:
            # Points are the grader's to tell: a student's copy has not all the parts.
            told = f": {score!r} of {self.points:g} points" if _watcher is not None else ""
            print(f"{len(passed)} of {len(self.parts)} parts passed{told}")
        return score


class Enough(Exception):
    """Ends a cell before its next part: whoever runs it knows what it wanted to know. No point follows."""

    def __init__(self, grade: Parts) -> None:
        self.parts = tuple(grade.parts)
        super().__init__(_messages(part for part in self.parts if not part.passed))


class AllFailed(Failure):
    """No part passed; the message is that of every part."""

    def __init__(self, grade: Parts) -> None:
        self.parts = tuple(grade.parts)
        super().__init__(_messages(grade.parts))

    def _render_traceback_(self) -> list[str]:
        # The parts' own messages stand above already, printed as each part failed.
        return [f"no part passed yet: 0 of {len(self.parts)}"]


def _messages(parts: Iterable[Part]) -> str:
    return "\n".join(f"{part.name}: {part.message}" for part in parts)


def _earned(points: float, passed: list[Part], parts: list[Part]) -> float:
    if len(passed) == len(parts):
        return points
    share = sum(part.weight for part in passed) / sum(part.weight for part in parts)
    below = math.ceil(100 * points - _HUNDREDTHS) - 1  # hundredths: the most that is less than all of it
    return max(0, min(math.floor(100 * points * share + _HUNDREDTHS), below)) / 100


def parts(points: float) -> Parts:
    """Begin a tests cell with partial credit. *points* is what the cell is worth."""
    return Parts(points)
