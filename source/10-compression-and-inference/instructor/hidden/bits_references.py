"""References of the lesson on fewer bits, in plain Python and fractions where a last bit counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
METHODS = ("minmax", "percentile", "mse")


def affine_grid(low: float, high: float, bits: int, symmetric: bool) -> tuple[float, int]:
    """Scale and zero point."""
    ends = (min(low, 0.0), max(high, 0.0))
    if ends == (0.0, 0.0):
        return 1.0, 0
    if symmetric:
        return max(map(abs, ends)) / (2 ** (bits - 1) - 1), 0
    scale = (ends[1] - ends[0]) / (2**bits - 1)
    return scale, int(np.rint(-ends[0] / scale))


def codes_of(x: Floats, scale: float, zero: int, first: int, last: int) -> Whole:
    """Codes by Python's own rounding, number by number."""
    flat = [
        first if v == -np.inf else last if v == np.inf else min(max(round(v / scale) + zero, first), last)
        for v in x.ravel().tolist()
    ]
    return np.array(flat, dtype=np.int64).reshape(x.shape)


def row_grids(weight: Floats, bits: int) -> tuple[Whole, Floats]:
    """Codes and scales of each row."""
    last = 2 ** (bits - 1) - 1
    scales = [affine_grid(float(row.min()), float(row.max()), bits, True)[0] for row in weight]
    return np.stack(
        [codes_of(row, scale, 0, -last, last) for row, scale in zip(weight, scales, strict=True)]
    ), np.array(scales)


def layer_sums(x: Whole, x_zero: int, w: Whole, w_zero: int, bias: Whole) -> Whole:
    """Sums of an integer layer, with the mended form in Python's own whole numbers."""
    table = [
        [
            sum(int(a) * int(b) for a, b in zip(image, row, strict=True)) - x_zero * sum(map(int, row)) - w_zero * sum(map(int, image))
            + len(row) * x_zero * w_zero + int(b0)
            for row, b0 in zip(w, bias, strict=True)
        ]
        for image in x
    ]  # fmt: skip
    return np.array(table, dtype=np.int64).reshape(len(x), len(w))


def eight_bit(sums: Whole, multipliers: Whole, shift: int, y_zero: int) -> Whole:
    """Codes from 0 to 255 by exact fractions."""
    table = [
        [
            min(max(round(Fraction(int(s) * int(m), 2**shift)) + y_zero, 0), 255)
            for s, m in zip(row, multipliers, strict=True)
        ]
        for row in sums
    ]
    return np.array(table, dtype=np.int64).reshape(sums.shape)


def error_of(values: Floats, low: float, high: float, bits: int) -> float:
    """The mean squared error on the asymmetric grid of a range."""
    scale, zero = affine_grid(low, high, bits, False)
    codes = np.minimum(np.maximum(np.rint(values / scale) + zero, 0), 2**bits - 1)
    return float(np.square(values - (codes - zero) * scale).mean())


def candidates(values: Floats) -> list[tuple[float, float]]:
    """The twenty ranges of mse, widest first."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    return [(low * k / 20, high * k / 20) for k in range(20, 0, -1)]


def ends_of(values: Floats, method: str, bits: int) -> tuple[float, float]:
    """The range by a method."""
    ways = candidates(values)
    if method == "minmax":
        return ways[0]
    if method == "percentile":
        low, high = np.percentile(values, [0.1, 99.9]).tolist()
        return min(low, 0.0), max(high, 0.0)
    errors = [error_of(values, *way, bits) for way in ways]
    return ways[errors.index(min(errors))]


def chosen(records: dict[str, dict[str, Floats]], bits: int) -> dict[str, tuple[str, float, float]]:
    """Method and range of each layer."""
    result = {}
    for name, values in records["calibration"].items():
        ranges = [ends_of(values, method, bits) for method in METHODS]
        errors = [error_of(records["validation"][name], *one, bits) for one in ranges]
        best = errors.index(min(errors))
        result[name] = (METHODS[best], *ranges[best])
    return result


def grouped(weight: Floats, group: int) -> tuple[Whole, Floats, Floats, Floats]:
    """Bytes, scales, the weights that come back and the errors, number by number."""
    rows, columns = weight.shape
    count = -(-columns // group)
    scales, errors = np.ones((rows, count)), np.zeros((rows, count))
    back, packed = np.zeros((rows, columns)), np.zeros((rows, -(-columns // 2)), dtype=np.int64)
    for i in range(rows):
        for g in range(count):
            own = range(g * group, min((g + 1) * group, columns))
            largest = max(abs(float(weight[i, j])) for j in own)
            scales[i, g] = largest / 7 if largest else 1.0
            for j in own:
                code = round(float(weight[i, j]) / scales[i, g])
                back[i, j] = code * scales[i, g]
                packed[i, j // 2] += (code + 8) * (16 if j % 2 else 1)
            errors[i, g] = sum((weight[i, j] - back[i, j]) ** 2 for j in own) / len(own)
    return packed, scales, back, errors


def feasible(options: dict[str, dict[int, tuple[int, float]]]) -> list[tuple[int, float]]:
    """Bytes and error of every choice."""
    return [
        (sum(size for size, _ in taken), sum(error for _, error in taken))
        for taken in product(*(choices.values() for choices in options.values()))
    ]


def fake_steps(
    settings: dict[str, Any], batches: list[tuple[Floats, bool]], start: float = 0.0
) -> list[dict[str, Any]]:
    """What each batch must give: output, gradient and the range afterwards."""
    last, momentum, largest = 2 ** (settings.get("bits", 8) - 1) - 1, settings.get("momentum", 0.1), start
    steps = []
    for x, train in batches:
        if train:
            farthest = float(np.abs(x).max())
            largest = farthest if largest == 0 else largest + momentum * (farthest - largest)
        output, gradient = x.copy(), np.ones_like(x)
        if largest:
            scale = largest / last
            output = np.rint(np.clip(x, -largest, largest) / scale) * scale
            gradient = (np.abs(x) <= largest).astype(np.float64)
        steps.append({"x": x, "train": train, "output": output, "gradient": gradient, "largest": largest})
    return steps
