"""What is seen of answers about costs that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn

import costs_models
from workbook.check.observers import beside


def plain(value: Any) -> Any:
    """*value* with NumPy's and torch's single numbers as Python's, tuples and lists as lists."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray | Tensor) and value.ndim == 0):
        return value.item()
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(one) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return f"a {type(value).__name__}"


def _outcome(answer: Callable[..., Any], *args: Any, **settings: Any) -> dict[str, Any]:
    seen: dict[str, Any] = {"value": None, "came": "", "error": ""}
    try:
        value = answer(*args, **settings)
        seen["came"] = f"{type(value).__name__}, {value!r}"[:160]
        seen["value"] = plain(value)
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"[:200]
    return seen


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        return one.equals(other) and list(one.columns) == list(other.columns) and one.index.equals(other.index)
    return bool(one == other)


@beside
def call(answer: Callable[..., Any], *args: Any, **settings: Any) -> dict[str, Any]:
    """One call of *answer* with plain data: what came, and whether its arguments are as they were."""
    given = copy.deepcopy(args)
    seen = _outcome(answer, *given, **settings)
    return {**seen, "kept": all(_same(one, other) for one, other in zip(given, args, strict=True))}


@beside
def sized(answer: Callable[..., Any], spec: list[Any]) -> dict[str, Any]:
    """What *answer* says of the model of *spec*, and whether its state is as it was."""
    model = costs_models.build(spec)
    before = _state(model)
    seen = _outcome(answer, model)
    return {**seen, "changed": _changed(before, _state(model))}


@beside
def counted(
    answer: Callable[..., Any], spec: list[Any], shape: list[int], words: int = 0, gradients: bool = True
) -> dict[str, Any]:
    """What *answer* says of the model of *spec* on an input of *shape* (tokens below *words*, if any), and what it left changed.

    *gradients*: whether torch records them when it is called. One hook is the model's own from the start; it notes mode and gradients of each pass.
    """
    model = costs_models.build(spec)
    passes: list[dict[str, bool]] = []

    def noted(module: nn.Module, args: Any, output: Any) -> None:
        training = any(one.training for one in module.modules())
        passes.append({"training": training, "gradients": torch.is_grad_enabled()})

    model.register_forward_hook(noted)
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter) if parameter.requires_grad else None
    dtype = next(iter(model.parameters())).dtype
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        x = torch.randint(words, tuple(shape)) if words else torch.randn(tuple(shape), dtype=dtype)
        given, before, chance = x.clone(), _state(model), torch.get_rng_state()
        with torch.set_grad_enabled(gradients):
            seen = _outcome(answer, model, given)
            grad = torch.is_grad_enabled()
        changed = _changed(before, _state(model))
        if not torch.equal(chance, torch.get_rng_state()):
            changed.append("torch's random generator")
        if not torch.equal(given, x):
            changed.append("x")
        if grad != gradients:
            changed.append("whether torch records gradients")
    return {**seen, "changed": changed, "passes": passes}


def _state(model: nn.Module) -> dict[str, Any]:
    def hooks(module: nn.Module) -> list[Any]:
        kinds = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks")
        return [list(getattr(module, kind)) for kind in kinds] + ["forward" in vars(module)]

    return {
        "the hooks of a layer": [hooks(module) for module in model.modules()],
        "the training mode of a layer": [module.training for module in model.modules()],
        "a parameter": [one.detach().clone() for one in model.parameters()],
        "the running statistics of a norm": [one.clone() for one in model.buffers()],
        "which parameters are trained": [one.requires_grad for one in model.parameters()],
        "a gradient": [one.grad.clone() for one in model.parameters() if one.grad is not None],
    }


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    def same(one: Any, other: Any) -> bool:
        if isinstance(one, Tensor):
            return one.dtype == other.dtype and torch.equal(one, other)
        return bool(one == other)

    return [
        name for name in before
        if len(before[name]) != len(after[name]) or not all(map(same, before[name], after[name]))
    ]  # fmt: skip


class _World:
    """Two functions and a clock that moves with their calls alone."""

    def __init__(self, script: dict[str, Any]) -> None:
        self.script = script
        self.now = float(script["from"])
        self.calls: list[str] = []
        self.events: list[str] = []

    def run(self, version: str) -> None:
        own, place = self.calls.count(version), len(self.calls)
        self.calls.append(version)
        self.events.append(version)
        self.now += self.script[version][own % len(self.script[version])] * (1 + self.script["drift"] * place)

    def clock(self) -> float:
        self.events.append("clock")
        return self.now


@beside
def measured(answer: Callable[..., Any], script: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """Run *answer* with functions and a clock of a *script*: what it returned, and in which order it called them.

    *script*: "old" and "new", the seconds of the calls one by one; "drift", by how much of itself each call is slower
    than the one before, whichever it was; "from", what the clock shows at first.
    """
    world = _World(script)
    seen = _outcome(answer, lambda: world.run("old"), lambda: world.run("new"), world.clock, **settings)
    return {**seen, "calls": world.calls, "events": world.events}
