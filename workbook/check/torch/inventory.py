"""What a layer registers: parameters and buffers by torch's names and shapes, and constant start values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check.failure import fail
from workbook.check.torch import start_values
from workbook.check.torch.differences import differs


def registered(
    case: str, shapes: Mapping[str, str], name: str, shape: list[int], kinds: tuple[str, str], seen: Mapping[str, Any]
) -> None:
    """Fails unless the layer *case* keeps *name* in this *shape* among the first of *kinds*, parameters or buffers."""
    kind, other = kinds
    how = "nn.Parameter(...)" if kind == "parameters" else "self.register_buffer(name, tensor)"
    if name in seen[kind]:
        if seen[kind][name] != shape:
            fail(
                f"{case}: {name!r} has shape {tuple(seen[kind][name])}, expected {tuple(shape)}",
                look=shapes.get(name, "the shapes in __init__"),
            )
        if name not in seen["start"]:
            fail(
                f"{case}: {name!r} is a buffer that isn't saved",
                look="persistent=False leaves it out of state_dict",
            )
    elif name in seen[other]:
        fail(f"{case}: {name!r} is among the {other}; expected it among the {kind}", look=how)
    elif name in seen["attributes"]:
        fail(
            f"{case}: {name!r} is a plain tensor attribute, so it isn't saved in state_dict, nor moved by .to(), nor among the {kind}",
            look=how,
        )
    else:
        fail(
            f"the state_dict of {case} has no {name!r}: expected it among the {kind}, came {sorted(seen['start']) or 'no entries'}",
            look=how,
        )


def started(what: str, value: Tensor, expected: Tensor, exactly: bool) -> None:
    """Fails unless a start value is of the *expected* kind, finite and, with *exactly*, torch's constant if that is one."""
    if value.is_floating_point() != expected.is_floating_point():
        fail(
            f"{what} is {value.dtype}, expected {expected.dtype}",
            look="torch.tensor(0) is a whole number, torch.tensor(0.0) isn't",
        )
    if not bool(torch.isfinite(value).all()):
        fail(f"{what} starts with NaN or infinity", look="torch.empty holds whatever was in memory")
    if exactly and not start_values.is_drawn(expected) and differs(value, expected, 1e-6):
        fail(
            f"{what} starts at {value.flatten()[:3].tolist()}, expected {expected.flatten()[:3].tolist()}",
            look="__init__",
        )


def whose(layer: str) -> str:
    """Who says what the state_dict of *layer* holds: torch, if it has a layer of this name, or else the exercise."""
    return "torch's" if hasattr(nn, layer) else "the text's"


def does_not_load(
    case: str, layer: str, shapes: Mapping[str, str], start: Mapping[str, Tensor], wanted: Mapping[str, Tensor]
) -> None:
    """Says which names, or else which shapes, the weights don't find; goes on if neither is the reason."""
    came, expected = ({name: tuple(value.shape) for name, value in state.items()} for state in (start, wanted))
    other = sorted(name for name in came.keys() & expected.keys() if came[name] != expected[name])
    look = "the names and shapes that __init__ registers"
    weights = "torch's own weights" if hasattr(nn, layer) else "a test's weights"
    told = f"{case} can't load {weights}: "
    if came.keys() != expected.keys():
        fail(f"{told}its state_dict has {sorted(came)}, {whose(layer)} has {sorted(expected)}", look=look)
    for name in other[:1]:
        differ = f"{name!r} has shape {came[name]}, {whose(layer)} has {expected[name]}"
        fail(told + differ, look=shapes.get(name, look))
