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
from torch.nn.functional import cross_entropy

import smaller_nets

POOL, LARGE = 500, 700
"""Images without a label, and those that the large network was trained on."""
NOISE = 0.1


@dataclass(frozen=True)
class Reader:
    """Images are (count, 64), float32, 1 for white; labels are the digits, 0 to 9. ``new_…`` come when the reader is at work."""

    number: int
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


@cache
def alone_right(number: int, sizes: tuple[int, ...]) -> float:
    """Of the new images of reader *number*, the share that layers of these *sizes* read when trained alone."""
    of = reader(number)
    layers = smaller_nets.alone(sizes, of.images, of.labels)
    return smaller_nets.share_right(layers, of.new_images, of.new_labels)


@cache
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

    def mistakes(layers: smaller_nets.Layers) -> Tensor:
        return cross_entropy(smaller_nets.outputs(layers, x[known]), y[known])

    large = smaller_nets.train(smaller_nets.start([64, 96, 10], seed), mistakes, steps=80, rate=0.02)

    def teacher(images: Tensor) -> Tensor:
        with torch.no_grad():
            return smaller_nets.outputs(large, images)

    return Reader(seed, teacher, large, x[some], y[some], x[pool], x[new], y[new])


torch.set_num_threads(1)  # as in the lesson: the same numbers on every machine
reader(3)  # the lesson's own: trained once, when this module is imported
