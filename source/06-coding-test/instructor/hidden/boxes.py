"""Generated instances for overlap and suppression.

Boxes are ``[x1, y1, x2, y2]`` in pixels, x to the right and y down, with ``x1 < x2`` and ``y1 < y2`` unless said.
Coordinates of generated boxes are whole numbers from 0 up, so that overlaps are exact fractions and no verdict
hangs on the last bit of a float.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

Box = Sequence[float]


def random_boxes(rng: numpy.random.Generator, count: int, size: int = 100, least: int = 4) -> list[list[float]]:
    """*count* boxes with whole corners in a square of *size* pixels, at least *least* pixels wide and high."""
    found = []
    for _ in range(count):
        width, height = (int(side) for side in rng.integers(least, size // 2, 2))
        left, top = int(rng.integers(0, size - width)), int(rng.integers(0, size - height))
        found.append([float(left), float(top), float(left + width), float(top + height)])
    return found


def overlap(one: Box, other: Box) -> Fraction:
    """Intersection over union of two boxes, as an exact fraction; 0 if neither has an area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    common = Fraction(max(width, 0)) * Fraction(max(height, 0))
    union = _area(one) + _area(other) - common
    return common / union if union else Fraction(0)


def _area(box: Box) -> Fraction:
    return Fraction(box[2] - box[0]) * Fraction(box[3] - box[1])


def clear_of(boxes: Sequence[Box], others: Sequence[Box], threshold: float, margin: float = 0.01) -> bool:
    """Whether no overlap between *boxes* and *others* lies within *margin* of *threshold* (a box with itself aside)."""
    # The margin leaves room for a float's last bit, and exact fractions take a hundred times as long.
    near = (abs(_about(one, other) - threshold) < margin for one in boxes for other in others if one is not other)
    return not any(near)


def _about(one: Box, other: Box) -> float:
    """Intersection over union as a float; 0 if neither box has an area."""
    common = max(min(one[2], other[2]) - max(one[0], other[0]), 0) * max(
        min(one[3], other[3]) - max(one[1], other[1]), 0
    )
    union = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - common
    return common / union if union else 0.0


def crowd(
    rng: numpy.random.Generator, objects: int, copies: int, threshold: float, size: int = 120
) -> tuple[list[list[float]], list[float]]:
    """Boxes and distinct scores as a detector gives them: *copies* shifted boxes around each of *objects*.

    In random order; no two boxes overlap by nearly *threshold*.
    """
    while True:
        boxes = []
        for box in random_boxes(rng, objects, size, least=20):
            for _ in range(copies):
                shift = rng.integers(-5, 6, 4)
                boxes.append([max(0.0, side + float(by)) for side, by in zip(box, shift, strict=True)])
        boxes = [boxes[index] for index in rng.permutation(len(boxes))]
        if clear_of(boxes, boxes, threshold):
            scores = (rng.permutation(len(boxes)) + 1) / (len(boxes) + 1)
            return boxes, [float(score) for score in scores]
