"""What is drawn once: an equal world each time, its own for each caller, and a generator that goes on as if it had drawn."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from workbook.check import drawn
from workbook.check.drawn import drawn_once, worked_out_once

calls: list[str] = []


@drawn_once
def with_numpy(rng: np.random.Generator, rows: int, kind: str = "plain") -> pd.DataFrame:
    calls.append(kind)
    return pd.DataFrame({"n": rng.normal(size=rows)}, index=rng.permutation(rows))


@drawn_once
def with_torch(draw: torch.Generator, rows: int, kind: str = "plain") -> list[torch.Tensor]:
    calls.append(kind)
    return [torch.randn(rows, generator=draw)]


@drawn_once
def with_random(chance: random.Random, rows: int, kind: str = "plain") -> dict[str, list[float]]:
    calls.append(kind)
    return {"n": [chance.random() for _ in range(rows)]}


Draw = Callable[..., Any]
DRAWS = [
    (with_numpy, np.random.default_rng, lambda rng: rng.random()),
    (with_torch, lambda seed: torch.Generator().manual_seed(seed), lambda rng: torch.rand(1, generator=rng).item()),
    (with_random, random.Random, lambda rng: rng.random()),
]
each = pytest.mark.parametrize(("draw", "made", "following"), DRAWS, ids=["numpy", "torch", "random"])


def same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_kept", OrderedDict())
    calls.clear()


@each
def test_from_one_state_it_draws_once_and_the_generator_goes_on_as_if_it_had(
    draw: Draw, made: Draw, following: Draw
) -> None:
    first, again, plain = made(3), made(3), made(3)
    worlds = draw(first, 5), draw(again, 5), draw.__wrapped__(plain, 5)  # type: ignore[attr-defined]
    assert same(worlds[0], worlds[1])
    assert same(worlds[1], worlds[2])
    assert len(calls) == 2  # the second is the one without memory
    assert following(first) == following(again) == following(plain)


@each
def test_another_state_or_another_argument_is_another_world(draw: Draw, made: Draw, following: Draw) -> None:
    rng = made(3)
    assert not same(draw(rng, 5), draw(rng, 5))
    assert not same(draw(made(3), 5), draw(made(3), 6))
    draw(made(3), 5, kind="wide")
    draw(made(3), 5, "wide")
    assert calls == ["plain", "plain", "plain", "wide", "wide"]


def test_who_changes_a_world_changes_only_their_own() -> None:
    mine = with_numpy(np.random.default_rng(1), 4)
    mine["n"] = 0.0
    assert with_numpy(np.random.default_rng(1), 4)["n"].abs().sum() > 0
    assert len(calls) == 1


def test_what_cannot_be_kept_is_drawn_each_time() -> None:
    @drawn_once
    def rule(rng: np.random.Generator) -> Callable[[float], bool]:
        calls.append("rule")
        limit = rng.random()
        return lambda number: number > limit

    @drawn_once
    def until(rng: np.random.Generator, good: Callable[[float], bool]) -> float:
        calls.append("until")
        return next(number for number in iter(rng.random, None) if good(number))

    rules = [rule(np.random.default_rng(1)) for _ in range(2)]
    assert [found(0.5) for found in rules] == [False, False]
    numbers = [until(np.random.default_rng(2), lambda number: number > 0.9) for _ in range(2)]
    assert numbers[0] == numbers[1]
    assert calls == ["rule", "rule", "until", "until"]


def test_a_draw_that_fails_fails_again() -> None:
    @drawn_once
    def nothing(rng: np.random.Generator) -> None:
        calls.append("nothing")
        raise ValueError("no world found")

    for _ in range(2):
        with pytest.raises(ValueError, match="no world found"):
            nothing(np.random.default_rng(1))
    assert len(calls) == 2


def test_a_reference_is_worked_out_once_for_equal_arguments_and_each_caller_has_a_copy() -> None:
    @worked_out_once
    def largest(table: pd.DataFrame, column: str = "n") -> dict[str, float]:
        calls.append(column)
        return {"largest": float(table[column].max())}

    tables = [pd.DataFrame({"n": [1.0, 2.0], "m": [5.0, 4.0]}) for _ in range(3)]
    largest(tables[0])["largest"] = 0.0
    assert largest(tables[1]) == {"largest": 2.0}
    assert largest(tables[1], column="m") == {"largest": 5.0}
    tables[2].loc[1, "n"] = 3.0
    assert largest(tables[2]) == {"largest": 3.0}
    assert calls == ["n", "m", "n"]


def test_a_reference_that_cannot_be_kept_is_worked_out_each_time() -> None:
    @worked_out_once
    def above(limit: float) -> Callable[[float], bool]:
        calls.append("above")
        return lambda number: number > limit

    @worked_out_once
    def twice(work: Callable[[], float]) -> float:
        calls.append("twice")
        return 2 * work()

    assert [above(1.0)(2.0), above(1.0)(0.0)] == [True, False]
    assert [twice(lambda: 1.0), twice(lambda: 3.0)] == [2.0, 6.0]
    assert calls == ["above", "above", "twice", "twice"]
