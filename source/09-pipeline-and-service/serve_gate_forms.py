"""Whether a gate (lesson 4) did what was expected of it, moment by moment. The expected log comes with the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import serve_desk
from workbook.check.failure import Failure

Log = serve_desk.Log


def _shown(actions: Sequence[Any]) -> str:
    return ", ".join(repr(tuple(one)) for one in actions) or "nothing"


def _plain(actions: Sequence[Any]) -> list[list[Any]]:
    return sorted(([*one] for one in actions), key=lambda one: (one[1], str(one[0]), str(one[2:])))


MOST = 6
"""Calls of one moment that a message tells in full."""


def _brief(entry: Any, wanted: list[Any], got: list[Any]) -> tuple[str, str, str]:
    """The calls of a moment, and what was to be done and was done; of many only the first few that differ."""
    calls = list(entry["calls"])
    if len(calls) > MOST:
        wanted, got = [one for one in wanted if one not in got], [one for one in got if one not in wanted]
        numbers = {one[1] for one in [*wanted, *got]}
        about = [one for one in calls if any(f"({entry['now']}, {number}, " in one for number in numbers)] or calls
        return (
            f"{'; '.join(about[:MOST])} (and {len(calls) - len(about[:MOST])} more calls at this moment)",
            _shown(wanted[:MOST]),
            _shown(got[:MOST]),
        )
    return "; ".join(calls), _shown(wanted), _shown(got)


def _look(actions: Sequence[Sequence[Any]], came: Sequence[Sequence[Any]]) -> str:
    """Which rule the first difference is about."""
    missing = [one for one in actions if list(one) not in [list(other) for other in came]]
    extra = [one for one in came if list(one) not in [list(other) for other in actions]]
    kinds = {one[2] if one[0] == "answer" else "start" for one in [*missing, *extra]}
    if {"start"} == kinds:
        return "who begins: one worker each, first come first served, nobody whose time is up"
    if 422 in kinds:
        return "a key with another body"
    if (
        503 in kinds
        and any(one[0] == "answer" and one[2] == 503 for one in missing)
        and any(one[0] == "answer" and one[2] == 503 for one in extra)
    ):
        return "the seconds: the earliest second with room"
    if 503 in kinds:
        return "how many wait, and who takes a place"
    if 504 in kinds:
        return "whose time is up, and when"
    return "callers who share a key; what is remembered, and how long"


def same(
    make_gate: Callable[..., Any],
    told: str,
    settings: dict[str, int],
    requests: list[Any],
    expected: Log,
    tries: int = 1,
) -> None:
    """Fail unless the gate does at each moment what *expected* says, up to the order of the actions of a moment."""
    seen = serve_desk.drive(make_gate, settings, requests, tries)
    shape = f"{told}; Gate({', '.join(f'{name}={value}' for name, value in settings.items())})"
    before: list[str] = []
    for one, came in zip(expected, [*seen["log"], *[None] * len(expected)], strict=False):
        history = f", after {'; '.join(before[-4:])}" if before else ""
        wanted, got = _plain(one["actions"]), _plain(came["actions"] if came else [])
        calls, told_wanted, told_got = _brief(one, wanted, got)
        if came is None:
            raise Failure(f"{shape}: at {calls}{history}", told_wanted, seen["fault"] or "the run ended")
        if seen["fault"] and came is seen["log"][-1]:
            raise Failure(f"{shape}: at {calls}{history}", told_wanted, seen["fault"], _look(wanted, got))
        if came["now"] != one["now"] or got != wanted:
            raise Failure(f"{shape}: at {calls}{history}", told_wanted, told_got, _look(wanted, got))
        before += [f"{call}" for call in one["calls"] if not call.startswith("tick") or one["actions"]]
    if seen["fault"]:
        raise Failure(shape, "no fault", seen["fault"])
    if len(seen["log"]) > len(expected):
        raise Failure(shape, "no more events", "; ".join(seen["log"][len(expected)]["calls"]))
