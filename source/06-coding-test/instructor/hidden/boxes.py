"""Generated instances for overlap and suppression, and what is right for them.

Boxes are ``[x1, y1, x2, y2]`` in pixels, x to the right and y down, with ``x1 < x2`` and ``y1 < y2`` unless said.
Coordinates of generated boxes are whole numbers, so that areas are exact and no verdict hangs on the last bit of a float;
overlaps of generated crowds keep off the threshold, and where one lies on it, it is exactly there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

Box = Sequence[float]
Overlap = Callable[[Box, Box], float]


def random_boxes(rng: numpy.random.Generator, count: int, size: int = 100, least: int = 4) -> list[list[float]]:
    """*count* boxes with whole corners in a square of *size* pixels, at least *least* pixels wide and high."""
    found = []
    for _ in range(count):
        width, height = (int(side) for side in rng.integers(least, size // 2, 2))
        left, top = int(rng.integers(0, size - width)), int(rng.integers(0, size - height))
        found.append([float(left), float(top), float(left + width), float(top + height)])
    return found


def moved(boxes: Sequence[Box], by: Sequence[float]) -> list[list[float]]:
    """The boxes, each as far to the right and down as *by* says."""
    return [[box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]] for box in boxes]


def in_places(boxes: Sequence[Box], turn: int) -> list[list[float]]:
    """The boxes far to the right, far to the left, or just left of and above the origin, by *turn*."""
    corner = [-1 - max(box[side] for box in boxes) for side in (2, 3)]
    return moved(boxes, ([150, 90], [-150, 40], corner)[turn])


def common(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def area(box: Box) -> float:
    """The area of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(one: Box, other: Box) -> float:
    """Intersection over union of two boxes; 0 if neither has an area."""
    shared = common(one, other)
    union = area(one) + area(other) - shared
    return shared / union if union else 0.0


def by_smaller(one: Box, other: Box) -> float:
    """The common area by the area of the smaller box; 0 if that has none."""
    smaller = min(area(one), area(other))
    return common(one, other) / smaller if smaller else 0.0


def clear_of(overlap: Overlap, boxes: Sequence[Box], others: Sequence[Box], level: float) -> bool:
    """Whether no overlap between *boxes* and *others* lies within 0.01 of *level* (a box with itself aside)."""
    return all(abs(overlap(one, other) - level) > 0.01 for one in boxes for other in others if one is not other)


def crowd(
    rng: numpy.random.Generator, objects: int, copies: int, threshold: float, size: int = 120, overlap: Overlap = iou
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
        if clear_of(overlap, boxes, boxes, threshold):
            scores = (rng.permutation(len(boxes)) + 1) / (len(boxes) + 1)
            return boxes, [float(score) for score in scores]


def kept(
    boxes: Sequence[Box], scores: Sequence[float], classes: Sequence[int], rules: dict[str, Any], overlap: Overlap
) -> list[int]:
    """The indices that a suppression by *rules* keeps, in its order."""
    limit, at_least = rules["threshold"], rules["drop"] == "at least"
    found: list[int] = []
    for i in sorted(range(len(boxes)), key=lambda i: (-scores[i], i)):
        values = [overlap(boxes[i], boxes[j]) for j in found if classes[j] == classes[i]]
        if not any(value >= limit if at_least else value > limit for value in values):
            found.append(i)
    return found


def counted(
    boxes: Sequence[Box], scores: Sequence[float], classes: Sequence[int], zone: Sequence[float], rules: dict[str, Any]
) -> int:
    """How many boxes of the label that are kept have their centre in the zone."""
    good = [i for i, score in enumerate(scores) if score >= rules["least"]]
    boxes, scores, classes = [boxes[i] for i in good], [scores[i] for i in good], [classes[i] for i in good]
    chosen = [boxes[i] for i in kept(boxes, scores, classes, rules, iou) if classes[i] == rules["label"]]
    centres = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in chosen]
    return sum(zone[0] <= x < zone[2] and zone[1] <= y < zone[3] for x, y in centres)


def linked(before: Sequence[Box], after: Sequence[Box], least: float) -> list[int]:
    """The box of *after* that each box of *before* takes, or -1."""
    free, found = set(range(len(after))), []
    for box in before:
        best = min(free, key=lambda j: (-by_smaller(box, after[j]), j), default=-1)
        good = best >= 0 and by_smaller(box, after[best]) >= least
        found.append(best if good else -1)
        free -= {best} if good else set()
    return found


def smallest(items: Sequence[Any], fails: Callable[[list[Any]], bool]) -> list[Any]:
    """What is left of *items* when all is taken out, by halves, quarters and so on, without which it still *fails*."""
    left, size = list(items), len(items) // 2
    while size:
        for place in reversed(range(0, len(left), size)):
            fewer = left[:place] + left[place + size :]
            try:
                if fewer and fails(fewer):
                    left = fewer
            except Exception:  # noqa: BLE001  (another fault than the one that is looked for)
                continue
        size //= 2
    return left


Row = tuple[list[float], float, int]


def of_two_classes() -> Iterator[list[Row]]:
    """Two boxes of two classes that meet when classes are moved apart by a fixed distance, or by the largest coordinate."""
    first = [50.0, 50.0, 60.0, 60.0]
    for by in (50, 51, 55, 56, 60, 61, 100, 1000, 1024, 4096, 10_000, 100_000, 1_000_000):
        yield [(first, 0.875, 0), (moved([first], [-by, -by])[0], 0.5, 1)]
        yield [(first, 0.875, 0), (moved([first], [-by, 0])[0], 0.5, 1)]


def of_large_boxes() -> Iterator[list[Row]]:
    """Boxes as wide as they are far from the origin, which meet when classes are moved apart by twice the largest number."""
    for m in (16.0, 50.0, 300.0):
        for near in (m, m / 2):  # from the corner or from the centre on, the largest number is m
            box = [near, near, near + m, near + m]
            for by in (0.0, 1.0):
                away = moved([box], [-2 * m - by, -2 * m - by])[0]
                yield [(box, 0.875, 0), (away, 0.5, 1)]
                yield [(box, 0.5, 3), (away, 0.875, 4)]


def without_area() -> Iterator[list[Row]]:
    """Boxes without width or height, which overlap with nothing, not even with themselves, among others."""
    flat = [[5.0, 5.0, 5.0, 9.0], [2.0, 7.0, 8.0, 7.0], [3.0, 3.0, 3.0, 3.0]]
    large = [0.0, 0.0, 10.0, 10.0]
    yield [(flat[0], 0.875, 0)]
    yield [(box, 0.875 - 0.125 * k, 0) for k, box in enumerate([*flat, large, large, *flat])]
    yield [(box, 0.125 + 0.125 * k, 0) for k, box in enumerate([flat[1], large, flat[1], flat[2]])]


def of_far_classes() -> Iterator[list[Row]]:
    """Boxes whose classes are large, negative, or equal in a smaller type; in one place, and one beside the other."""
    box = [4.0, 4.0, 14.0, 14.0]
    for one, other in ((-1, 1), (-2, 0), (0, 256), (0, 65_536), (2**24, 2**24 + 1), (0, 2**32)):
        yield [(box, 0.875, one), (box, 0.5, other)]
    for name in (1_000_003, 10**9 + 7, -(10**9)):
        yield [
            (moved([box], by)[0], 0.875 - 0.125 * n, name) for n, by in enumerate(([0, 0], [20, 0], [0, 20], [40, 40]))
        ]


def of_many_scores() -> Iterator[list[Row]]:
    """One box after another in one place, with scores that a narrower type or a squashed scale takes for equal."""
    box = [4.0, 4.0, 14.0, 14.0]
    for low, high in ((50.0, 60.0), (100_000.0, 100_001.0), (0.5005, 0.501), (0.1, 0.1 + 1e-12), (-60.0, -50.0)):
        yield [(box, low, 0), (box, high, 0)]


def tied() -> list[Row]:
    """Many boxes apart from each other with two scores between them, so that many come second, and all are kept."""
    return [([30.0 * k, 0.0, 30.0 * k + 10, 10.0], 0.875 if k % 3 == 0 else 0.5, 0) for k in range(130)]


def around(label: int) -> Iterator[tuple[list[Row], list[float], str]]:
    """Boxes and zones: one box on each side of a zone, and the better one of two outside of it."""
    zone = [20.0, 20.0, 60.0, 60.0]
    for x, y, side in ((5, 40, "left of"), (40, 5, "above"), (75, 40, "right of"), (40, 75, "below")):
        yield [([x - 4.0, y - 4.0, x + 4.0, y + 4.0], 0.875, label)], zone, f"one box {side} the zone"
    two: list[Row] = [([0.5, 1.0, 20.5, 9.0], 0.875, label), ([-0.5, 1.0, 19.5, 9.0], 0.75, label)]
    yield two, [0.0, 0.0, 10.0, 10.0], "a box in the zone, dropped by a better one outside"
    yield two[::-1], [0.0, 0.0, 10.0, 10.0], "a box in the zone, dropped by a better one outside"


def pair(rules: dict[str, Any], overlap: Overlap, off: float = 0.0) -> list[list[float]]:
    """Two boxes that overlap by the threshold, or by *off* more."""
    wide = 100 * (rules["threshold"] + off)
    if overlap is iou:
        return [[8, 4, 108, 20], [8, 4, 8 + wide, 20]]
    return [[8, 4, 108, 20], [108 - wide, 4, 208 - wide, 40]]


def chain(rules: dict[str, Any], overlap: Overlap) -> list[list[float]]:
    """Five boxes in a row, each of which the one before it would drop, and no other."""
    limit = rules["threshold"]
    step = 15 * (1 - limit) if overlap is iou else 32 * (1 - limit) - 2
    wide = 30 if overlap is iou else 32
    return [[step * k, 0, step * k + wide, 10] for k in range(5)]
