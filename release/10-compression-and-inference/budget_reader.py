"""What the reader in the cellar does with a model (lesson 6), in Python: it reads layers, and sees pictures that have slipped.

A model is a list of layers, each of them a dict with the keys weights, bits, scale, bias, relu and mask. Nothing here packs or counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Layer = Mapping[str, Any]
FLASH = 1100
"""Bytes that both readers have left for a model's file."""
MAINS = {"bytes": FLASH, "multiply_adds": 2000, "accuracy": 0.87}
"""The reader that hangs on a cable."""
BATTERY = {"bytes": FLASH, "multiply_adds": 550, "accuracy": 0.8}
"""The reader that lives on a battery."""


def outputs(layers: Sequence[Layer], images: NDArray[Any]) -> Floats:
    """What the last of *layers* gives for *images* (n, 8, 8) or (n, pixels) with brightness from 0 to 16: a row for each picture."""
    values = np.asarray(images, float).reshape(len(images), -1) / 16
    for step in layers:
        weights = np.asarray(step["weights"], float)
        scale, bias = (np.asarray(step[name], np.float16).astype(float) for name in ("scale", "bias"))
        values = scale * (values @ weights.T) + bias
        if step["relu"]:
            values = np.maximum(values, 0)
    return values


def read(layers: Sequence[Layer], images: NDArray[Any]) -> Ints:
    """The digit that the model reads in each of *images*: the place of the largest output, the first on a tie."""
    return np.asarray(outputs(layers, images).argmax(axis=1))


def moved(images: NDArray[Any], rows: int) -> NDArray[Any]:
    """Copies of *images* (n, 8, 8), each moved down by *rows* (up, if negative); what comes in at the edge is dark."""
    out = np.zeros_like(images)
    if rows >= 0:
        out[:, rows:] = images[:, : images.shape[1] - rows]
    else:
        out[:, :rows] = images[:, -rows:]
    return out


def cellar(images: NDArray[Any], labels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """How the cellar's camera sees *images*: each of them one pixel too high, straight, and one pixel too low; and their labels."""
    return np.concatenate([moved(images, rows) for rows in (-1, 0, 1)]), np.tile(labels, 3)


def parted(seed: int) -> tuple[tuple[NDArray[Any], NDArray[Any]], ...]:
    """1,000 pictures of the bench with their labels to learn from, and the 797 others to judge, drawn with *seed*."""
    digits = load_digits()
    images, labels = digits.images, digits.target
    order = np.random.default_rng(seed).permutation(len(labels))
    return tuple((images[rows], labels[rows]) for rows in (order[:1000], order[1000:]))
