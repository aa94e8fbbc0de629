"""Comparing what schedulers did with what a plan asks for (lesson 2). No answer is worked out here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pipeline_pool
from workbook.check.failure import Failure, show

Entry = tuple[float, str, str]
_WORDS = {"start": "starts", "stop": "stops", "done": "ends well:", "failed": "fails:"}


def waves_of(
    answer: Callable[..., Any], needs: dict[str, list[str]], expected: list[list[str]], told: str = ""
) -> None:
    """Fail unless ``answer(needs)`` is *expected*, and leaves *needs* as it was."""
    what = f"waves({told or needs})"
    given = {name: list(needed) for name, needed in needs.items()}
    got = answer(given)
    if type(got) not in (list, tuple) or not all(type(wave) in (list, tuple) for wave in got):
        raise Failure(what, "a list of lists", show(got))
    made = [list(wave) for wave in got]
    if made != expected:
        look = ""
        if not expected:
            look = "without any task there is no wave"
        elif [sorted(wave) for wave in made] == [sorted(wave) for wave in expected]:
            look = "within a wave: the order of needs, not that of the alphabet"
        elif [name for wave in made for name in wave] == [name for wave in expected for name in wave]:
            look = "where a wave ends: a task stands in the first wave that it can stand in"
        raise Failure(what, _short(expected), _short(made), look)


def _short(value: list[list[str]]) -> str:
    text = str(value)
    return text if len(text) < 300 else f"{text[:280]} … ({len(value)} waves)"


def refuses(answer: Callable[..., Any], needs: dict[str, list[str]], told: str = "") -> str:
    """The text of the ValueError that ``answer(needs)`` must raise."""
    what, seen = f"waves({told or needs})", pipeline_pool.refused(answer, needs)
    if "ValueError" not in seen["kinds"]:
        raise Failure(what, "a ValueError", seen["came"], "a plan that can't be run is refused")
    return str(seen["text"])


def told_cycle(answer: Callable[..., Any], needs: dict[str, list[str]], told: str = "") -> None:
    """Fail unless the error tells a way round, in which each task needs the next."""
    what, text = f"the error of waves({told or needs})", refuses(answer, needs, told)
    form = "cycle: A needs B needs … needs A"
    if not text.startswith("cycle: ") or "\n" in text:
        raise Failure(what, form, show(text))
    path = text.removeprefix("cycle: ").split(" needs ")
    shown = text if len(text) < 300 else f"{text[:300]} …"
    for one in path:
        if one not in needs:
            raise Failure(what, form, shown, f"{one!r} is no task")
    for one, other in itertools.pairwise(path):
        if other not in needs[one]:
            raise Failure(what, form, shown, f"{one} doesn't need {other}")
    if len(path) < 2 or path[0] != path[-1]:
        raise Failure(what, form, shown, "the path ends with the task that it begins with")
    if len(set(path[:-1])) != len(path) - 1:
        raise Failure(what, form, shown, "no task twice, but for the first, which is also the last")


def plan_text(tasks: Mapping[str, Mapping[str, Any]], script: Mapping[str, Sequence[Any]]) -> str:
    """A plan and what its attempts do, in words: a line for each task."""
    told = []
    for name, task in tasks.items():
        tries = [
            "hangs" if seconds is None else f"{'ends well' if good else 'fails'} after {seconds} s"
            for seconds, good in script[name]
        ]
        needs = f" needs {', '.join(task['needs'])}," if task["needs"] else ""
        told.append(
            f"{name}:{needs} retries {task['retries']}, delay {task['delay']}, timeout {task['timeout']}; {', then '.join(tries)}"
        )
    return "\n            ".join(told)


def happened(log: Sequence[Entry]) -> str:
    """What happened at one moment: "starts a, b; ends well: c"."""
    parts = []
    for what, words in _WORDS.items():
        names = [name for _, kind, name in log if kind == what]
        if names:
            parts.append(f"{words} {', '.join(names)}")
    return "; ".join(parts) or "nothing"


def timeline(log: Sequence[Entry]) -> str:
    """A line for each moment at which something happened."""
    moments = sorted({moment for moment, _, _ in log})
    return "\n".join(f"{moment:6g} s  {happened([entry for entry in log if entry[0] == moment])}" for moment in moments)


def busy(log: Sequence[Entry]) -> int:
    """The most tasks that ran at one time."""
    running, most = 0, 0
    for _, what, _ in log:
        running += 1 if what == "start" else -1
        most = max(most, running)
    return most


def same_run(
    seen: Mapping[str, Any], log: Sequence[Entry], states: dict[str, str], workers: int, plan: str, told: str,
    cause: Callable[[Sequence[Entry], float, set[Entry], set[Entry]], str] = lambda log, moment, lacking, more: "",
) -> None:  # fmt: skip
    """Fail unless the pool saw what it should have seen, moment by moment, and the states are right."""
    what = f"{told}, {workers} worker{'s' * (workers > 1)}\n  the plan: {plan}"
    if seen["error"]:
        raise Failure(what, "states of the tasks", seen["error"])
    got = [(moment, kind, name) for moment, kind, name in seen["log"]]
    if busy(got) > workers:
        raise Failure(what, f"at most {workers} tasks at a time", f"{busy(got)}", "how many workers are busy")
    for moment in sorted({entry[0] for entry in [*log, *got]}):
        wanted = [entry for entry in log if entry[0] == moment]
        came = [entry for entry in got if entry[0] == moment]
        if sorted(wanted) != sorted(came):
            look = cause(got, moment, set(wanted) - set(came), set(came) - set(wanted))
            raise Failure(f"{what}\n  at {moment:g} s", happened(wanted), happened(came), look)
    if seen["states"] is None:
        raise Failure(what, f"a dict, {show(states)}", seen["came"])
    if seen["states"] != states:
        raise Failure(f"{what}\n  the states", show(states), show(seen["states"]))
    if not seen["kept"]:
        raise Failure(what, "tasks left as they were", "tasks was changed")


def unchanged(answer: Callable[..., Any], needs: dict[str, list[str]]) -> None:
    """Fail unless ``answer(needs)`` leaves *needs* as it was, in its order."""
    if not pipeline_pool.leaves_alone(answer, needs):
        raise Failure(f"waves({needs})", "needs left as it was", "needs was changed")
