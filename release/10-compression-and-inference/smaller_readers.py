"""Meter readers of the lesson on smaller models: each has a sensor of its own, and a large network that reads its images.

A sensor hands over its 64 pixels in the order of its wiring, with some noise, so that no two readers have the same images.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import torch
from sklearn.datasets import load_digits
from torch import Tensor

import smaller_nets

LABELLED, POOL, LARGE = 20, 500, 700
"""Images that somebody has read, images without a label, and those that the large network was trained on."""
NOISE = 0.1


@dataclass(frozen=True)
class Reader:
    """Images are (count, 64), float32, 1 for white; labels are the digits, 0 to 9. ``new_…`` come when the reader is at work."""

    teacher: Callable[[Tensor], Tensor]
    large: list[tuple[Tensor, Tensor]]
    images: Tensor
    labels: Tensor
    pool: Tensor
    new_images: Tensor
    new_labels: Tensor


@cache
def _digits() -> tuple[Tensor, Tensor]:
    table = load_digits()
    return torch.tensor(table.data / 16, dtype=torch.float32), torch.tensor(table.target)


def reader(seed: int) -> Reader:
    """The reader of that number: its wiring, its images, and the large network, which is trained here."""
    draw = torch.Generator().manual_seed(seed)
    pixels, digits = _digits()
    order = torch.randperm(len(digits), generator=draw)
    wiring = torch.randperm(64, generator=draw)
    x = pixels[order][:, wiring]
    x = x + NOISE * torch.randn(x.shape, generator=draw)
    y = digits[order]
    some = torch.cat([(y == digit).nonzero()[:2, 0] for digit in range(10)])  # two of each digit
    rest = torch.ones(len(y), dtype=torch.bool).index_fill(0, some, False).nonzero()[:, 0]
    pool, known, new = rest[:POOL], rest[POOL : POOL + LARGE], rest[POOL + LARGE :]
    large = smaller_nets.alone([64, 96, 10], x[known], y[known], seed)

    def teacher(images: Tensor) -> Tensor:
        with torch.no_grad():
            return smaller_nets.outputs(large, images)

    return Reader(teacher, large, x[some], y[some], x[pool], x[new], y[new])
