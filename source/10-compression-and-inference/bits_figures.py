"""The figure of the lesson on fewer bits: a histogram of weights, the marks of a grid below it, and the error against bits."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbook.notebook import interactive, svg

__all__ = ["bits_and_error"]

Floats = NDArray[np.float64]
OnGrid = Callable[[int, float], tuple[float, Floats]]
"""From bits, and the share of the range that is covered, to the scale and the weights that come back."""
LEFT, MIDDLE, RIGHT, TOP, BOTTOM = 20.0, 400.0, 690.0, 60.0, 230.0
BITS = range(2, 9)
FINEST, COARSEST = 1e-4, 1.0


def error_of(weights: Floats, back: Floats) -> float:
    """The root of the mean squared difference."""
    return float(np.sqrt(np.mean((weights - back) ** 2)))


def _height(error: float) -> float:
    share = math.log(min(max(error, FINEST), COARSEST) / FINEST) / math.log(COARSEST / FINEST)
    return BOTTOM - (BOTTOM - TOP) * share


def draw(weights: Floats, on_grid: OnGrid, bits: int, cover: float) -> str:
    """Histogram, marks and curve for so many bits, on a grid that covers the share *cover* of the range."""
    farthest = float(np.abs(weights).max())
    scale, back = on_grid(bits, cover)
    counts, _ = np.histogram(weights, bins=61, range=(-farthest, farthest))
    wide = (MIDDLE - 40 - LEFT) / 61

    def across(value: float) -> float:
        return LEFT + (value + farthest) / (2 * farthest) * (MIDDLE - 40 - LEFT)

    shapes = [
        svg.text(12, 22, f"{bits} bits, the grid covers {100 * cover:.0f} in 100 of the range", size=15, bold=True)
    ]
    for place, count in enumerate(counts):
        tall = (BOTTOM - TOP) * count / counts.max()
        shapes.append(svg.box(LEFT + place * wide, BOTTOM - tall, wide, tall, svg.SKY))
    marks = np.unique(back)
    for mark in marks:
        shapes.append(svg.line(across(float(mark)), BOTTOM + 4, across(float(mark)), BOTTOM + 18, colour=svg.VERMILION))
    shapes.append(svg.text(LEFT, BOTTOM + 36, "weights, and below them the marks in use", size=12))
    for error in (1.0, 0.1, 0.01, 0.001, 0.0001):
        y = _height(error)
        shapes += [
            svg.line(MIDDLE + 30, y, RIGHT, y),
            svg.text(MIDDLE + 24, y + 4, f"{error:g}", size=12, anchor="end"),
        ]
    step = (RIGHT - MIDDLE - 60) / (len(BITS) - 1)
    curve = [
        (MIDDLE + 45 + number * step, _height(error_of(weights, on_grid(some, cover)[1])))
        for number, some in enumerate(BITS)
    ]
    shapes += [
        svg.text(x, BOTTOM + 18, str(some), size=12, anchor="middle") for (x, _), some in zip(curve, BITS, strict=True)
    ]
    shapes.append(svg.text(MIDDLE + 150, BOTTOM + 36, "bits", size=12, anchor="middle"))
    shapes += [svg.path(curve, colour=svg.BLUE), svg.dot(*curve[bits - BITS[0]], svg.VERMILION, 6)]
    told = f"error {error_of(weights, back):.5f}, scale {scale:.5f}, {len(marks)} marks in use"
    shapes.append(svg.text(12, 44, told))
    alt = f"Histogram of {weights.size} weights with a grid of {bits} bits over {100 * cover:.0f} in 100 of their range, and the error for 2 to 8 bits; {told}."
    return svg.picture(710, 276, shapes, alt)


def bits_and_error(weights: Floats, on_grid: OnGrid, bits: int = 4, cover: float = 1.0) -> None:
    """The picture under sliders for the bits and for the share of the range that the grid covers."""
    controls = {
        "bits": interactive.slider("bits", BITS[0], BITS[-1], bits),
        "cover": interactive.slider("share of the range", 0.2, 1.0, cover, step=0.05),
    }
    interactive.controlled(lambda bits, cover: draw(weights, on_grid, bits, cover), controls)
