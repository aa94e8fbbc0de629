"""Decisions by rule: a function of the student's is asked about many cases, each decided by one row of a rule table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from workbook.check.failure import Failure, show
from workbook.check.values import EXACT, Tolerance, difference


@dataclass(frozen=True)
class Decision:
    """One case: the row that decides it, the call's arguments, the answer, and the kind of case in words."""

    rule: str
    args: tuple[Any, ...]
    expected: Any
    kind: str


def decision(rule: str, args: tuple[Any, ...], expected: Any, kind: str) -> Decision:
    """A case for :func:`decisions`: *rule* is the id of the row that decides it, *kind* says in words what it is."""
    return Decision(rule, args, expected, kind)


def decisions(
    function: Callable[..., Any], cases: Iterable[Decision], *, table: str = "", tolerance: float = 0.0
) -> None:
    """Fail at the first case that *function* decides otherwise.

    The message names the kind of case, the answer expected, the answer given and, with a *table*, its row to read; never
    the case's own data. Numbers may differ by *tolerance*, relative to the expected one.

    Raises:
        ValueError: there was no case; an author's mistake that would let everything pass.
    """
    near = Tolerance(tolerance, tolerance * 1e-3) if tolerance else EXACT
    count = 0
    for case in cases:
        count += 1
        look = f"{table}, row {case.rule}" if table else ""
        try:
            answer = function(*case.args)
        except Exception as error:  # noqa: BLE001  whatever the answer raises, the student is told on which case
            raise Failure(case.kind, show(case.expected), f"{type(error).__name__}: {error}", look) from None
        if difference(answer, case.expected, near) is not None:
            raise Failure(case.kind, show(case.expected), show(answer), look)
    if not count:
        raise ValueError("decisions() was given no case")
