"""The figure of the lesson on uncertainty: how often an interval for a share holds the true share, under a slider for n."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbook.notebook import interactive, svg

__all__ = ["coverage", "held_share"]

Floats = NDArray[np.float64]
Interval = Callable[[int, int], Sequence[float]]
RATES = np.linspace(0.005, 0.995, 199)
LEFT, RIGHT, TOP, BOTTOM = 62.0, 660.0, 56.0, 266.0
LOWEST = 0.5


def held_share(interval: Interval, n: int) -> Floats:
    """For each true share in RATES the chance that *interval(k, n)* holds it: all outcomes k, each with its own chance."""
    k = np.arange(n + 1)
    ends = np.array([tuple(interval(int(hits), n)) for hits in k], dtype=float)
    ways = np.array([math.lgamma(n + 1) - math.lgamma(hits + 1) - math.lgamma(n - hits + 1) for hits in k])
    chance = np.exp(ways + np.outer(np.log(RATES), k) + np.outer(np.log1p(-RATES), n - k))
    inside = (ends[:, 0] <= RATES[:, None] + 1e-12) & (RATES[:, None] <= ends[:, 1] + 1e-12)
    return np.asarray((chance * inside).sum(axis=1))


def _place(rate: float, held: float) -> tuple[float, float]:
    return LEFT + (RIGHT - LEFT) * rate, BOTTOM - (BOTTOM - TOP) * (max(held, LOWEST) - LOWEST) / (1 - LOWEST)


def draw_coverage(interval: Interval, n: int, share: float, name: str = "the interval", level: float = 0.95) -> str:
    """Coverage against the true share for samples of *n*, with the level that is promised and one true *share* marked."""
    held = held_share(interval, n)
    here = float(held[int(np.argmin(abs(RATES - share)))])
    mean = float(held.mean())
    shapes = [svg.text(12, 22, f"How often {name} holds the true share, n = {n}", size=15, bold=True)]
    for mark in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        x, y = _place(0, mark)
        below = "up to " if mark == LOWEST else ""
        shapes += [svg.line(x, y, RIGHT, y), svg.text(x - 6, y + 4, f"{below}{mark:.1f}", size=12, anchor="end")]
    for rate in (0, 0.25, 0.5, 0.75, 1):
        shapes.append(svg.text(_place(rate, 0)[0], BOTTOM + 18, f"{rate:g}", size=12, anchor="middle"))
    shapes.append(svg.text((LEFT + RIGHT) / 2, BOTTOM + 38, "true share", anchor="middle"))
    promised = _place(0, level)[1]
    shapes.append(svg.line(LEFT, promised, RIGHT, promised, colour=svg.GOOD, width=2, dash="6 4"))
    shapes.append(svg.text(RIGHT, promised - 5, f"promised: {level:g}", size=12, anchor="end", colour=svg.GOOD))
    curve = [_place(float(rate), float(chance)) for rate, chance in zip(RATES, held, strict=True)]
    shapes += [svg.path(curve, colour=svg.BLUE), svg.dot(*_place(share, here), svg.VERMILION, 6)]
    told = f"at a true share of {share:g}: {here:.3f};  mean over all shares: {mean:.3f};  lowest: {held.min():.3f}"
    shapes.append(svg.text(12, 44, told))
    alt = f"Coverage of {name} for n = {n}; {told}; promised {level:g}."
    return svg.picture(690, 316, shapes, alt)


def coverage(interval: Interval, name: str = "the interval", n: int = 20, share: float = 0.1) -> None:
    """The coverage of *interval(k, n)*, under sliders for n and for the true share that is marked."""
    controls = {
        "n": interactive.slider("n", 5, 200, n),
        "share": interactive.slider("true share", 0.01, 0.99, share, step=0.01),
    }
    interactive.controlled(lambda n, share: draw_coverage(interval, n, share, name), controls)
