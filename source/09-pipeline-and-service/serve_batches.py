"""What is seen of a batcher that runs next to the answer, on a loop whose clock jumps: who was answered what and when, and what the model was asked.

Nothing here judges. The model is made here, so that its calls are counted outside of the batcher.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from serve_clock import Idle, VirtualLoop, in_virtual_time
from workbook.check.observers import beside

Note = dict[str, Any]
END = 30.0
"""Seconds of the loop's clock after which a caller counts as never answered."""


class Poison(ValueError):
    """What the model raises for a row that it can't read, unless the plan says otherwise."""


class Unreadable(Exception):
    """An error that is neither a ValueError nor a RuntimeError."""


ERRORS: dict[str, type[Exception]] = {one.__name__: one for one in (Poison, Unreadable, OSError, RuntimeError)}
"""What the model can raise, by name."""


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 3)


class _Model:
    """Answers rows of texts: ``"answer to " + row``; how long it takes and what goes wrong stands in the plan."""

    def __init__(self, plan: Note, loop: VirtualLoop) -> None:
        self.plan, self.loop = plan, loop
        self.calls: list[Note] = []

    async def predict_many(self, rows: Any) -> Any:
        """What the batcher is given: a result for each row, or an error."""
        plain = [row if isinstance(row, str) else repr(row)[:60] for row in rows]
        self.calls.append({"at": _ms(self.loop.time()), "rows": plain, "kind": type(rows).__name__})
        await asyncio.sleep(self.plan.get("takes", 0) / 1000)
        bad = [row for row in plain if row in self.plan.get("poison", [])]
        if bad:
            raise ERRORS[self.plan.get("raises", "Poison")](f"can't read {bad[0]}")
        results: list[Any] = [f"answer to {row}" for row in plain]
        if self.plan.get("numbered"):
            results = [f"answer {place} to {row}" for place, row in enumerate(plain)]
        if any(row in self.plan.get("nothing", []) for row in plain):
            results = [
                None if row in self.plan["nothing"] else result for row, result in zip(plain, results, strict=True)
            ]
        for place, row in enumerate(plain):
            if row in self.plan.get("odd", []):
                results[place] = ValueError(row)  # a result like any other
        if any(row in self.plan.get("short", []) for row in plain):
            results = results[:-1]
        if any(row in self.plan.get("long", []) for row in plain):
            results.append("one too many")
        return results


async def _caller(batcher: Any, row: str, loop: VirtualLoop, note: Note) -> None:
    """One caller: asks, and notes what comes."""
    try:
        result = await batcher.ask(row)
        note["result"] = result if isinstance(result, str | int | float | bool | None) else repr(result)[:80]
        note["outcome"] = "result"
    except asyncio.CancelledError:
        if loop.ended:  # nobody left: the run was over, and this caller still waited
            return
        note["outcome"] = "cancelled"
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        note["outcome"], note["result"] = type(error).__name__, str(error)[:120]
    note["at"] = _ms(loop.time())


async def _run(make_batcher: Callable[..., Any], plan: Note, loop: VirtualLoop, seen: Note) -> None:
    models = [_Model(one, loop) for one in plan["models"]]
    batchers = [make_batcher(model.predict_many, plan["most"], plan["wait"] / 1000) for model in models]
    seen["calls"] = [model.calls for model in models]
    for row in plan["rows"]:
        seen["callers"].append({"row": row["row"], "outcome": "never answered", "result": None, "at": None})
    tasks: list[asyncio.Task[None]] = []
    for place in sorted(range(len(plan["rows"])), key=lambda place: plan["rows"][place]["at"]):
        row = plan["rows"][place]
        if row["at"] > _ms(loop.time()):
            await asyncio.sleep(row["at"] / 1000 - loop.time())
        batcher = batchers[row.get("batcher", 0)]
        tasks.append(loop.create_task(_caller(batcher, row["row"], loop, seen["callers"][place])))
        if "leaves" in row:
            loop.call_at(row["leaves"] / 1000, tasks[-1].cancel)
    await asyncio.wait(tasks, timeout=END)
    loop.ended = True


@beside
def watch(make_batcher: Callable[..., Any], plans: list[Note]) -> list[Note]:
    """Run *plans*: most, wait (ms), models (takes in ms, poison, raises, nothing, odd, numbered, short, long), rows (row, at in ms, leaves in ms, batcher).

    For each: callers (row, outcome, result, at), calls of each model (at, rows), error.
    """
    every: list[Note] = []
    for plan in plans:
        seen: Note = {"callers": [], "calls": [], "error": ""}
        every.append(seen)

        async def main(loop: VirtualLoop, plan: Note = plan, seen: Note = seen) -> None:
            await _run(make_batcher, plan, loop, seen)

        try:
            in_virtual_time(main)
        except Idle:
            pass  # the callers' notes tell who was never answered
        except Exception as error:  # noqa: BLE001
            seen["error"] = f"{type(error).__name__}: {error}"[:300]
    return every


def story(
    make_batcher: Callable[..., Any], callers: int = 240, within: float = 2.0, most: int = 16, wait: float = 0.02
) -> Note:
    """Monday's callers at a model that takes 0.2 s for a call and 0.01 s more for each row, one call at a time: calls, and the last answer's second."""
    note: Note = {"calls": 0, "last": 0.0}

    async def main(loop: VirtualLoop) -> None:
        busy = asyncio.Lock()

        async def predict_many(rows: list[str]) -> list[str]:
            note["calls"] += 1
            async with busy:
                await asyncio.sleep(0.2 + 0.01 * len(rows))
            return [f"answer to {row}" for row in rows]

        batcher = make_batcher(predict_many, most, wait)

        async def caller(number: int) -> None:
            await asyncio.sleep(within * number / callers)
            if await batcher.ask(f"parcel {number}") != f"answer to parcel {number}":
                raise ValueError("an answer went to the wrong caller")

        await asyncio.wait_for(asyncio.gather(*map(caller, range(callers))), 3600)
        note["last"] = round(loop.time(), 1)

    in_virtual_time(main)
    return note
