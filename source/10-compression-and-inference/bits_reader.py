"""The meter reader of the lesson on fewer bits: a small network on digits, its training in float, and how often it is right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from torch import nn

Floats = NDArray[np.float64]
Layers = list[tuple[Floats, Floats]]
"""(weight, bias) of each layer, the weight of shape (outputs, inputs)."""


def pictures(seed: int, trained_on: int = 900) -> dict[str, NDArray[np.generic]]:
    """Images (n, 64) from 0 to 1 and their digits, shuffled: so many to train on, 300 to calibrate, the rest to test."""
    digits = load_digits()
    order = np.random.default_rng(seed).permutation(len(digits.target))
    images, labels = digits.data[order] / 16, digits.target[order]
    ends = {"train": (0, trained_on), "calibration": (trained_on, trained_on + 300), "test": (trained_on + 300, None)}
    shares: dict[str, NDArray[np.generic]] = {}
    for name, (start, end) in ends.items():
        shares[f"{name}_images"], shares[f"{name}_labels"] = images[start:end], labels[start:end]
    return shares


def float_network(
    images: Floats, labels: NDArray[np.int64], widths: Sequence[int], seed: int, epochs: int = 24
) -> Layers:
    """A network with ReLU between its layers, trained on the images in float32; its numbers as float64."""
    draw = torch.Generator().manual_seed(seed)
    sizes = [images.shape[1], *widths, 10]
    linear = [nn.utils.skip_init(nn.Linear, *pair) for pair in itertools.pairwise(sizes)]
    for layer in linear:
        reach = math.sqrt(3 / layer.in_features)
        nn.init.uniform_(layer.weight, -reach, reach, generator=draw)
        nn.init.zeros_(layer.bias)
    network = nn.Sequential(*(part for layer in linear for part in (layer, nn.ReLU())))[:-1]
    descent = torch.optim.SGD(network.parameters(), lr=0.12, momentum=0.9)
    table, right = torch.from_numpy(images).float(), torch.from_numpy(labels)
    for _ in range(epochs):
        for some in torch.randperm(len(table), generator=draw).split(100):
            network.zero_grad()
            nn.functional.cross_entropy(network(table[some]), right[some]).backward()
            descent.step()
    return [(layer.weight.detach().double().numpy(), layer.bias.detach().double().numpy()) for layer in linear]


def pavel() -> tuple[dict[str, NDArray[np.generic]], Layers]:
    """The lesson's own pictures, and the network that was trained on them when this module was imported: copies of both."""
    shares, layers = _PAVEL
    return {name: share.copy() for name, share in shares.items()}, [(w.copy(), b.copy()) for w, b in layers]


def inputs_of_layers(layers: Layers, images: Floats) -> list[Floats]:
    """What arrives at each layer when the images go through, and at the end the network's ten outputs."""
    seen = [images]
    for number, (weight, bias) in enumerate(layers):
        sums = seen[-1] @ weight.T + bias
        seen.append(sums if number == len(layers) - 1 else np.maximum(sums, 0))
    return seen


def share_right(layers: Layers, images: Floats, labels: NDArray[np.int64]) -> float:
    """The share of the images whose largest output is that of their digit."""
    return float((inputs_of_layers(layers, images)[-1].argmax(axis=1) == labels).mean())


def fixed_point(factors: Floats) -> tuple[NDArray[np.int32], int]:
    """Whole numbers, and one shift, with factor ≈ number / 2**shift: the largest number has 31 bits."""
    shift = 30 - int(np.floor(np.log2(np.max(factors))))
    numbers = np.rint(np.asarray(factors) * 2.0**shift)
    return np.minimum(numbers, 2**31 - 1).astype(np.int32), shift


def _pavel() -> tuple[dict[str, NDArray[np.generic]], Layers]:
    shares = pictures(seed=1)
    images, labels = np.asarray(shares["train_images"], np.float64), np.asarray(shares["train_labels"], np.int64)
    return shares, float_network(images, labels, [48, 40, 32], seed=1)


torch.set_num_threads(1)  # as in the lesson: the same numbers on every machine
_PAVEL = _pavel()
