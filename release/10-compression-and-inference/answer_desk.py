"""The server of the help desk: letters wait, answers are written a token a step, and their caches lie in pages of memory.

Who may start, and when, is decided by a *schedule*: a function that gets plain data and returns plain data. Two that don't do
are here for the lesson's pictures: one waits for whole batches, the other never lets a letter pass another.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook.check.observers import beside

Letter = dict[str, int]
"""id, arrives, prompt (tokens of the letter), most (tokens an answer may have), writes (those it will have)."""
State = dict[str, Any]
Schedule = Callable[[State], Any]
SHOWN = ("id", "prompt", "most")
GIVES_UP = 4
"""After how many times the least number of steps a run is stopped."""


@dataclass
class Run:
    """What became of the letters: when each began and ended, pages in use in each step, how often each was overtaken."""

    letters: list[Letter]
    pages: int
    page: int
    limit: int
    began: dict[int, int] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)
    overtaken: dict[int, int] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    fault: str = ""

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.used)

    @property
    def least(self) -> int:
        """No schedule is done in fewer steps: all pages full all the time, or each letter begun when it came."""
        return least_steps(self.letters, self.pages, self.page)


def pages_for(tokens: int, page: int) -> int:
    """Pages that so many tokens take: a page that is begun is taken."""
    return -(-tokens // page)


def least_steps(letters: Sequence[Letter], pages: int, page: int) -> int:
    """The larger of: all that is held, in pages times steps, over the pages there are; and the end of the letter that must end last."""
    held = sum(
        pages_for(letter["prompt"] + made, page) for letter in letters for made in range(1, letter["writes"] + 1)
    )
    last = max((letter["arrives"] + letter["writes"] for letter in letters), default=0)
    return max(math.ceil(held / pages), last)


def run(schedule: Schedule, letters: Sequence[Letter], pages: int, page: int = 16, limit: int = 40) -> Run:
    """All steps from the first to the end of the last answer, or to the first fault of *schedule*."""
    seen = Run(copy.deepcopy(list(letters)), pages, page, limit)
    coming = sorted(seen.letters, key=lambda letter: letter["arrives"])
    waiting: list[Letter] = []
    running: list[Letter] = []
    made: dict[int, int] = {}
    least = seen.least
    while (coming or waiting or running) and not seen.fault:
        step = seen.steps
        while coming and coming[0]["arrives"] <= step:
            waiting.append(coming.pop(0))
            seen.overtaken[waiting[-1]["id"]] = 0
        state = _state(step, waiting, running, made, seen)
        chosen, seen.fault = _chosen(schedule(state), waiting, running)
        if seen.fault:
            break
        _start(chosen, waiting, running, made, seen)
        seen.used.append(sum(pages_for(one["prompt"] + made[one["id"]] + 1, page) for one in running))
        if seen.used[-1] > pages:
            seen.fault = f"in step {step} the {len(running)} running letters need {seen.used[-1]} pages, of {pages}"
        _write(running, made, seen)
        if seen.steps > GIVES_UP * least + 50 or (waiting and not any(seen.used[-100:]) and len(seen.used) > 100):
            seen.fault = f"after {seen.steps} steps {len(waiting)} letters still wait, the first of them number {waiting[0]['id'] if waiting else None}"
    return seen


def _state(step: int, waiting: list[Letter], running: list[Letter], made: dict[int, int], seen: Run) -> State:
    """What a schedule is told: nothing of it is the server's own."""
    return {
        "step": step,
        "pages": seen.pages,
        "page": seen.page,
        "limit": seen.limit,
        "waiting": [{name: one[name] for name in SHOWN} | {"overtaken": seen.overtaken[one["id"]]} for one in waiting],
        "running": [{name: one[name] for name in SHOWN} | {"made": made[one["id"]]} for one in running],
    }


def _chosen(answer: Any, waiting: list[Letter], running: list[Letter]) -> tuple[list[int], str]:
    """The ids that *answer* names, and what is wrong with them."""
    try:
        ids = [int(one) for one in answer]
        bad = [one for one in answer if isinstance(one, bool) or int(one) != one]
    except (TypeError, ValueError):
        return [], f"schedule returned {type(answer).__name__}, {answer!r}"[:120] + ", no list of ids"
    known = {letter["id"] for letter in waiting}
    if bad or len(set(ids)) < len(ids):
        return [], f"schedule returned {ids}: an id twice, or none"
    for one in ids:
        if one not in known:
            busy = any(letter["id"] == one for letter in running)
            return [], f"schedule wants to start {one}, which {'runs already' if busy else 'does not wait'}"
    return ids, ""


def _start(chosen: list[int], waiting: list[Letter], running: list[Letter], made: dict[int, int], seen: Run) -> None:
    starting = [letter for letter in waiting if letter["id"] in chosen]
    waiting[:] = [letter for letter in waiting if letter["id"] not in chosen]
    order = {letter["id"]: place for place, letter in enumerate(seen.letters)}

    def came(letter: Letter) -> tuple[int, int]:
        return letter["arrives"], order[letter["id"]]

    for letter in waiting:
        seen.overtaken[letter["id"]] += sum(came(one) > came(letter) for one in starting)
    for letter in starting:
        made[letter["id"]] = 0
        seen.began[letter["id"]] = seen.steps
    running += starting


def _write(running: list[Letter], made: dict[int, int], seen: Run) -> None:
    """One token for each of *running*; who has all leaves, and its pages are free."""
    for letter in running:
        made[letter["id"]] += 1
        if made[letter["id"]] == letter["writes"]:
            seen.ended[letter["id"]] = seen.steps
    running[:] = [letter for letter in running if made[letter["id"]] < letter["writes"]]


@beside
def decisions(
    schedule: Schedule, letters: list[Letter], pages: int, page: int, limit: int
) -> tuple[list[list[int]], str]:
    """What *schedule* chose, step by step, and the error that it raised, if any."""
    chosen: list[Any] = []
    error = ""

    def noted(state: State) -> Any:
        nonlocal error
        try:
            answer = schedule(state)
        except Exception as raised:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            error = f"{type(raised).__name__}: {raised}"
            answer = None
        plain = isinstance(answer, list | tuple | set) or type(answer).__name__ == "ndarray"
        if not plain:
            error = error or f"it returned {answer!r}"[:80]
        chosen.append([_number(one) for one in answer] if plain else [])
        return chosen[-1] if plain else None

    run(noted, letters, pages, page, limit)
    return chosen, error


def _number(value: Any) -> Any:
    try:
        return value if isinstance(value, bool | str) else int(value) if int(value) == value else repr(value)
    except (TypeError, ValueError):
        return repr(value)[:40]


def whole_batches(state: State) -> list[int]:
    """A wrong turn: start as many as fit, and nobody else until all of them have ended."""
    return [] if state["running"] else in_turn(state)


def in_turn(state: State) -> list[int]:
    """Another one: the first in line starts when it fits, and until then nobody behind it does."""
    line = [*state["running"], *state["waiting"]]
    held, started = 0, []
    for place, one in enumerate(line):
        held += pages_for(one["prompt"] + one["most"], state["page"])
        if held > state["pages"]:
            break
        if place >= len(state["running"]):
            started.append(one["id"])
    return started


def morning(together: int = 6) -> list[Letter]:
    """Monday's letters: three long ones with attachments among the first, and 66 short ones, so many *together* in each step."""
    letters = [
        {
            "arrives": place // together,
            "prompt": 12 + 9 * (place % 6),
            "most": 16 + 8 * (place % 3),
            "writes": 14 + 8 * (place % 3),
        }
        for place in range(66)
    ]
    for place in range(3):
        letters.insert(2 * place, {"arrives": 0, "prompt": 300, "most": 64, "writes": 58 + 2 * place})
    return [{"id": 101 + place, **letter} for place, letter in enumerate(letters)]
