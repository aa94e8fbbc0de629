"""Generated instances for overlap, suppression, matching and scoring.

Boxes are ``[x1, y1, x2, y2]`` in pixels, x to the right and y down, with ``x1 < x2`` and ``y1 < y2`` unless said.
Coordinates of generated boxes are whole numbers from 0 up, so that overlaps are exact fractions and no verdict
hangs on the last bit of a float.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import torch

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
    return _overlap(tuple(one), tuple(other))


def beyond(one: Box, other: Box, threshold: float) -> bool:
    """Whether two boxes overlap by strictly more than *threshold*."""
    return _beyond(tuple(one), tuple(other), threshold)


@functools.cache
def _beyond(one: Box, other: Box, threshold: float) -> bool:
    return _overlap(one, other) > threshold


@functools.cache
def _overlap(one: Box, other: Box) -> Fraction:
    sides = (
        one[2] - one[0],
        one[3] - one[1],
        other[2] - other[0],
        other[3] - other[1],
        max(min(one[2], other[2]) - max(one[0], other[0]), 0),
        max(min(one[3], other[3]) - max(one[1], other[1]), 0),
    )
    ratios = [side.as_integer_ratio() for side in sides]
    scale = max(below for _, below in ratios)  # all are powers of two; whole numbers take a fifth of a Fraction's time
    wide, high, other_wide, other_high, common_wide, common_high = (above * (scale // below) for above, below in ratios)
    common = common_wide * common_high
    union = wide * high + other_wide * other_high - common
    return Fraction(common, union) if union else Fraction(0)


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


def scene(
    rng: numpy.random.Generator, objects: int, *, hits: int, duplicates: int = 0, strays: int = 0, ignored: int = 0
) -> dict[str, Any]:
    """One image's objects and a detector's boxes for it, as lists: ``boxes``, ``ignore`` and ``detections``.

    Objects stand in cells of their own, so that no box is near two of them. Of *objects*, *hits* are found once, then
    *duplicates* again; *strays* boxes lie on nothing. *ignored* further objects are marked so, and found once each.
    """
    cells = [int(cell) for cell in rng.permutation(25)]
    counted, apart = cells[:objects], cells[objects : objects + ignored]
    boxes = {cell: _in_cell(rng, cell) for cell in cells[: objects + ignored + strays]}
    drawn = [_near(rng, boxes[cell]) for cell in counted[:hits] + counted[:duplicates] + apart]
    drawn += [boxes[cell] for cell in cells[objects + ignored : objects + ignored + strays]]
    return {
        "boxes": [boxes[cell] for cell in counted + apart],
        "ignore": [False] * objects + [True] * ignored,
        "detections": [drawn[index] for index in rng.permutation(len(drawn))],
    }


def huddle(rng: numpy.random.Generator, ignored: bool = False) -> dict[str, Any]:
    """One image in which objects overlap each other, so that boxes meet several; no overlap of a box is near a usual threshold.

    Some box meets a taken object by most and a free one by enough, or (with *ignored*) a free one and an ignored one.
    """
    while True:
        left, top = (float(place) for place in rng.integers(0, 40, 2))
        boxes = []
        for number in range(int(rng.integers(2, 5))):
            shift = 5.0 * number
            boxes.append([left + shift, top, left + shift + 24, top + float(rng.integers(20, 27))])
        drawn = [_near(rng, boxes[int(index)]) for index in rng.integers(0, len(boxes), len(boxes) + 2)]
        marks = [bool(ignored and index % 2 == 0) for index in range(len(boxes))]
        shares = [[overlap(box, other) for other in boxes] for box in drawn]
        alone = all(len(set(row)) == len(row) for row in shares)
        crowded = sum(sum(share >= 0.5 for share in row) >= 2 for row in shares) >= 2
        both = not ignored or any(
            max(row) in [share for share, mark in zip(row, marks, strict=True) if mark]
            and any(share >= 0.5 for share, mark in zip(row, marks, strict=True) if not mark)
            for row in shares
        )
        clear = all(clear_of(drawn, boxes, edge, 1e-4) for edge in (0.3, 0.5, 0.6, 0.7, 0.8))
        if alone and crowded and both and clear:
            return {"boxes": boxes, "ignore": marks, "detections": drawn}


def _in_cell(rng: numpy.random.Generator, cell: int, side: int = 50) -> list[float]:
    left, top = side * (cell % 5) + int(rng.integers(4, 9)), side * (cell // 5) + int(rng.integers(4, 9))
    return [float(left), float(top), float(left + rng.integers(26, 36)), float(top + rng.integers(26, 36))]


def _near(rng: numpy.random.Generator, box: Box) -> list[float]:
    """A box that overlaps *box* by two thirds or more: each side is moved by at most two pixels."""
    return [float(side + by) for side, by in zip(box, rng.integers(-2, 3, 4), strict=True)]


def tensors(scenes: list[dict[str, Any]], scores: Sequence[float]) -> tuple[list[Any], list[Any]]:
    """What an average precision takes, of *scenes*: detections ``(boxes, scores)`` and objects ``(boxes, ignore)``.

    *scores* are dealt out to the detections of all scenes in order.
    """
    deal = iter(scores)
    detections: list[Any] = []
    objects: list[Any] = []
    for one in scenes:
        boxes = one["detections"]
        detections.append((_tensor(boxes), _flat([next(deal) for _ in boxes])))
        objects.append((_tensor(one["boxes"]), _flags(one["ignore"])))
    return detections, objects


def _tensor(boxes: list[list[float]]) -> torch.Tensor:
    import torch

    return torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4)


def _flat(scores: list[float]) -> torch.Tensor:
    import torch

    return torch.tensor(scores, dtype=torch.float32)


def _flags(ignore: list[bool]) -> torch.Tensor:
    import torch

    return torch.tensor(ignore, dtype=torch.bool)
