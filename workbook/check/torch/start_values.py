"""Whether a layer's start values come from the distribution that they should come from.

Many modules are made, and all their numbers looked at: bounds, and the distance between distribution functions
(Kolmogorov and Smirnov). Each bound refuses a right answer less than once in ten million runs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check.torch.observe import start_values

MODULES = 40
"""How many modules of the answer are made."""
REFERENCES = 100
RARE = 18.0
"""Minus the logarithm of the chance at which a right answer is refused: e to the -18 is less than 2 in 100 million."""


def is_drawn(start: Tensor) -> bool:
    """Whether these start values are drawn at random. Torch's own constants are 0 and 1."""
    if not start.is_floating_point() or not start.numel():
        return False
    return start.unique().numel() > 1 or start.flatten()[0].item() not in (0, 1)


def of_many(
    like: Callable[..., nn.Module], args: Sequence[Any], kwargs: Mapping[str, Any], run: int
) -> dict[str, Tensor]:
    """What the layer to be equalled draws, by name."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(run)
        return start_values(like, args, kwargs, REFERENCES)


def unlike(came: Tensor, wanted: Tensor) -> str:
    """How *came* differs from *wanted* in words, both with one row of numbers for each module made; nothing if it doesn't."""
    if len(came) > 1 and torch.equal(came[0], came[1]):
        return "starts with the same numbers each time"
    values, known = (_some(part).double().sort().values for part in (came, wanted))
    if not bool(torch.isfinite(values).all()):
        return "starts with NaN or infinity"
    if values.unique().numel() < 0.9 * values.numel():
        return f"holds few different numbers: {values.unique().numel()} in {values.numel()}"
    bound, room = float(known.abs().max()), 2 * RARE / known.numel()
    uniform = _distance(known, _uniform(bound)) < _most(known.numel()) and room < 0.2
    if not uniform:
        return _apart(values, known)
    low, high, slack = float(values[0]), float(values[-1]), bound * 2 * RARE / values.numel()
    words = f"starts between {low:.4g} and {high:.4g}, expected between {-bound:.4g} and {bound:.4g}"
    crooked = _distance(values, _uniform(bound)) >= _most(values.numel()) + room
    short = high < bound - slack or low > slack - bound
    if crooked and min(high, -low) > 0.9 * bound:
        short = False  # its ends are thin, not missing
    if max(high, -low) > bound * (1 + room) or short:
        return f"{words} (seen in {len(came)} layers)"
    if crooked:
        inner = float((values.abs() < bound / 2).double().mean())
        return f"isn't drawn uniformly: {inner:.0%} of the numbers lie in the inner half of the bounds, expected 50 %"
    return ""


def alike(draws: Mapping[str, Tensor]) -> tuple[str, str] | None:
    """Two entries that are drawn, and hold the same numbers in each module, or those of one with the other's sign; None if all differ."""
    drawn = [(name, values) for name, values in draws.items() if is_drawn(values)]
    for (one, first), (other, second) in itertools.combinations(drawn, 2):
        if first.shape == second.shape and torch.equal(first.abs(), second.abs()):
            return one, other
    return None


def _some(numbers: Tensor) -> Tensor:
    """At most about ten thousand of the numbers, from all modules."""
    flat = numbers.flatten()
    return flat[:: flat.numel() // 10_000 + 1]


def _uniform(bound: float) -> Callable[[Tensor], Tensor]:
    return lambda values: ((values + bound) / (2 * bound)).clamp(0, 1)


def _most(count: int) -> float:
    """The distance from its own distribution function that *count* numbers hardly ever reach (Dvoretzky, Kiefer, Wolfowitz)."""
    return math.sqrt((RARE + math.log(2)) / (2 * count))


def _distance(values: Tensor, distribution: Callable[[Tensor], Tensor]) -> float:
    """The largest gap between the distribution function of sorted *values* and *distribution*."""
    count = values.numel()
    steps = torch.arange(count + 1, dtype=torch.float64) / count
    at = distribution(values)
    return float(torch.maximum((at - steps[:-1]).abs(), (at - steps[1:]).abs()).max())


def _apart(values: Tensor, known: Tensor) -> str:
    """Two samples beside each other, whatever their distribution."""
    grid = torch.cat([values, known])
    share = [torch.searchsorted(part, grid, right=True).double() / part.numel() for part in (values, known)]
    gap = float((share[0] - share[1]).abs().max())
    if gap < math.sqrt((RARE + math.log(2)) / 2 * (1 / values.numel() + 1 / known.numel())):
        return ""
    came, wanted = (float(part.std()) for part in (values, known))
    means = float(values.mean()), float(known.mean())
    return (
        f"starts with a mean of {means[0]:.3g} and a standard deviation of {came:.3g}, "
        f"expected about {means[1]:.3g} and {wanted:.3g}"
    )
