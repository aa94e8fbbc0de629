"""A loop of which nothing was seen, or only NaN, has no behaviour: what is compared must hold."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.nn import functional

import loop_watch
from hidden import looks, loops
from workbook.check.failure import Failure
from workbook.check.observers import find, set_channel


def _everywhere(calls: list[dict[str, Any]], **changes: Any) -> None:
    for call in calls:
        for name, change in changes.items():
            call[name] = change(call[name])


def _nan(value: Any) -> Any:
    return torch.full_like(value, math.nan)


def _of(seen: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [call for call in seen["calls"] if call[kind]]


VALUES = {"gradients", "loss", "clipping", "schedule", "mean", "total", "best", "parameters"}
EVERY = {*loop_watch.LOOKS, *looks._HARD}
SPOILT: dict[str, tuple[Callable[[dict[str, Any]], Any], set[str]]] = {
    "no weights": (lambda seen: _everywhere(seen["calls"], weight=_nan, bias=_nan), VALUES - {"mean", "total"}),
    "no history": (lambda seen: seen.update(history=[math.nan] * len(seen["history"])), {"mean", "total", "best"}),
    "an endless history": (lambda seen: seen.update(history=[math.inf] * len(seen["history"])), {"mean", "total"}),
    "no outputs": (lambda seen: _everywhere(seen["calls"], out=_nan), {"mean", "total"}),
    "no best": (lambda seen: seen.update(best={}), {"best"}),
    "a best of nothing": (
        lambda seen: seen.update(best={name: _nan(value) for name, value in seen["best"].items()}), {"best"}),
    "no validation": (lambda seen: seen.update(calls=_of(seen, "train")), EVERY),
    "no training": (lambda seen: seen.update(calls=_of(seen, "valid")), EVERY),
    "no call": (lambda seen: seen.update(calls=[]), EVERY),
    "batches of no kind": (lambda seen: _everywhere(seen["calls"], train=lambda _: [], valid=lambda _: []), EVERY),
    "always the last batch": (
        lambda seen: _everywhere(_of(seen, "train"), train=lambda _: [2]), {"gradients", "batches"}),
}  # fmt: skip


@pytest.mark.parametrize("paper", ["one", "two"])
@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_loop_of_which_nothing_was_seen_has_no_behaviour(
    spoilt: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, behaviours = SPOILT[spoilt]

    def observe(name: str, args: Any, kwargs: Any) -> Any:
        seen = find(name)(*args, **kwargs)
        spoil(seen)
        return seen

    names: dict[str, Any] = {"torch": torch, "F": functional, "copy": copy}
    exec(loops.text(paper), names)
    set_channel(observe)
    try:
        watched = looks.Watched(names["train"], paper, torch.Generator().manual_seed(0))
        for behaviour in sorted(behaviours):
            with pytest.raises((Failure, LookupError)):
                looks.holds(watched, behaviour)
    finally:
        set_channel(None)
