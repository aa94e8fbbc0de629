"""Whether answers about fewer bits (lesson 4) have their form and give what is expected. What is expected comes with the call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import bits_reader
import bits_watch as watch
from workbook.check.failure import UNWRITTEN, Failure, show

Answer = Callable[..., Any]
Array = NDArray[Any]
MISREAD = 0.07
"""Of all test images, how many fewer a network of two bits may get right."""


def told(value: Any) -> str:
    """A short text for an argument or a result: arrays with their first values."""
    if isinstance(value, np.ndarray):
        some = np.array2string(value.ravel()[:6], precision=5, separator=", ", threshold=7)
        return f"array of shape {value.shape}, {value.dtype}: {some[:-1]}{', …' if value.size > 6 else ''}]"
    return show(value)


def call_of(name: str, values: Sequence[Any], words: Mapping[str, Any]) -> str:
    """A call in words: the whole of small arrays, the shape of large ones."""
    parts = [np.array2string(v, separator=", ").replace("\n", "") if isinstance(v, np.ndarray) and v.size <= 12 else
             f"<{told(v)}>" if isinstance(v, np.ndarray) else show(v) for v in values]  # fmt: skip
    return f"{name}({', '.join([*parts, *(f'{key}={value}' for key, value in words.items())])})"


def results(
    function: Answer, name: str, calls: Sequence[tuple[Any, ...]], words: Sequence[dict[str, Any]] = ()
) -> list[tuple[Any, str]]:
    """What *function* gives for each call, with the call in words; fail where it raises, or changes what it was given."""
    words = words or [{} for _ in calls]
    seen = watch.run(function, list(calls), list(words))
    given: list[tuple[Any, str]] = []
    for one, values, named in zip(seen, calls, words, strict=False):
        what = call_of(name, values, named)
        if one["error"].startswith("NotImplementedError"):
            raise Failure(f"{name} isn't written yet", look=UNWRITTEN)
        if one["error"]:
            raise Failure(what, "a result", one["error"])
        given.append((one["result"], what))
        if not one["kept"]:
            raise Failure(
                what,
                "the arguments as they were",
                "an argument was changed",
                "operations in place, such as += or [...] =, on what was given",
            )
    return given


def whole(got: Any, expected: Any, what: str, look: str = "", dtype: str = "") -> None:
    """Fail unless *got* is an array of whole numbers with the values of *expected*, of the given dtype if one is named."""
    right = np.asarray(expected, dtype=np.int64)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iu":
        raise Failure(what, "an array of whole numbers", told(got))
    if dtype and got.dtype != np.dtype(dtype):
        raise Failure(what, f"an array in {dtype}", told(got))
    _compared(got, right, got.astype(object) == right.astype(object) if got.shape == right.shape else None, what, look)


def near(got: Any, expected: Any, what: str, look: str = "") -> None:
    """Fail unless *got* is an array of floats, *expected* up to the luck of rounding."""
    right = np.asarray(expected, dtype=np.float64)
    if not isinstance(got, np.ndarray) or got.dtype.kind != "f":
        raise Failure(what, "an array of floats", told(got))
    _compared(
        got, right, np.isclose(got, right, rtol=1e-9, atol=1e-12) if got.shape == right.shape else None, what, look
    )


def _compared(got: Array, right: Array, same: Any, what: str, look: str) -> None:
    if same is None:
        raise Failure(what, f"the shape {right.shape}", f"the shape {got.shape}", look)
    wrong = np.argwhere(~np.asarray(same, dtype=bool))
    if len(wrong):
        place = tuple(int(axis) for axis in wrong[0])
        raise Failure(
            f"{what}, at {list(place)} ({len(wrong)} of {right.size} differ)",
            f"{right[place]:.10g}",
            f"{got[place]:.10g}",
            look,
        )


def number(got: Any, expected: float, what: str, kind: str = "a number") -> None:
    """Fail unless *got* is one number, *expected* up to the luck of rounding; ``kind="a whole number"``: and an integer."""
    kinds = (int, np.integer) if kind == "a whole number" else (int, float, np.integer, np.floating)
    if not isinstance(got, kinds) or isinstance(got, bool):
        raise Failure(what, f"{kind}, {expected:.10g}", told(got))
    if not np.isclose(float(got), expected, rtol=1e-9, atol=1e-12):
        raise Failure(what, f"{expected:.10g}", f"{float(got):.10g}")


def items(got: Any, count: int, what: str, names: str) -> Any:
    """*got*, if it is a tuple of so many items."""
    if type(got) is not tuple or len(got) != count:
        raise Failure(what, f"a tuple {names}", told(got))
    return got


def grids(grid: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: low, high, bits, symmetric (None: not said), and the scale and zero point that are expected."""
    words = [
        {key: value for key, value in zip(("bits", "symmetric"), case[2:4], strict=True) if value is not None}
        for case in cases
    ]
    for (got, what), case in zip(results(grid, "grid", [case[:2] for case in cases], words), cases, strict=True):
        scale, zero = items(got, 2, what, "(scale, zero)")
        number(scale, case[4], f"{what}: the scale")
        number(zero, case[5], f"{what}: the zero point", "a whole number")


def codes(quantise: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: the five arguments and the codes that are expected."""
    for (got, what), case in zip(results(quantise, "quantise", [case[:5] for case in cases]), cases, strict=True):
        whole(
            got, case[5], what, "x / scale is rounded half to even; then zero is added; then the limits; then the dtype"
        )


def reals(dequantise: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: the three arguments and the numbers that are expected."""
    for (got, what), case in zip(results(dequantise, "dequantise", [case[:3] for case in cases]), cases, strict=True):
        if isinstance(got, np.ndarray) and got.dtype != np.float64:
            raise Failure(what, "an array in float64", told(got))
        near(got, case[3], what, "codes of 8 bits can't hold what comes out of the subtraction")


def rows(quantise_rows: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: weight, bits (None: not said), and the codes and scales that are expected."""
    words = [{} if case[1] is None else {"bits": case[1]} for case in cases]
    for (got, what), case in zip(
        results(quantise_rows, "quantise_rows", [case[:1] for case in cases], words), cases, strict=True
    ):
        own_codes, scales = items(got, 2, what, "(codes, scales)")
        near(scales, case[3], f"{what}: the scales", "one for each place of the first axis, and 1.0 for zeros")
        whole(own_codes, case[2], f"{what}: the codes", "weight / scale of its row, rounded half to even")


def sums(int_sums: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: the five arguments and the sums that are expected."""
    for (got, what), case in zip(results(int_sums, "int_sums", [case[:5] for case in cases]), cases, strict=True):
        whole(
            got,
            case[5],
            what,
            "both zero points; integers that are wide enough before anything is subtracted or summed",
            "int32",
        )


def recoded(requantise: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: the four arguments and the codes that are expected."""
    for (got, what), case in zip(results(requantise, "requantise", [case[:4] for case in cases]), cases, strict=True):
        whole(
            got,
            case[4],
            what,
            "64 bits for the product; half to even; then y_zero; then the limits 0 and 255; then the dtype",
            "uint8",
        )


def ranges(clip_range: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: values, method, bits (None: not said), and the ends that are expected."""
    words = [{} if case[2] is None else {"bits": case[2]} for case in cases]
    for (got, what), case in zip(
        results(clip_range, "clip_range", [case[:2] for case in cases], words), cases, strict=True
    ):
        low, high = items(got, 2, what, "(low, high)")
        number(low, case[3], f"{what}: low")
        number(high, case[4], f"{what}: high")


def refused(function: Answer, values: tuple[Any, ...], what: str) -> None:
    """Fail unless the call raises ValueError."""
    seen = watch.run(function, [values])[0]
    if "ValueError" not in seen["kinds"]:
        raise Failure(what, "ValueError raised", seen["error"] or "no exception")


def choices(
    choose_ranges: Answer, records: Mapping[str, Any], bits: int | None, expected: Mapping[str, Any], what: str
) -> None:
    """Fail unless each layer gets the method and the range that are expected."""
    call = [((dict(records),), {} if bits is None else {"bits": bits})]
    got = results(choose_ranges, "choose_ranges", [call[0][0]], [call[0][1]])[0][0]
    what = f"choose_ranges on {what}" + ("" if bits is None else f", bits={bits}")
    if not isinstance(got, dict) or set(got) != set(expected):
        raise Failure(what, f"a dict with the keys {show(list(expected))}", told(got))
    for name, (method, low, high) in expected.items():
        own = items(got[name], 3, f"{what}: layer {name!r}", "(method, low, high)")
        if own[0] != method:
            raise Failure(
                f"{what}: layer {name!r}",
                f"the method {method!r}",
                show(own[0]),
                "which values make the ranges, and which judge them; ties",
            )
        number(own[1], low, f"{what}: layer {name!r}, low")
        number(own[2], high, f"{what}: layer {name!r}, high")


def fake(
    kind: Answer,
    settings: dict[str, Any],
    steps: Sequence[dict[str, Any]],
    start: float | None = None,
    parts: str = "values gradients",
    double: bool = True,
) -> None:
    """Fail unless the module gives what each step expects: output, gradient and running range, batch after batch.

    *parts*: what is looked at. *start*: the range that is loaded first. Not *double*: the module stays in float32.
    """
    rng = np.random.default_rng(5)
    sent = [
        {
            "x": np.asarray(s["x"], dtype=np.float64),
            "train": s["train"],
            "quiet": s.get("quiet", False),
            "slope": rng.uniform(1, 2, np.shape(s["x"])),
        }
        for s in steps
    ]
    seen = watch.module(kind, settings, sent, start, double)
    what = f"FakeQuantise({', '.join(f'{key}={value}' for key, value in settings.items())})"
    if seen["error"]:
        raise Failure(what, "batches that go through", seen["error"])
    if seen["names"] != ["largest"] or seen["parameters"] or seen["shapes"] != [[]] or seen["begins"] != [0.0]:
        raise Failure(
            f"{what}: what it keeps", "a state_dict with 'largest' alone, of shape (), 0 at the start, and no parameters",
            f"{seen['names']} of shapes {seen['shapes']}, starting at {seen['begins']}, {seen['parameters']} parameters",
        )  # fmt: skip
    for position, (step, one, given) in enumerate(zip(steps, seen["steps"], sent, strict=True), start=1):
        mode = "training" if step["train"] else "evaluation"
        mode += ", under torch.no_grad()" if given["quiet"] else "" if double else ", a module in float32"
        where = f"{what}, batch {position} ({mode}) {told(given['x'])}"
        if not one["kept"]:
            raise Failure(where, "x as it was", "x was changed", "operations in place, such as clamp_ or round_")
        if one["dtype"] != "torch.float64":
            raise Failure(where, "an output in torch.float64, as x", one["dtype"])
        if "values" in parts:
            number(one["state"], step["largest"], f"{where}: largest afterwards")
            near(one["output"], step["output"], f"{where}: the output")
        if one["tied"]:
            raise Failure(where, "a range without gradient", "largest requires a gradient", "torch.no_grad()")
        if "gradients" in parts and not given["quiet"]:
            slope = None if one["gradient"] is None else one["gradient"] / given["slope"]
            if slope is None:
                raise Failure(
                    f"{where}: the gradient of the output by x", "1 within the range, 0 outside", "none arrives at x"
                )
            near(slope, step["gradient"], f"{where}: the gradient of the output by x")


def trained_back(retrain: Answer, network: Any, shares: Mapping[str, Any], words: dict[str, Any], what: str) -> None:
    """Fail unless *retrain* gives a network of so many bits (2 unless told) that reads the test images nearly as well as the one in floats."""
    bits = words.get("bits", 2)
    last = 2 ** (bits - 1) - 1
    given = [(weight.copy(), bias.copy()) for weight, bias in network]
    got = results(retrain, "retrain", [(given, shares["train_images"], shares["train_labels"])], [words])[0][0]
    if type(got) is not list or len(got) != len(network):
        found = f"a list of {len(got)} layers" if type(got) is list else told(got)
        raise Failure(what, f"a list of {len(network)} layers", found)
    back = []
    for position, (layer, (weight, bias)) in enumerate(zip(got, network, strict=True), start=1):
        where = f"{what}, layer {position}"
        own, scales, own_bias = items(layer, 3, where, "(codes, scales, bias)")
        if not isinstance(own, np.ndarray) or own.dtype.kind not in "iu" or own.shape != weight.shape:
            raise Failure(f"{where}: the codes", f"an array of whole numbers of shape {weight.shape}", told(own))
        if np.abs(own.astype(np.int64)).max() > last:
            wanted = "-1, 0 and 1" if bits == 2 else f"from {-last} to {last}"
            raise Failure(f"{where}: the codes", f"{wanted} for {bits} bits", f"from {own.min()} to {own.max()}")
        for name, array, size in (("the scales", scales, len(bias)), ("the bias", own_bias, len(bias))):
            if (
                not isinstance(array, np.ndarray)
                or array.dtype.kind != "f"
                or array.shape != (size,)
                or not np.isfinite(array).all()
            ):
                raise Failure(f"{where}: {name}", f"an array of {size} finite floats", told(array))
        if scales.min() <= 0:
            raise Failure(f"{where}: the scales", "all above 0", f"the smallest is {scales.min():.4g}")
        back.append((own * scales[:, None].astype(np.float64), own_bias.astype(np.float64)))
    images, labels = shares["test_images"], shares["test_labels"]
    before, after = bits_reader.share_right(network, images, labels), bits_reader.share_right(back, images, labels)
    if after < before - MISREAD:
        raise Failure(
            f"{what}: hidden images that are read right", f"at most {100 * MISREAD:g} of 100 fewer right than the {100 * before:.1f} of the float network",
            f"{100 * after:.1f} of 100 right", "does the gradient get through the rounding; the scale; the learning rate at the end",
        )  # fmt: skip


def packed(pack: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: weight, group (None: not said), and the bytes and scales that are expected."""
    words = [{} if case[1] is None else {"group": case[1]} for case in cases]
    for (got, what), case in zip(results(pack, "pack", [case[:1] for case in cases], words), cases, strict=True):
        own, scales = items(got, 2, what, "(packed, scales)")
        near(
            scales,
            case[3],
            f"{what}: the scales",
            "one for each group of each row, the last group shorter, 1.0 for zeros",
        )
        whole(
            own,
            case[2],
            f"{what}: the bytes",
            "w / scale, rounded half to even; code + 8; even columns in the lower half; 0 where no column is left",
            "uint8",
        )


def unpacked(unpack: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: bytes, scales, columns, group (None: not said), and the weights that are expected."""
    words = [{} if case[3] is None else {"group": case[3]} for case in cases]
    calls = [(np.asarray(case[0], dtype=np.uint8), np.asarray(case[1], dtype=np.float64), case[2]) for case in cases]
    for (got, what), case in zip(results(unpack, "unpack", calls, words), cases, strict=True):
        near(got, case[4], what, "which half is whose; code is what is stored less 8; which group a column is in")


def errors(group_errors: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: weight, bytes, scales, group (None: not said), and the errors that are expected."""
    words = [{} if case[3] is None else {"group": case[3]} for case in cases]
    calls = [(case[0], np.asarray(case[1], dtype=np.uint8), np.asarray(case[2], dtype=np.float64)) for case in cases]
    for (got, what), case in zip(results(group_errors, "group_errors", calls, words), cases, strict=True):
        near(got, case[4], what, "the mean over the columns that the group has")


def mixtures(mix_bits: Answer, cases: Sequence[tuple[Any, ...]]) -> None:
    """Cases: options, budget, most, and whether there is a choice within both."""
    for (got, what), (options, budget, most, possible) in zip(
        results(mix_bits, "mix_bits", [case[:3] for case in cases]), cases, strict=True
    ):
        what = (
            f"mix_bits for {len(options)} layers, {budget} bytes and an error of {most:g}" if len(options) > 2 else what
        )
        if not possible:
            if got is not None:
                raise Failure(what, "None: no choice is within both", told(got))
            continue
        if not isinstance(got, dict) or set(got) != set(options):
            raise Failure(what, f"a dict with the keys {show(list(options))}: there is a choice within both", told(got))
        for name, bits in got.items():
            if not isinstance(bits, int | np.integer) or bits not in options[name]:
                raise Failure(f"{what}: layer {name!r}", f"one of {list(options[name])}", told(bits))
        size, error = (sum(options[name][bits][which] for name, bits in got.items()) for which in (0, 1))
        if size > budget or error > most:
            raise Failure(
                what,
                f"at most {budget} bytes and an error of at most {most:g}",
                f"{size} bytes and an error of {error:g}",
            )
