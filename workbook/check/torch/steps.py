"""The steps that a layer is led through: made from what a test gives, on weights drawn for it, and told in words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from workbook.check.seeds import torch_generator
from workbook.check.torch.observe import Steps

if TYPE_CHECKING:
    from workbook.check.torch.layers import Case


def told(case: Case, steps: Steps, setting: Mapping[str, Any]) -> str:
    """What is done with a case, in words: each step's mode, shapes and options, and whether gradients are asked for."""
    words = [case.at(steps, number).removeprefix(f"{case} ") for number in range(len(steps))]
    options = [
        {name: value.tolist() if isinstance(value, Tensor) else value for name, value in step["options"].items()}
        for step in steps
        if step.get("options")
    ]
    backward = ["gradients"] if setting.get("cotangents") is not None else []
    return "; ".join([*words, *map(str, options), *backward]) or "as it starts"


def random_state(
    like: Callable[..., nn.Module], args: Sequence[Any], kwargs: Mapping[str, Any], name: str, spread: float, run: int
) -> dict[str, Tensor]:
    generator = torch_generator(f"weights of {name}")  # of the run with this seed
    known: dict[str, Tensor] = {}
    for entry, value in like(*args, **kwargs).state_dict().items():
        if value.is_floating_point():
            draw = torch.randn(value.shape, generator=generator) * spread
            known[entry] = draw.abs() + 0.5 if entry.endswith("var") else draw
        else:
            known[entry] = value
    return known


@functools.lru_cache(maxsize=1)
def answer_to(ask: Callable[[], str | None]) -> str | None:
    return ask()


def as_step(batch: Any, train: bool, dtype: torch.dtype) -> dict[str, Any]:
    """A step from a tensor, a tuple of inputs, or a tuple that ends in a dict of options; floats rounded to `dtype`.

    It keeps its inputs as they are now: a test may change its tensor before what came is compared.
    """
    inputs = list(batch) if isinstance(batch, tuple) else [batch]
    options = inputs.pop() if isinstance(inputs[-1], dict) else {}
    rounded = [
        value.to(dtype) if isinstance(value, Tensor) and value.is_floating_point() else value for value in inputs
    ]
    return {
        "inputs": [_now(value) for value in rounded],
        "options": {name: _now(value) for name, value in options.items()},
        "train": train,
    }


def _now(value: Any) -> Any:
    """A copy of a tensor, but for one whose memory a copy would not have in the same order."""
    if not isinstance(value, Tensor) or value.requires_grad:
        return value
    copied = value.clone()
    return copied if copied.stride() == value.stride() else value
