"""A service with a few workers on a clock of its own: requests come, a *gate* says what is done with each, work takes its time.

The gate is told of three kinds of event and returns what is to be done. Times are whole milliseconds, and nothing waits.
One that lets everybody in is here for the lesson's pictures.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from workbook.check.observers import beside

Request = dict[str, Any]
"""id, at (ms), key (text or None), body (text), takes (ms of work), fails (whether the work fails)."""
Log = list[dict[str, Any]]
"""For each moment at which something happened: now, calls (texts), actions (lists, sorted)."""
LATER = 10_000
"""A caller's second try has an id larger by this, the third by twice this."""
FINISH, TICK, ARRIVE = range(3)


class TakeAll:
    """A gate that takes everybody in, does each request's work, and goes on with it when the caller has long gone."""

    def __init__(self, workers: int, places: int, timeout: int, returns: int, remember: int) -> None:
        self.idle, self.timeout = workers, timeout
        self.line: list[int] = []
        self.open: dict[int, int] = {}

    def arrive(self, now: int, id: int, key: str | None, body: str) -> list[Any]:
        """Somebody came: begin, or wait, however long the line."""
        self.open[id] = now
        self.line.append(id)
        return self._begin()

    def finish(self, now: int, id: int, result: str | None) -> list[Any]:
        """Work is done: tell the caller if there still is one, and begin the next."""
        self.idle += 1
        told = [("answer", id, 200, result)] if self.open.pop(id, None) is not None else []
        return told + self._begin()

    def tick(self, now: int) -> list[Any]:
        """Callers whose time is up go away; their work stays."""
        gone = [one for one, came in self.open.items() if came + self.timeout <= now]
        for one in gone:
            del self.open[one]
        return [("answer", one, 504, None) for one in gone]

    def _begin(self) -> list[Any]:
        if not self.idle or not self.line:
            return []
        self.idle -= 1
        return [("start", self.line.pop(0))]


class _Desk:
    """One run of a gate."""

    def __init__(self, gate: Any, settings: dict[str, int], requests: list[Request], tries: int) -> None:
        self.gate, self.timeout, self.tries = gate, settings["timeout"], tries
        self.free = settings["workers"]
        self.known = {one["id"]: one for one in requests}
        self.heap: list[tuple[int, int, int, int]] = []
        self.begun: list[int] = []
        self.answered: dict[int, Any] = {}
        self.arrived: set[int] = set()
        self.log: Log = []
        self.fault = ""
        self.order = 0
        for one in requests:
            self._plan(one["at"], ARRIVE, one["id"])

    def _plan(self, at: int, kind: int, number: int) -> None:
        self.order += 1  # later tries of a moment by their number, in whatever order they were sent away
        order = 10**9 + number if kind == ARRIVE and number >= LATER else self.order
        heapq.heappush(self.heap, (at, kind, order, number))

    def run(self) -> None:
        """All events, in their order, up to the first fault."""
        ticked = -1
        while self.heap and not self.fault:
            now, kind, _, number = heapq.heappop(self.heap)
            if kind == TICK:
                if now == ticked:
                    continue
                ticked = now
            one = self.known.get(number, {})
            if kind == FINISH:
                self.free += 1
                answer = one["body"] and f"answer to {one['body']}"  # of an empty body there is an empty answer
                result = None if one["fails"] else answer
                self._call(now, "finish", (now, number, result))
            elif kind == TICK:
                self._call(now, "tick", (now,))
            else:
                self.arrived.add(number)
                self._plan(now + self.timeout, TICK, 0)
                self._call(now, "arrive", (now, number, one["key"], one["body"]))

    def _call(self, now: int, name: str, values: tuple[Any, ...]) -> None:
        told = f"{name}({', '.join(map(repr, values))})"
        if not self.log or self.log[-1]["now"] != now:
            self.log.append({"now": now, "calls": [], "actions": []})
        entry = self.log[-1]
        entry["calls"].append(told)
        try:
            came = getattr(self.gate, name)(*values)
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            self.fault = f"{told} raised {type(error).__name__}: {error}"[:300]
            return
        if not isinstance(came, list | tuple):
            self.fault = f"{told} returned {came!r}"[:200] + ", no list of actions"
            return
        for action in came:
            self.fault = self.fault or self._carry(now, action, entry["actions"], told)
        entry["actions"].sort(key=lambda one: (one[1], str(one[0]), str(one[2:])))

    def _carry(self, now: int, action: Any, done: list[Any], told: str) -> str:
        """Carry one action out; what is wrong with it, if anything."""
        plain = list(action) if isinstance(action, list | tuple) else []
        kind = plain[0] if plain else None
        if kind not in ("start", "answer") or len(plain) != (2 if kind == "start" else 4):
            return f'{told} returned {action!r}, which is neither ("start", id) nor ("answer", id, status, detail)'[
                :300
            ]
        number = plain[1]
        if isinstance(number, bool) or not isinstance(number, int) or number not in self.arrived:
            return f"{told} returned {action!r}: no request of that number has come"[:300]
        if kind == "start":
            if not self.free:
                return f"{told} starts {number} while all workers are busy"
            if number in self.begun:
                return f"{told} starts {number} a second time"
            self.free -= 1
            self.begun.append(number)
            self._plan(now + self.known[number]["takes"], FINISH, number)
        else:
            if number in self.answered:
                return f"{told} answers {number} a second time"
            plain[2:] = [_number(plain[2]), _number(plain[3])]
            self.answered[number] = [now, plain[2], plain[3]]
            self._again(now, number, plain[2], plain[3])
        done.append(plain)
        return ""

    def _again(self, now: int, number: int, status: Any, detail: Any) -> None:
        """A caller who was refused comes again when told, one who waited in vain at once, if there are tries left."""
        if number // LATER + 1 >= self.tries or status not in (503, 504):
            return
        if status == 503 and (isinstance(detail, bool) or not isinstance(detail, int) or detail < 0):
            return
        wait = 1000 * detail if status == 503 else 1
        old = self.known[number]
        self.known[number + LATER] = {**old, "id": number + LATER, "at": now + wait}
        self._plan(now + wait, ARRIVE, number + LATER)


def _number(value: Any) -> Any:
    """Whole numbers of NumPy as Python's; what is no number or text in words."""
    if isinstance(value, np.integer):
        return int(value)
    return value if isinstance(value, bool | int | float | str | None) else repr(value)[:80]


def run(
    make_gate: Callable[..., Any], settings: dict[str, int], requests: list[Request], tries: int = 1
) -> dict[str, Any]:
    """What a gate did with *requests*: log, fault (empty: none), begun (ids), answered (id to [ms, status, detail])."""
    desk = _Desk(make_gate(**settings), settings, requests, tries)
    desk.run()
    return {"log": desk.log, "fault": desk.fault, "begun": desk.begun, "answered": desk.answered}


@beside
def drive(
    make_gate: Callable[..., Any], settings: dict[str, int], requests: list[Request], tries: int = 1
) -> dict[str, Any]:
    """The log of a run beside the answer, and its fault."""
    try:
        seen = run(make_gate, settings, requests, tries)
    except Exception as error:  # noqa: BLE001
        return {
            "log": [],
            "fault": f"Gate({', '.join(f'{name}={value}' for name, value in settings.items())}) raised {type(error).__name__}: {error}",
        }
    return {"log": seen["log"], "fault": seen["fault"]}


def request(
    id: int, at: int, key: str | None = None, body: str = "x", takes: int = 1000, fails: bool = False
) -> Request:
    """One request: its number, when it comes (ms), its key, its body, how long its work takes (ms), whether it fails."""
    return {"id": id, "at": at, "key": key, "body": body, "takes": takes, "fails": fails}


def burst(count: int = 240, within: int = 2000, takes: int = 1000, seed: int = 8) -> list[Request]:
    """Monday: *count* callers within so many milliseconds, each with a key of its own."""
    times = np.sort(np.random.default_rng(seed).integers(0, within, count)).tolist()
    return [request(number, at, f"key {number}", f"parcel {number}", takes) for number, at in enumerate(times, 1)]


MONDAY = {"workers": 8, "places": 24, "timeout": 5000, "returns": 7, "remember": 60_000}
"""Eight workers with a second of work for each request; callers who are sent away come back seven a second."""


def monday(make_gate: Callable[..., Any], tries: int = 8, settings: dict[str, int] = MONDAY) -> dict[str, Any]:
    """Monday's burst at a gate: callers served, tries, work begun, work beyond one for each caller served, and p95 of seconds from a caller's first try to the answer."""
    requests = burst()
    seen = run(make_gate, settings, requests, tries)
    if seen["fault"]:
        raise ValueError(seen["fault"])
    came = {one["id"]: one["at"] for one in requests}
    took: dict[int, float] = {}
    for number, (now, status, _) in seen["answered"].items():
        if status == 200:
            first = number % LATER
            took.setdefault(first, (now - came[first]) / 1000)
    ordered = sorted(took.values())
    return {
        "callers": len(requests),
        "served": len(took),
        "tries": len(seen["answered"]),
        "work": len(seen["begun"]),
        "in vain": len(seen["begun"]) - len(took),
        "p95": ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else math.nan,
    }
