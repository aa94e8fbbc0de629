"""Every way that chance can go: an answer that leaves all chance to ``pick`` is run once for each, with the chance of each.

So its distribution is known exactly, without a single random number. Raw observations only.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from workbook.check.observers import beside

Table = list[list[list[float]]]
"""The distribution of the next token, by the last two."""
WAYS = 40_000


class TooMany(Exception):
    """More draws than any answer needs."""


def picker(rng: np.random.Generator) -> Callable[[Sequence[float]], int]:
    """A ``pick`` for real use: draws a token from the distribution that it is given, with *rng*."""

    def pick(distribution: Sequence[float]) -> int:
        share = weighed(distribution)
        return int(rng.choice(len(share), p=np.asarray(share) / math.fsum(share)))

    return pick


def weighed(distribution: Sequence[float]) -> list[float]:
    """*distribution* as floats; ValueError if it is none: a number below 0, no number, or another sum than 1."""
    share = [float(chance) for chance in distribution]
    if not share or not all(chance >= 0 for chance in share) or abs(math.fsum(share) - 1) > 1e-9:
        shown = ", ".join(f"{chance:.4g}" for chance in share[:6])
        raise ValueError(f"pick was given [{shown}], which is no distribution: it adds up to {math.fsum(share):.6g}")
    return share


class Course:
    """One way: the first choices are given, from there on the first that has a chance is taken; the others are noted."""

    def __init__(self, given: tuple[int, ...]) -> None:
        self.given, self.made, self.weight = given, 0, 1.0
        self.open: list[tuple[int, ...]] = []
        self.taken: list[int] = []

    def pick(self, distribution: Sequence[float]) -> int:
        """A token of *distribution*."""
        if self.made > 200:
            raise TooMany("more than 200 draws in one run")
        share = weighed(distribution)
        if self.made < len(self.given):
            choice = self.given[self.made]
        else:
            able = [token for token, chance in enumerate(share) if chance > 0]
            choice = able[0]
            self.open += [(*self.taken, other) for other in able[1:]]
        self.taken.append(choice)
        self.made += 1
        self.weight *= share[choice]
        return choice


@beside
def outcomes(
    speculate: Callable[..., Any], target: Table, draft: Table, prompt: list[int], length: int, ahead: int
) -> dict[str, Any]:
    """Each way *speculate* can go, as [weight, tokens, rounds, accepted, calls of target, calls of draft, odd call]."""
    ways: list[list[Any]] = []
    waiting: list[tuple[int, ...]] = [()]
    given = list(prompt)
    while waiting:
        course = Course(waiting.pop())
        calls: dict[str, Any] = {"target": 0, "draft": 0, "odd": ""}

        def after(table: Table, tokens: Sequence[int]) -> list[float]:
            return list(table[tokens[-2]][tokens[-1]])

        def begun(name: str, tokens: Sequence[int], calls: dict[str, Any]) -> None:
            if [int(token) for token in tokens][: len(given)] != given and not calls["odd"]:
                calls["odd"] = f"{name} was called with the text {list(tokens)}, the prompt is {given}"

        def large(tokens: Sequence[int], drafted: Sequence[int], calls: dict[str, Any] = calls) -> list[list[float]]:
            calls["target"] += 1
            if len(drafted) != ahead and not calls["odd"]:
                calls["odd"] = f"target was called with {len(drafted)} drafted tokens"
            begun("target", tokens, calls)
            every = [*tokens, *drafted]
            return [after(target, every[: len(tokens) + more]) for more in range(len(drafted) + 1)]

        def quick(tokens: Sequence[int], calls: dict[str, Any] = calls) -> list[float]:
            calls["draft"] += 1
            begun("draft", tokens, calls)
            return after(draft, tokens)

        try:
            report = speculate(large, quick, prompt, length, ahead, course.pick)
            tokens = [int(token) for token in report["tokens"]]
            counts = [_count(report["rounds"]), _count(report["accepted"])]
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            return {"ways": [], "error": f"{type(error).__name__}: {error}", "kept": prompt == given}
        ways.append([course.weight, tokens, *counts, calls["target"], calls["draft"], calls["odd"]])
        waiting += course.open
        if len(ways) > WAYS:
            return {"ways": [], "error": f"TooMany: more than {WAYS} ways", "kept": prompt == given}
    return {"ways": ways, "error": "", "kept": prompt == given}


def _count(value: Any) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise TypeError(f"a count that is {value!r}")
    return int(value)


@beside
def passes(
    attention: Callable[..., Any],
    calls: list[dict[str, Any]],
    weights: dict[str, Any],
    heads: int,
    kv_heads: int,
    padding: Any,
) -> list[dict[str, Any]]:
    """*attention* on each of *calls*, {"x": tensor, "after": number of the call whose cache is handed in, or None}.

    Of each call: out, the cache's keys and values (where they are tensors), the error, and whether all that was handed in is as it was.
    """
    seen: list[dict[str, Any]] = []
    caches: list[Any] = []
    for call in calls:
        x, own, filling = call["x"].clone(), {name: weight.clone() for name, weight in weights.items()}, padding.clone()
        before: Any = None if call["after"] is None else caches[call["after"]]
        copied = {name: before[name].clone() for name in ("keys", "values")} if before is not None else {}
        note: dict[str, Any] = {"out": None, "keys": None, "values": None, "error": "", "came": "", "changed": ""}
        try:
            result = attention(x, own, heads, kv_heads, filling, before)
            note["came"] = type(result).__name__
            out, cache = result
            note["out"], note["keys"], note["values"] = (
                out.detach().clone(),
                cache["keys"].detach().clone(),
                cache["values"].detach().clone(),
            )
            caches.append(cache)
        except Exception as error:  # noqa: BLE001
            note["error"] = f"{type(error).__name__}: {error}"
        handed = [("x", x, call["x"]), ("padding", filling, padding)]
        handed += [(f'weights["{name}"]', own[name], weights[name]) for name in weights]
        handed += [(f'cache["{name}"]', before[name], kept) for name, kept in copied.items()]
        note["changed"] = next(
            (name for name, now, then in handed if now.shape != then.shape or not bool((now == then).all())), ""
        )
        seen.append(note)
        if note["error"]:
            break
    return seen


@beside
def called(function: Callable[..., Any], args: tuple[Any, ...], settings: dict[str, Any]) -> dict[str, Any]:
    """*function* called once: its result if that is plain data, the error, whether what was handed in is as it was, and whether the result is a part of it."""
    given = [copy.deepcopy(one) for one in args]
    own = copy.deepcopy(settings)
    note: dict[str, Any] = {"result": None, "came": "", "error": "", "changed": False, "shared": False}
    try:
        result = function(*given, **own)
        note["shared"] = isinstance(result, torch.Tensor) and any(_share(result, one) for one in given)
        note["result"] = _plain(result)
        note["came"] = type(note["result"]).__name__
    except Exception as error:  # noqa: BLE001
        note["error"] = f"{type(error).__name__}: {error}"
    pairs = [*zip(given, args, strict=True), *((own[name], settings[name]) for name in settings)]
    note["changed"] = not all(_alike(now, then) for now, then in pairs)
    return note


def _share(result: torch.Tensor, given: Any) -> bool:
    return isinstance(given, torch.Tensor) and result.untyped_storage().data_ptr() == given.untyped_storage().data_ptr()


def _plain(result: Any) -> Any:
    if isinstance(result, torch.Tensor):
        return result.detach().clone()
    if isinstance(result, dict):
        return {str(name): _plain(value) for name, value in result.items()}
    if isinstance(result, np.ndarray | np.generic):
        return result.tolist() if result.dtype.kind in "fiub" else repr(result)[:80]
    if isinstance(result, list | tuple):
        return [_plain(value) for value in result]
    return (
        result if isinstance(result, bool | int | float | str | None) else f"an object of type {type(result).__name__}"
    )


def _alike(now: Any, then: Any) -> bool:
    if isinstance(then, torch.Tensor):
        return isinstance(now, torch.Tensor) and now.shape == then.shape and bool((now == then).all())
    if isinstance(then, np.ndarray):
        return isinstance(now, np.ndarray) and np.array_equal(now, then)
    return bool(now == then)
