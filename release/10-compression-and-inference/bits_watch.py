"""What is seen of answers about fewer bits (lesson 4) that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from workbook.check.observers import beside

PLAIN = (bool, int, float, str, np.bool_, np.integer, np.floating)


def _plain(value: Any) -> Any:
    """The value as plain data; what is none becomes text."""
    if value is None or isinstance(value, PLAIN):
        return value
    if type(value) is np.ndarray and value.dtype.kind in "biuf":
        return np.array(value)
    if type(value) in (tuple, list):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return f"an object of type {type(value).__name__}"


def _arrays(value: Any) -> list[np.ndarray[Any, Any]]:
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [one for item in value for one in _arrays(item)] if isinstance(value, tuple | list) else []


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return (
            type(one) is type(other)
            and one.dtype == other.dtype
            and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list) and type(one) is type(other):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


@beside
def run(
    function: Callable[..., Any], calls: Sequence[tuple[Any, ...]], named: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """What *function* gives for each tuple of arguments, up to the first error, and what it does to them.

    *named*: arguments by name, a dict for each call. ``kept``: the arguments are as before; ``shared``: the result lies in
    the memory of an argument.
    """
    seen: list[dict[str, Any]] = []
    for number, given in enumerate(calls):
        words = dict(named[number]) if named else {}
        before = copy.deepcopy((given, words))
        try:
            result = function(*given, **words)
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            kinds = [kind.__name__ for kind in type(error).__mro__]
            seen.append(
                {
                    "result": None,
                    "error": f"{type(error).__name__}: {error}",
                    "kinds": kinds,
                    "kept": True,
                    "shared": False,
                }
            )
            break
        shared = any(np.may_share_memory(one, other) for one in _arrays(result) for other in _arrays(given) if one.size)
        kept = _same(before[0], given) and _same(before[1], words)
        seen.append({"result": _plain(result), "error": "", "kinds": [], "kept": kept, "shared": shared})
    return seen


@beside
def module(
    kind: Callable[..., Any],
    settings: dict[str, Any],
    steps: Sequence[dict[str, Any]],
    start: float | None = None,
    double: bool = True,
) -> dict[str, Any]:
    """Make ``kind(**settings)`` in float64 (*double*, else as it is) and run it on float64, batch after batch.

    Each step is a dict with ``x``, ``train``, ``quiet`` (under ``torch.no_grad()``) and ``slope`` (what comes back from above the output). *start*: what is loaded
    into its only buffer first. Of each batch: output, the input's gradient, the state afterwards, whether the input was kept.
    """
    seen: dict[str, Any] = {"steps": [], "error": "", "names": [], "parameters": 0}
    try:
        made = kind(**settings)
        if double:
            made.double()
        seen["names"] = list(made.state_dict())
        seen["shapes"] = [list(value.shape) for value in made.state_dict().values()]
        seen["begins"] = [float(value) for value in made.state_dict().values() if value.numel() == 1]
        seen["parameters"] = len(list(made.parameters()))
        if start is not None:
            made.load_state_dict({"largest": torch.tensor(start, dtype=torch.float64)})
        for step in steps:
            made.train(step["train"])
            given = torch.tensor(step["x"], dtype=torch.float64, requires_grad=True)
            x = given * 1.0  # not a leaf: an answer that writes into it is seen, and autograd doesn't forbid it
            before = x.detach().clone()
            with torch.set_grad_enabled(not step["quiet"]):
                y = made(x)
            noted: dict[str, Any] = {
                "shape": list(y.shape),
                "dtype": str(y.dtype),
                "output": y.detach().double().numpy().copy(),
            }
            noted["kept"] = bool(torch.equal(x.detach(), before))
            if y.requires_grad:
                (y * torch.tensor(step["slope"], dtype=torch.float64)).sum().backward()
            noted["gradient"] = None if given.grad is None else given.grad.numpy().copy()
            state = made.state_dict()["largest"]
            noted["state"], noted["tied"] = float(state), bool(state.requires_grad)
            seen["steps"].append(noted)
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen
