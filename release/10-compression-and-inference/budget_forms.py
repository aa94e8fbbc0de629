"""Whether the answers of lesson 6 have their form, and what is seen of a delivery; nothing here packs, counts or trains."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import budget_reader
from workbook.check.failure import UNWRITTEN, Failure, show
from workbook.check.observers import beside

MAINS, BATTERY = budget_reader.MAINS, budget_reader.BATTERY
MISSING = (NameError, NotImplementedError)
WRONG = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
KEYS = ("weights", "bits", "scale", "bias", "relu", "mask")


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is still missing, or that it stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except WRONG as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")


def whole(value: Any, what: str) -> int:
    """A whole number, Python's or NumPy's, or a Failure that says what came instead."""
    if type(value).__module__.partition(".")[0] == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    if type(value) is not int:
        raise Failure(what, "a whole number", show(value))
    return value


def same_file(answer: Any, expected: bytes, what: str) -> None:
    """Fail unless *answer* are the bytes *expected*; say where they part."""
    if type(answer) is not bytes:
        raise Failure(what, "bytes", show(answer))
    if answer == expected:
        return
    place = next((i for i, (one, other) in enumerate(zip(answer, expected, strict=False)) if one != other), None)
    if place is None:
        raise Failure(what, f"{len(expected)} bytes", f"{len(answer)} bytes", "what stands at the end")
    near = slice(max(0, place - 3), place + 4)
    raise Failure(
        f"{what}: byte {place} of {len(expected)}",
        f"{expected[place]:#04x} (around it {expected[near].hex(' ')})",
        f"{answer[place]:#04x} (around it {answer[near].hex(' ')}; {len(answer)} bytes in all)",
        "the table of the file, in its order; low bits first",
    )


def _array(value: Any, what: str, shape: tuple[int, ...] | None, *, numbers: str) -> NDArray[Any]:
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        raise Failure(what, "an array of numbers", show(value)) from None
    kinds = "iu" if numbers == "whole numbers" else "iuf"
    if array.dtype.kind not in kinds:
        raise Failure(what, f"an array of {numbers}", f"{show(value)} of type {array.dtype}")
    if (shape is not None and array.shape != shape) or array.size == 0:
        raise Failure(f"the shape of {what}", str(shape or "at least one number"), str(array.shape))
    return array


def _choice(value: Any, what: str, allowed: tuple[Any, ...]) -> Any:
    if type(value).__module__.partition(".")[0] == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    if type(value) is not type(allowed[0]) or value not in allowed:
        raise Failure(what, " or ".join(map(repr, allowed)), show(value))
    return value


def layers_of(answer: Any, what: str) -> list[dict[str, Any]]:
    """The layers of a model as they were meant: arrays, whole numbers and truth values; fail unless they have the form of K19a."""
    if type(answer) not in (list, tuple) or not answer:
        raise Failure(what, "a list of at least one layer", show(answer))
    made = []
    for number, layer in enumerate(answer):
        told = f"layer {number} of {what}"
        if not isinstance(layer, dict):
            raise Failure(told, "a dict", show(layer))
        if set(layer) != set(KEYS):
            raise Failure(f"the keys of {told}", show(sorted(KEYS)), show(sorted(map(str, layer))))
        weights = _array(layer["weights"], f"'weights' of {told}", None, numbers="whole numbers")
        if weights.ndim != 2:
            raise Failure(f"the shape of 'weights' of {told}", "(out, in)", str(weights.shape))
        height = len(weights)
        scale, bias = (_array(layer[name], f"{name!r} of {told}", (height,), numbers="numbers") for name in ("scale", "bias"))  # fmt: skip
        for name in ("weights", "scale", "bias"):
            if not isinstance(layer[name], np.ndarray | list | tuple):
                raise Failure(
                    f"{name!r} of {told}", "an array", f"a {type(layer[name]).__name__}", "a tensor's .numpy()"
                )
        made.append(
            {
                "weights": weights.astype(int), "bits": _choice(layer["bits"], f"'bits' of {told}", (2, 4, 8)), "scale": scale.astype(float), "bias": bias.astype(float),
                "relu": _choice(layer["relu"], f"'relu' of {told}", (True, False)), "mask": _choice(layer["mask"], f"'mask' of {told}", (True, False)),
            }
        )  # fmt: skip
    return made


def same_layers(answer: Any, expected: Sequence[Mapping[str, Any]], what: str) -> None:
    """Fail unless *answer* are the layers *expected*, to the last bit."""
    layers = layers_of(answer, what)
    if len(layers) != len(expected):
        raise Failure(f"the number of layers of {what}", str(len(expected)), str(len(layers)))
    for number, (came, wanted) in enumerate(zip(layers, expected, strict=True)):
        for name in KEYS:
            one, other = np.asarray(came[name]), np.asarray(wanted[name])
            told = f"{name!r} of layer {number} of {what}"
            if one.shape != other.shape:
                raise Failure(f"the shape of {told}", str(other.shape), str(one.shape))
            if not np.array_equal(one, other):
                place = tuple(int(i) for i in np.argwhere(one != other)[0])
                raise Failure(
                    f"{told}{f' at {list(place)}' if place else ''}", show(other[place].item()), show(one[place].item())
                )


@beside
def outcome(function: Callable[..., Any], given: Any) -> str:
    """The kind of error that ``function(given)`` ends in, or what it returns, in words."""
    try:
        came = function(given)
    except Exception as error:  # noqa: BLE001  (which one is what we came to see)
        return "ValueError" if isinstance(error, ValueError) else f"{_kind(error)}: {error}"
    return f"no error, but a {type(came).__name__}"


def _kind(error: Exception) -> str:
    """The name of an error's class, with its module unless that is Python's own: struct.error, say."""
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def refused(function: Callable[..., Any], given: Any, what: str) -> None:
    """Fail unless the function refuses what it is given with a ValueError."""
    came = outcome(function, given)
    if came.startswith("NotImplementedError"):
        raise Failure(f"{what}: not written yet", look=UNWRITTEN)
    if came != "ValueError":
        raise Failure(
            what, "ValueError", came, "the kind of the error: another one, such as struct.error, isn't a ValueError"
        )


def _same(one: Any, other: Any) -> bool:
    """Whether two containers of arrays, numbers and texts hold the same, in kind and value."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    return bool(one == other)


@beside
def keeps(function: Callable[..., Any], given: tuple[Any, ...]) -> bool:
    """Whether ``function(*given)`` leaves what it is given as it is."""
    before = copy.deepcopy(given)
    function(*given)
    return _same(before, given)


def unchanged(function: Callable[..., Any], given: tuple[Any, ...], what: str) -> None:
    """Fail unless the function leaves what it is given as it is."""
    if not keeps(function, given):
        raise Failure(f"what {what} was given", "the same as before the call", "something in it was changed")


def billed(answer: Any, size: int, adds: int, what: str) -> None:
    """Fail unless *answer* is the bill of *size* bytes and *adds* multiply-adds."""
    if not isinstance(answer, dict) or set(answer) != {"bytes", "multiply_adds"}:
        raise Failure(what, "a dict with the keys 'bytes' and 'multiply_adds'", show(answer))
    for name, expected in (("bytes", size), ("multiply_adds", adds)):
        came = whole(answer[name], f"{name!r} of {what}")
        if came != expected:
            raise Failure(f"{name!r} of {what}", str(expected), str(came))


def pointer(pixels: Sequence[int], mask: bool, bits: int = 4) -> list[dict[str, Any]]:
    """A model of one layer that reads digit ``pixels[p]`` if pixel p is bright."""
    weights = np.zeros((3, 64), int)
    for pixel, digit in enumerate(pixels):
        weights[digit, pixel] = 1
    layer = {"weights": weights, "bits": bits, "scale": np.ones(3), "bias": np.zeros(3), "relu": False, "mask": mask}
    return [layer]


def chosen(answer: Any, expected: int | None, what: str) -> None:
    """Fail unless *answer* is the place *expected*, or None."""
    came = answer if answer is None else whole(answer, f"{what}: {expected} is expected")
    if came != expected:
        raise Failure(what, str(expected), str(came), "both budgets, then the accuracy; fewest multiply-adds, fewest bytes, the first")  # fmt: skip


def drawn(seed: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """1,000 pictures to learn from with codes for labels, and the 797 others as the cellar sees them, with theirs."""
    (images, labels), (others, truth) = budget_reader.parted(seed)
    codes = np.random.default_rng([seed, 1]).permutation(10)
    pictures, marks = budget_reader.cellar(others, truth)
    return images, codes[labels], pictures, codes[marks]


@beside
def watched(
    deliver: Callable[..., Any], images: NDArray[Any], labels: NDArray[Any], device: Mapping[str, Any], seed: int
) -> dict[str, Any]:
    """One call of `deliver`: what it returns, and whether it changes what it is given."""
    given = images.copy(), labels.copy(), dict(device)
    try:
        layers, error = deliver(*given, seed), ""
    except Exception as problem:  # noqa: BLE001  (whatever the answer raises is told)
        layers, error = None, f"{type(problem).__name__}: {problem}"
    same = np.array_equal(given[0], images) and np.array_equal(given[1], labels) and given[2] == dict(device)
    return {"layers": layers, "error": error, "same": bool(same)}


def delivery(
    deliver: Callable[..., Any], images: NDArray[Any], labels: NDArray[Any], device: Mapping[str, Any], seed: int
) -> list[dict[str, Any]]:
    """The layers that *deliver* gives for this device; fail unless they have their form and it has kept its manners."""
    what = f"deliver for {dict(device)}"
    seen = watched(deliver, images, labels, device, seed)
    if seen["error"].startswith("NotImplementedError"):
        raise Failure("deliver isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{what} raised an error", "a list of layers", seen["error"])
    if not seen["same"]:
        raise Failure(what, "images, labels and device as they were", "one of them was changed")
    return layers_of(seen["layers"], what)


def repeats(layers: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]], images: NDArray[Any]) -> None:
    """Fail unless two deliveries from the same arguments read *images* alike, but for one in a hundred."""
    alike = float((budget_reader.read(layers, images) == budget_reader.read(again, images)).mean())
    if alike < 0.99:
        raise Failure(
            f"deliver called twice with the same arguments: of {len(images)} pictures", "all are read alike", f"{100 * (1 - alike):.1f} in 100 otherwise",
            "every random number comes from seed: torch.manual_seed(seed), np.random.default_rng(seed)",
        )  # fmt: skip


def reads(layers: Sequence[Mapping[str, Any]], images: NDArray[Any], labels: NDArray[Any], device: Mapping[str, Any], name: str) -> None:  # fmt: skip
    """Fail unless *layers* fit together, end in ten outputs, and read at least the device's share of *images*."""
    widths = [(layer["weights"].shape[1], layer["weights"].shape[0]) for layer in layers]
    ends = [64, *(out for _, out in widths)]
    if [into for into, _ in widths] != ends[:-1] or ends[-1] != 10:
        raise Failure(f"in and out of the layers for {name}", "64 in the first, 10 out of the last, and what comes out goes in", str(widths))  # fmt: skip
    with np.errstate(all="ignore"):
        accuracy = float((budget_reader.read(layers, images) == labels).mean())
    if accuracy < device["accuracy"]:
        raise Failure(
            f"accuracy in the cellar for {name}, on {len(labels) // 3} other digits in three positions", f"at least {device['accuracy']}", f"{accuracy:.3f}",
            "the reader sees pixels / 16, one row up or down, and your whole numbers times scale",
        )  # fmt: skip
