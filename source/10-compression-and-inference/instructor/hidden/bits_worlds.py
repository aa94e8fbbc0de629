"""Hidden instances of the lesson on fewer bits: each clause is planted in every draw, and no rounding hangs by a thread unless it is an exact half."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

import bits_reader
from hidden import bits_references as right

Floats = NDArray[np.float64]
Rng = np.random.Generator


def off_ties(steps: Floats, least: float = 1e-4) -> bool:
    """Whether no number lies within *least* of a half, where the last bit of a division would decide."""
    return bool((np.abs(np.abs(steps - np.floor(steps)) - 0.5) > least).all())


def grids(rng: Rng) -> list[tuple[Any, ...]]:
    """Ranges of both kinds, on either side of 0, without width, with zero points on exact halves."""
    ranges: list[tuple[float, float]] = []
    for least, most in ((-3, 5), (-9, 1), (1, 4), (-6, -2), (0, 7), (-7, 0)):
        ranges.append((float(least - rng.random() * (least != 0)), float(most + rng.random() * (most != 0))))
    cases: list[tuple[Any, ...]] = []
    for number, (low, high) in enumerate(ranges):
        for symmetric in (False, True):
            bits = int(rng.integers(2, 9)) if number else (8 if symmetric else 5)
            while not symmetric and not off_ties(
                np.array([-min(low, 0.0) / right.affine_grid(low, high, bits, False)[0]])
            ):
                high += 0.0123
            cases.append((low, high, bits, symmetric, *right.affine_grid(low, high, bits, symmetric)))
    for bits in (3, 8, int(rng.integers(4, 8))):
        step, below = 2.0 ** int(rng.integers(-3, 4)), 2 * int(rng.integers(0, 2 ** (bits - 2))) + 0.5
        for under in (below, below + 1):  # an even and an odd number of steps and a half
            cases.append(
                (
                    -under * step,
                    (2**bits - 1 - under) * step,
                    bits,
                    False,
                    *right.affine_grid(-under * step, (2**bits - 1 - under) * step, bits, False),
                )
            )
    value = float(rng.uniform(0.5, 3))
    cases += [
        (one, one, bits, False, *right.affine_grid(one, one, bits, False)) for one, bits in ((value, 8), (-value, 4))
    ]
    cases += [(one, one, 4, True, *right.affine_grid(one, one, 4, True)) for one in (value, -value)]
    tiny = float(rng.uniform(1, 9)) * 1e-10  # a width is a width
    for low, high, symmetric in ((0.0, tiny, False), (-tiny, 0.0, True)):
        cases.append((low, high, 3, symmetric, *right.affine_grid(low, high, 3, symmetric)))
    return [*cases, (0.0, 0.0, 3, True, 1.0, 0), (0.0, 0.0, 6, False, 1.0, 0)]


def codes(rng: Rng) -> list[tuple[Any, ...]]:
    """Exact halves with odd and even zero points, values far outside, all shapes."""
    cases = []
    for shape, (first, last) in (((4, 5), (0, 255)), ((2, 3, 4), (-127, 127)), ((30,), (0, 15)), ((1, 3), (-7, 7))):
        for odd in (0, 1):
            scale, zero = 2.0 ** int(rng.integers(-4, 3)), (2 * int(rng.integers(1, 3)) + odd if first == 0 else 0)
            x = (
                rng.integers(first - 9, last + 9, size=shape) * scale
                + rng.choice([0.0, 0.5, 0.5, 0.25, -0.4], size=shape) * scale
            )
            cases.append((np.asarray(x, dtype=np.float64), scale, zero, first, last))
        scale = float(rng.uniform(0.1, 0.9))
        x = scale * (rng.integers(first - 3, last + 3, size=shape) + rng.uniform(-0.45, 0.45, size=shape))
        cases.append((np.asarray(x, dtype=np.float64), scale, int(rng.integers(0, 5)), first, last))
    halves = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5])
    cases += [(halves * 0.25, 0.25, zero, 0, 15) for zero in (5, 6)]
    far = np.array([[1e300, -1e300, np.inf], [-np.inf, 2.0**31 * 1.5, -(2.0**40)], [70000.0, 300.0, -129.0]]) * float(
        rng.uniform(0.6, 1)
    )
    cases += [(far, 0.5, 3, 0, 255), (far, 0.25, 0, -127, 127), (np.zeros((3, 0)), 0.5, 1, 0, 15)]
    beside = np.array([2.5, 1.5, -0.5]) + 1e-9 * np.array([[1.0], [-1.0]])  # halves for float32, not for float64
    cases += [(beside * 2.0**k, 2.0**k, 1, 0, 15) for k in (0, int(rng.integers(-4, 5)))]
    cases += [_divided(rng) for _ in range(2)]
    return [(*case, right.codes_of(*case)) for case in cases]


def _divided(rng: Rng) -> tuple[Any, ...]:
    """Numbers that a product with 1 / scale rounds to another code than the division does."""
    while True:
        scale = float(rng.uniform(0.01, 0.9))
        x = (np.arange(-40, 40) + 0.5) * scale
        x = x[np.rint(x / scale) != np.rint(x * (1 / scale))]
        if len(x) >= 2:
            return x, scale, 60, 0, 127


def reals(rng: Rng) -> list[tuple[Any, ...]]:
    """Codes in every integer dtype, with differences that 8 bits can't hold."""
    cases: list[tuple[Any, ...]] = []
    for dtype in (np.uint8, np.int8, np.int16, np.int32, np.int64, np.uint16):
        ends = np.iinfo(dtype)
        own = rng.integers(max(ends.min, -127), min(ends.max, 255) + 1, size=(3, 4)).astype(dtype)
        own[0, :2] = max(ends.min, -127), min(ends.max, 255)
        zero = int(rng.integers(30, 120))
        scale = float(rng.uniform(0.01, 2))
        cases.append((own, scale, zero, [[scale * (int(code) - zero) for code in row] for row in own]))
    return [*cases, (np.zeros((0,), dtype=np.uint8), 0.5, 3, np.zeros(0))]


def rows(rng: Rng) -> list[tuple[Any, ...]]:
    """Weights of two to four axes, rows of very different size, of zeros, of one sign, and exact halves."""
    cases: list[tuple[Any, ...]] = []
    for shape in ((4, 7), (5, 2, 3, 3), (4, 1), (6, 3, 2)):
        for bits in (8, int(rng.integers(2, 8))):
            while True:
                weight = rng.normal(size=shape) * np.exp(rng.uniform(-6, 6, size=(shape[0], *[1] * (len(shape) - 1))))
                weight[int(rng.integers(shape[0]))] = 0.0
                weight[0], weight[1] = np.abs(weight[0]), -np.abs(weight[1])
                codes, scales = right.row_grids(weight, bits)
                if off_ties(weight / scales.reshape(-1, *[1] * (len(shape) - 1))):
                    break
            cases.append((weight, bits, codes, scales))
    step = 2.0 ** int(rng.integers(-3, 3))
    halves = np.array([[7.0, 0.5, 1.5, -2.5, -3.5], [0.5, -7.0, 2.5, 4.5, -0.5]]) * step
    tiny = np.array([[2.0, -0.7, 0.3], [0.0, 0.0, 0.0], [9.0, 4.1, -2.2]]) * float(rng.uniform(1, 2)) * 1e-10
    return [*cases, (halves, 4, *right.row_grids(halves, 4)), (tiny, 3, *right.row_grids(tiny, 3))]


def int_layers(rng: Rng) -> list[tuple[Any, ...]]:
    """Layers with both zero points, sums beyond 24 bits, one image and none, as many images as inputs as outputs."""
    cases: list[tuple[Any, ...]] = []
    for images, inputs, outputs in ((3, 5, 4), (4, 4, 4), (1, 1, 1), (2, 700, 3), (1, 9, 2), (0, 3, 2)):
        x = rng.integers(0, 256, size=(images, inputs)).astype(np.uint8)
        w = rng.integers(-128, 128, size=(outputs, inputs)).astype(np.int8)
        if inputs == 700:
            x[0], w[0], w[1] = (
                rng.integers(245, 256, size=inputs),
                rng.integers(120, 128, size=inputs),
                rng.integers(-128, -120, size=inputs),
            )
        bias = rng.integers(-50_000, 50_000, size=outputs).astype(np.int32)
        if images:
            bias[0] = int(rng.integers(2**30, 2**30 + 1000))
        zeros = (
            (0, 0) if inputs == 700 else (int(rng.integers(20, 250)), int((-1) ** len(cases) * rng.integers(5, 120)))
        )
        cases.append((x, zeros[0], w, zeros[1], bias))
    return [(*case, right.layer_sums(*case)) for case in cases]


def int_outputs(rng: Rng) -> list[tuple[Any, ...]]:
    """Halves above and below 0, products beyond 53 bits a hair from a half, both limits, and one multiplier for each output."""
    cases: list[tuple[Any, ...]] = []
    for shift, y_zero in ((1, 3), (7, 0), (12, 128), (31, int(rng.integers(1, 250)))):
        outputs = int(rng.integers(2, 5))
        multipliers = (2 * rng.integers(1, 40, size=outputs) + 1).astype(np.int32)
        unit = 2**shift / multipliers.astype(np.float64)
        sums = np.rint(unit * rng.uniform(-300, 300, size=(5, outputs))).clip(-(2.0**31), 2.0**31 - 1).astype(np.int32)
        cases.append((sums, multipliers, shift, y_zero))
    square = rng.integers(-9000, 9000, size=(3, 3)).astype(np.int32)
    cases.append((square, np.array([3, 50, 700], dtype=np.int32), 15, 120))
    half = 2 ** int(
        rng.integers(3, 20)
    )  # halves: odd multiples of a half, multiplier a power of two or three times one
    odd = np.array([[1, 3, 5, -1], [-3, -5, 7, 9]]) * half
    cases.append(
        (odd.astype(np.int32), np.full(4, 2, dtype=np.int32), int(np.log2(half)) + 2, int(rng.integers(20, 30)))
    )
    cases.append(
        (
            odd.astype(np.int32),
            np.array([3, 1, 3, 1], dtype=np.int32),
            int(np.log2(half)) + 1,
            2 * int(rng.integers(10, 20)) + 1,
        )
    )
    cases += [_near_halves(rng, side) for side in (-1, 1)]
    ends = np.array([[2**31 - 1, -(2**31)], [0, 1]], dtype=np.int64).astype(np.int32)
    cases.append((ends, np.array([2**31 - 1, 2**30], dtype=np.int32), int(rng.integers(20, 50)), 77))
    cases.append((np.zeros((0, 3), dtype=np.int32), np.ones(3, dtype=np.int32), 4, 9))
    wide = np.array([[2**30, -(2**30)]], dtype=np.int32)  # after the shift 2^31 and more: beyond 32 bits, and beyond 16
    factors = (4 * rng.integers(1, 2**28, size=2)).astype(np.int32)
    cases += [
        (wide, factors, 1, 0),
        (wide, np.array([4, 4], dtype=np.int32), 1, 9),
        (wide, np.array([4, 4], dtype=np.int32), 16, 9),
    ]
    hair = np.array([[315916329, -315916329, 2**30, 3 * 2**28]], dtype=np.int32)  # 2^59 + 1 twice, and two exact halves
    cases.append((hair, np.array([1824726041, 1824726041, 2**29, 2**30], dtype=np.int32), 60, int(rng.integers(5, 90))))
    cases.append((hair[:, 3:], np.array([2**30], dtype=np.int32), 59, 6))
    return [(*case, right.eight_bit(*case)) for case in cases]


def _near_halves(rng: Rng, side: int) -> tuple[Any, ...]:
    """Sums and multipliers whose product misses a half by 1 in more than 53 bits: a float64 takes it for the half, and rounds to the other side."""
    shift = 47
    sums: list[int] = []
    factors: list[int] = []
    low = np.uint64(2 ** (shift - 1) - 1)
    while len(sums) < 3:
        factor = (2 * rng.integers(2**22, 2**24, size=400_000) + 1).astype(np.uint64)
        inverse = factor.copy()  # right in 3 bits; each step of Newton's doubles that
        for _ in range(5):
            inverse *= np.uint64(2) - factor * inverse
        one = (inverse if side > 0 else np.uint64(0) - inverse) & low
        for s, m in zip(one[one < 2**31].tolist(), factor[one < 2**31].tolist(), strict=True):
            down = (s * m - side) >> shift
            if 2**53 <= s * m < 2**55 and down % 2 == (0 if side > 0 else 1):
                sums.append(s)
                factors.append(m)
    return np.array([sums[:3]]).astype(np.int32), np.array(factors[:3]).astype(np.int32), shift, 5


def off_thread(values: Floats, bits: int) -> bool:
    """Whether the errors of the candidate ranges differ enough that no order of summing decides."""
    errors = sorted(right.error_of(values, *one, bits) for one in right.candidates(values))
    return errors[1] - errors[0] > 1e-7 * errors[1]


def ranges(rng: Rng) -> list[tuple[Any, ...]]:
    """Values of one side, of both, far from 0, with outliers, of several shapes; for each method."""
    cases = []
    for bits, outlier, shape in (
        (4, 30.0, (40, 50)),
        (8, 0.0, (1500,)),
        (3, 6.0, (6, 10, 20)),
        (2, 0.0, (9,)),
        (2, 40.0, (9000,)),
        (8, 60.0, (41000,)),
    ):
        for side in ("both", "above", "below"):
            while True:
                values = rng.normal(0.3, 1, size=shape)
                values = (
                    values if side == "both" else np.abs(values) + 0.1 if side == "above" else -np.abs(values) - 0.1
                )
                if outlier:
                    values.flat[int(rng.integers(values.size))] = outlier * (-1 if side == "below" else 1)
                own = right.ends_of(values, "mse", bits)
                unlike = not outlier or bits != 8 or all(right.ends_of(values, "mse", other) != own for other in (7, 9))
                if off_thread(values, bits) and unlike:
                    break
            cases += [
                (values, method, None if bits == 8 else bits, *right.ends_of(values, method, bits))
                for method in right.METHODS
            ]
    return cases


def records(rng: Rng) -> list[tuple[int | None, dict[str, Any], dict[str, Any]]]:
    """Layers of which each method wins one, by calibration and validation that disagree; test values that would turn each choice."""
    worlds = []
    for bits, with_test in ((4, True), (6, False)):
        found: dict[str, tuple[Floats, Floats]] = {}
        while len(found) < len(right.METHODS):
            values = np.abs(rng.normal(0, 1, size=1200))
            values[:3] = rng.uniform(3, 30, size=3)
            judged = np.abs(rng.normal(0, rng.choice([0.3, 1.0, 2.0]), size=300))
            judged[:4] = rng.uniform(1, 25, size=4) * rng.integers(0, 2)
            ranges_of = [right.ends_of(values, method, bits) for method in right.METHODS]
            errors = [right.error_of(judged, *one, bits) for one in ranges_of]
            winner = right.METHODS[int(np.argmin(errors))]
            on_same = [right.error_of(values, *one, bits) for one in ranges_of]
            agrees = right.METHODS[int(np.argmin(on_same))] == winner
            second = sorted(errors)[1]
            if (
                winner not in found
                and (second - min(errors)) > 0.02 * second
                and off_thread(values, bits)
                and (winner == "mse" or not agrees)
            ):
                found[winner] = values, judged
        names = rng.permutation(["first", "head", "middle"]).tolist()
        parts: dict[str, dict[str, Floats]] = {"calibration": {}, "validation": {}}
        for name, winner in zip(names, found, strict=True):
            sign = 1 if with_test or winner == "minmax" else -1  # a range on the other side of 0
            parts["calibration"][name], parts["validation"][name] = sign * found[winner][0], sign * found[winner][1]
        same = np.array([2.0, 2.0, 2.0])  # all three ranges are the same: minmax is the first
        parts["calibration"]["flat"], parts["validation"]["flat"] = same, np.array([1.0, 2.0, 0.3])
        if bits == 6:  # percentile and mse have the same range, and minmax a worse one
            tied = np.array([*np.arange(64.0).repeat(60), 126.0, 126.0]) * 2.0 ** int(rng.integers(-3, 4))
        else:  # four marks fit four values: they would fit in sixteen as well
            tied = np.array([*np.arange(16.0).repeat(260), 30.0, 30.0]) * 2.0 ** int(rng.integers(-3, 4))
        parts["calibration"]["even"], parts["validation"]["even"] = tied, tied[10:-2:7]
        if not with_test:  # errors that vanish where somebody rounds them
            parts = {key: {name: values * 2.0**-14 for name, values in own.items()} for key, own in parts.items()}
        best = right.chosen(parts, bits)
        if best["even"][0] != "percentile":
            raise AssertionError("percentile must win by its place")
        if with_test:
            parts = {**parts, "test": {name: values * 3 + 40 for name, values in parts["calibration"].items()}}
        turned = {**parts, "validation": dict(reversed(parts["validation"].items()))}
        worlds.append((bits, turned, best))
    return [*worlds, _eight_bits(rng)]


def _eight_bits(rng: Rng) -> tuple[None, dict[str, Any], dict[str, Any]]:
    """A layer for which 8 bits, which nobody mentions, take another range than 7 or 9."""
    while True:
        values = np.abs(rng.normal(0, 1, size=41000))
        values[5] = 60.0
        parts = {"calibration": {"tail": values}, "validation": {"tail": values * 1.001}}
        best = right.chosen(parts, 8)
        if all(right.chosen(parts, bits) != best for bits in (7, 9)) and off_thread(values, 8):
            return None, parts, best


def batches(rng: Rng) -> list[tuple[dict[str, Any], list[dict[str, Any]], float | None]]:
    """Batches of several shapes; training, evaluation, training again; a loaded range; the first batch's largest exactly on the last mark."""
    worlds: list[tuple[dict[str, Any], list[dict[str, Any]], float | None]] = []
    for bits, momentum, start in ((4, 0.3, None), (8, None, None), (2, 0.05, None), (5, 0.1, float(rng.uniform(1, 2)))):
        settings: dict[str, Any] = {"bits": bits} if bits != 8 else {}
        settings |= {} if momentum is None else {"momentum": momentum}
        modes = [False, True, False, True] if start else [False, True, True, False, True]
        while True:
            given = []
            for number, train in enumerate(modes):
                size = (3, 4) if number % 2 else (2, 3, 5)
                x = rng.normal(0, 1, size=size) * float(rng.uniform(0.5, 2))
                x.flat[0], x.flat[1] = 1e6 ** (number == 3) * 2.5, -6.0
                if number == 1 and not start:
                    x *= 0.3
                    x.flat[0], x.flat[1] = (
                        -(2 ** (bits - 1) - 1) * 2.0 ** (2 - bits),
                        0.5 * 2.0 ** (2 - bits),
                    )  # the last mark, and a half
                given.append((x, train))
            steps = right.fake_steps(settings, given, start or 0.0)
            if all(_off_thread(step, bits, number == 1 and not start) for number, step in enumerate(steps)):
                break
        worlds.append((settings, steps, start))
    while True:
        tiny = rng.uniform(-1, 1, size=(2, 4)) * 3e-10
        steps = right.fake_steps({"bits": 3}, [(tiny, True), (tiny * 0.9, False)])
        if all(off_ties(step["x"] / (step["largest"] / 3)) for step in steps):
            break
    worlds.append(({"bits": 3}, steps, None))
    quiet = right.fake_steps({}, [(np.array([-2.0, 0.3]), True), (np.array([4.0, 0.1]), True)])
    return [*worlds, ({}, [{**step, "quiet": True} for step in quiet], None)]


def _off_thread(step: dict[str, Any], bits: int, planted: bool) -> bool:
    if not step["largest"]:
        return True
    x = step["x"].ravel()[2:] if planted else step["x"].ravel()
    steps = x / (step["largest"] / (2 ** (bits - 1) - 1))
    within = np.abs(x) < step["largest"]
    return off_ties(steps[within]) and bool((np.abs(np.abs(x) - step["largest"]) > 1e-6).all())


_HARD = ((41, 43, 39, 43, 43, 42), 2013374184)
"""Widths and seed of a network that stays eleven or twelve images in a hundred behind if no gradient gets through the rounding.

Most networks so deep are shaky: with the rounding of another processor, training ends elsewhere. This one was tried on two.
"""


def networks(rng: Rng) -> list[tuple[Any, Any]]:
    """A deep network, and one with three hidden layers of which one row is 0, both trained on digits, and their shares of the images."""
    widths = tuple(int(rng.integers(*pair)) for pair in ((40, 53), (34, 43), (30, 39)))
    return [_trained(*_HARD), _trained(widths, int(rng.integers(2**31)), dead=5)]


@functools.cache
def _trained(widths: tuple[int, ...], seed: int, dead: int | None = None) -> tuple[Any, Any]:
    """A network, in its second layer without the output *dead*, and the images. Trained once for all answers: it takes half a second."""
    shares = bits_reader.pictures(seed)
    images: Any = shares["train_images"]
    labels: Any = shares["train_labels"]
    network = bits_reader.float_network(images, labels, widths, seed)
    if dead is not None:
        weight, bias = network[1]
        weight[dead], bias[dead] = 0.0, 0.0
    return network, shares


def _weights(rng: Rng) -> list[tuple[Floats, int | None]]:
    """Weights with odd and even columns, short last groups, groups of one, larger than the row, of zeros, and exact halves."""
    made: list[tuple[Floats, int | None]] = []
    for (n, columns), group in (
        ((3, 11), 4),
        ((2, 12), 5),
        ((4, 64), None),
        ((2, 70), None),
        ((3, 6), 1),
        ((2, 5), 9),
        ((1, 1), 3),
        ((3, 9), 3),
    ):
        width = 32 if group is None else group
        while True:
            weight = rng.normal(size=(n, columns)) * np.exp(rng.uniform(-3, 3, size=(n, 1)))
            weight[-1, :width] = 0.0 if n > 1 else weight[-1, :width]
            scales = right.grouped(weight, width)[1]
            if off_ties(weight / np.repeat(scales, width, axis=1)[:, :columns]):
                break
        made.append((weight, group))
    made.append((np.array([[2.0, -0.7, 0.3], [0.0, 0.0, 0.0], [9.0, 4.1, -2.2]]) * float(rng.uniform(1, 2)) * 1e-10, 2))
    step = 2.0 ** int(rng.integers(-2, 3))
    made.append((np.array([[7.0, 0.5, 1.5, 2.5, -7.0], [-0.5, -1.5, 7.0, 0.0, -3.5]]) * step, 5))
    return made


def weights_to_pack(rng: Rng) -> list[tuple[Any, ...]]:
    """Weight, group, bytes and scales."""
    return [(weight, group, *right.grouped(weight, group or 32)[:2]) for weight, group in _weights(rng)]


def bytes_to_unpack(rng: Rng) -> list[tuple[Any, ...]]:
    """Bytes, scales, columns, group and the weights that come back."""
    cases = []
    for weight, group in _weights(rng):
        packed, scales, back, _ = right.grouped(weight, group or 32)
        cases.append((packed, scales, weight.shape[1], group, back))
    return cases


def groups_with_errors(rng: Rng) -> list[tuple[Any, ...]]:
    """Weight, bytes, scales, group and the errors; the weight is not the one that was packed, so that no error is small by chance."""
    cases = []
    for weight, group in _weights(rng):
        packed, scales, back, _ = right.grouped(weight, group or 32)
        moved = weight + rng.normal(size=weight.shape) * 0.1
        starts = range(0, weight.shape[1], group or 32)
        errors = np.stack([((moved - back)[:, at : at + (group or 32)] ** 2).mean(axis=1) for at in starts], axis=1)
        cases.append((moved, packed, scales, group, errors))
    return cases


def mixtures(rng: Rng) -> list[tuple[Any, ...]]:
    """Tables with bounds that exactly one choice, or one of few, meets, and the same bounds a hair lower, which none meets."""
    cases: list[tuple[Any, ...]] = []
    for layers in (1, 3, 5, 8, 8, 6):
        hard: list[tuple[int, float]] = []
        while not hard:
            options = _options(rng, layers)
            choices = sorted(set(right.feasible(options)))
            front = _front(choices)
            hard = [point for point in front if not _by_steps(options, *point)] if layers > 3 else front[-1:]
        size, error = hard[int(rng.integers(len(hard)))]
        middle = front[len(front) // 2]
        cases += [
            (options, size, error, True), (options, middle[0], middle[1], True), (options, size - 1, error, _any(choices, size - 1, error)),
            (options, size, error - 0.125, _any(choices, size, error - 0.125)), (options, front[0][0] - 1, 1e9, False), (options, 10**9, front[-1][1], True),
        ]  # fmt: skip
    small = {"a": {4: (5, 1e-8)}, "b": {4: (5, 0.0)}}
    cases += [(small, 10, 0.0, False), (small, 10, 1e-8, True)]
    return cases


def _options(rng: Rng, layers: int) -> dict[str, dict[int, tuple[int, float]]]:
    """Three or four ways for each layer, in mixed order, whatever more bits may cost and bring."""
    options: dict[str, dict[int, tuple[int, float]]] = {}
    for name in rng.permutation([f"layer {number}" for number in range(layers)]).tolist():
        bits = rng.permutation([2, 3, 4, 8])[: int(rng.integers(3, 5))].tolist()
        options[name] = {int(b): (int(rng.integers(10, 200)), float(rng.integers(0, 400)) / 8) for b in bits}
    return options


def _front(choices: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The (bytes, error) that no other beats in both, of sorted ones."""
    best, front = float("inf"), []
    for size, error in choices:
        if error < best:
            front.append((size, error))
            best = error
    return front


def _by_steps(options: dict[str, dict[int, tuple[int, float]]], budget: int, most: float) -> bool:
    """Whether somebody gets within both who begins with the least bytes and always takes the most error off for a byte."""
    chosen = [min(ways.values()) for ways in options.values()]
    while True:
        size, error = (sum(way[which] for way in chosen) for which in (0, 1))
        if size <= budget and error <= most:
            return True
        steps = [
            ((here[1] - way[1]) / (way[0] - here[0]), number, way)
            for number, (here, ways) in enumerate(zip(chosen, options.values(), strict=True))
            for way in ways.values()
            if way[0] > here[0] and way[1] < here[1] and size + way[0] - here[0] <= budget
        ]
        if not steps:
            return False
        _, number, way = max(steps)
        chosen[number] = way


def _any(choices: list[tuple[int, float]], budget: int, most: float) -> bool:
    return any(size <= budget and error <= most for size, error in choices)
