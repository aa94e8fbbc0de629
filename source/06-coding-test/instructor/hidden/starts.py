"""What must hold of a layer beside what it shares with its reference: how start values are drawn, and both precisions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check import close
from workbook.check.failure import Failure


def uniform(case: Any, bounds: Mapping[str, float]) -> None:
    """Fail unless each parameter of *bounds* starts uniformly between minus and plus its bound, anew in each layer."""
    one, other = (case.observe([], None, seed=number)["start"] for number in (1, 2))
    for name, bound in bounds.items():
        values = one[name].flatten().double()
        wanted = f"numbers drawn uniformly between {-bound:.4g} and {bound:.4g}"
        low, high = float(values.min()), float(values.max())
        came = f"{len(values)} numbers between {low:.4g} and {high:.4g}, {_share(values, bound):.0%} of them in the middle half"
        if not -bound * 1.001 <= low <= high <= bound * 1.001 or _gap(values, bound) > 3 / math.sqrt(len(values)):
            raise Failure(f"{case}: {name!r} at the start", wanted, came, "how the start values are drawn")
        if torch.equal(one[name], other[name]):
            raise Failure(
                f"{case}: {name!r} at the start", wanted, "the same numbers in every layer", "a seed of its own"
            )


def _share(values: Tensor, bound: float) -> float:
    return float((values.abs() < bound / 2).double().mean())


def _gap(values: Tensor, bound: float) -> float:
    """How far the share of numbers below a place is off at most (Kolmogorov and Smirnov); 3 / √n is as good as never passed."""
    places = (values.sort().values + bound) / (2 * bound)
    steps = torch.arange(len(values) + 1, dtype=torch.float64) / len(values)
    return float(torch.maximum((places - steps[:-1]).abs(), (places - steps[1:]).abs()).max())


def reference(
    like: Callable[..., nn.Module], args: tuple[Any, ...], state: Mapping[str, Any], inputs: tuple[Any, ...]
) -> Any:
    """What the reference *like* gives in double precision."""
    module = like(*args).double()
    module.load_state_dict({name: torch.as_tensor(value).double() for name, value in state.items()})
    with torch.no_grad():
        return module(*(value.double() if value.is_floating_point() else value for value in inputs))


def small(
    case: Any, like: Callable[..., nn.Module], state: Mapping[str, Any], *inputs: Tensor, rtol: float = 1e-4
) -> None:
    """Fail unless the layer with *state* gives what the reference gives; all numbers are told."""
    told = ", ".join(
        [f"{name} {value}" for name, value in state.items()] + [f"input {value.tolist()}" for value in inputs]
    )
    wanted = reference(like, case.args, state, inputs).float()
    close(case.output(*inputs, state=state), wanted, f"{case} with {told}", rtol=rtol, atol=1e-5, dtype="same")


def in_double(case: Any, like: Callable[..., nn.Module], *inputs: Tensor) -> None:
    """Fail unless the layer, its parameters and its input in float64, keeps that dtype and its precision."""
    state = {name: value.double() for name, value in case.random_state().items()}
    # What float32 would round away: an input that passes through it is seen.
    given = [value.double() * (1 + 1e-8) if value.is_floating_point() else value for value in inputs]
    seen = case.observe([{"inputs": given, "options": {}, "train": True}], state, dtype=torch.float64)
    (came,) = seen["steps"][0]["outputs"]
    what = f"{case} in float64, input {tuple(inputs[0].shape)}"
    close(
        came,
        reference(like, case.args, state, tuple(given)),
        what,
        rtol=1e-10,
        atol=1e-12,
        dtype="same",
        look="a cast to float32, a tensor made without dtype=x.dtype, or a small constant that the equations don't have",
    )
