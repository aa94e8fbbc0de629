"""Sides of part E's images: those with the same traps on every sheet, and what the first convolution makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

SIDES = range(30, 70)


def after(side: int, kernel: int, stride: int, padding: int) -> int:
    """What a convolution makes of a side."""
    return (side + 2 * padding - kernel) // stride + 1


def table() -> dict[str, dict[str, dict[str, int]]]:
    """By ``kernel stride padding``: each height and width that may be drawn, with the side that conv1 gives.

    The height changes if padding is counted on one side only, the width if rounding goes up; pooling rounds both down.
    """
    return {
        " ".join(map(str, kinds)): {
            "height": {str(side): after(side, *kinds) for side in _odd(*kinds) if _once_differs(side, *kinds)},
            "width": {str(side): after(side, *kinds) for side in _odd(*kinds) if _rounded(side, *kinds)},
        }
        for kinds in product((3, 5), (2, 3), (1, 2))
    }


def _odd(kernel: int, stride: int, padding: int) -> Iterator[int]:
    return (side for side in SIDES if after(side, kernel, stride, padding) % 2)


def _once_differs(side: int, kernel: int, stride: int, padding: int) -> bool:
    return after(side, kernel, stride, padding) != after(side - padding, kernel, stride, padding)


def _rounded(side: int, kernel: int, stride: int, padding: int) -> bool:
    return (side + 2 * padding - kernel) % stride != 0
