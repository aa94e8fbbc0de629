"""References are worked out once for equal arguments, and again for others."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch

from workbook.check.torch import references
from workbook.check.torch.references import remembered

calls: list[Any] = []


def work(reference: Callable[..., Any], *arguments: Any) -> Any:
    calls.append(arguments)
    return reference(*arguments)


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    calls.clear()
    monkeypatch.setattr(references, "_known", type(references._known)())


def test_equal_tensors_are_worked_out_once() -> None:
    first = remembered(work, torch.sum, torch.ones(3))
    assert remembered(work, torch.sum, torch.ones(3)) is first
    assert len(calls) == 1


@pytest.mark.parametrize(
    "other",
    [
        torch.zeros(3),
        torch.ones(3, dtype=torch.float64),
        torch.ones(1, 3),
        torch.ones(3, dtype=torch.bfloat16),
        1,
        1.0,
        True,
    ],
)
def test_another_value_type_or_shape_is_worked_out_again(other: Any) -> None:
    remembered(work, torch.as_tensor, torch.ones(3))
    came = remembered(work, torch.as_tensor, other)
    assert len(calls) == 2
    assert came.dtype == torch.as_tensor(other).dtype


def test_a_function_made_anew_from_the_same_code_is_the_same_reference() -> None:
    for _ in range(2):
        remembered(work, lambda x, scale=2: x * scale, 3)
    assert len(calls) == 1


def test_a_function_is_another_one_with_other_defaults_or_names_around_it() -> None:
    made: dict[str, Any] = {"scale": 2}
    came = []
    for scale in (2, 3):
        made["scale"] = scale
        exec("double = lambda x: x * scale", made)
        came.append(remembered(work, made["double"], 5))
    assert came == [10, 15]
    assert [remembered(work, eval(f"lambda x, by={by}: x * by"), 5) for by in (2, 3)] == [10, 15]


def test_the_name_of_an_attribute_is_no_name_around_a_function() -> None:
    made: dict[str, Any] = {"math": math}
    for near in (object(), object()):
        made["sqrt"] = near
        exec("root = lambda x: math.sqrt(x)", made)
        assert remembered(work, made["root"], 4) == 2
    assert len(calls) == 1


def test_what_closes_over_something_or_cannot_be_hashed_is_worked_out_each_time() -> None:
    for scale in (2, 3):
        assert remembered(work, lambda x: x * scale, 5) == 5 * scale  # noqa: B023
    assert [remembered(work, len, {1, 2}) for _ in range(2)] == [2, 2]
    assert len(calls) == 4


def test_the_oldest_goes_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "MOST", 2)
    for number in (1, 2, 3, 1):
        remembered(work, abs, number)
    assert len(calls) == 4
