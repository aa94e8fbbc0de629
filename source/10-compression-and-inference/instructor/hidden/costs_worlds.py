"""Models for the exercises on what is stored and worked out, as descriptions, and what each costs: by arithmetic on the description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Spec = list[Any]
Row = tuple[str, int, int]
Rng = np.random.Generator
Shape = tuple[int, ...]
KEEP = ("relu", "norm", "layernorm", "scale", "dropout", "same")
WRAPPED = ("frozen", "eval", "half", "bfloat16", "double")


def _own(kind: str, rest: Sequence[Any]) -> int:
    """How many numbers the parameters of one layer have."""
    if kind in ("linear", "stamped"):
        return int(rest[0] * rest[1] + rest[1] * rest[2])
    if kind == "conv":
        wide, out, (high, across), _, _, groups, bias = rest
        return int(out * (wide // groups) * high * across + out * bias)
    return int({"norm": 2, "layernorm": 2, "scale": 1}.get(kind, 0) * (rest[0] if rest else 0))


def size_of(spec: Spec, each: int = 4, met: set[str] | None = None) -> tuple[int, int]:
    """(numbers, bytes) of the parameters of *spec*, where a number takes *each* bytes unless told otherwise within."""
    met = set() if met is None else met
    kind, *rest = spec
    if kind == "shared":
        if rest[0] in met:
            return 0, 0
        met.add(rest[0])
        return size_of(rest[1], each, met)
    each = {"half": 2, "bfloat16": 2, "double": 8}.get(kind, each)
    if kind == "coded":  # whole numbers in 8 bits, and one scale
        return rest[0] + 1, rest[0] + each
    inner: list[Spec] = []
    numbers = 0
    if kind == "seq":
        inner = [part for _, part in rest[0]]
    elif kind in ("residual", "folded", "repeat", *WRAPPED):
        inner = [rest[0]]
    elif kind == "spare":
        inner, numbers = [rest[0], rest[1]], rest[2]
    elif kind == "letters":
        inner, numbers = [rest[2]], rest[0] * rest[1] + rest[0] * rest[3]
    else:
        numbers = _own(kind, rest)
    sizes = [(numbers, numbers * each)] + [size_of(one, each, met) for one in inner]
    return sum(one[0] for one in sizes), sum(one[1] for one in sizes)


class Walk:
    """Goes through a description as its model goes through an input, and notes what each call of a leaf costs."""

    def __init__(self, examples: int) -> None:
        self.examples = examples
        self.rows: list[Row] = []
        self.names: dict[str, str] = {}
        self.each = 4

    def go(self, spec: Spec, shape: Shape, name: str) -> Shape:
        """The shape that comes out of *spec*, whose module is called *name*."""
        kind, *rest = spec

        def under(part: str) -> str:
            return f"{name}.{part}" if name else part

        if kind == "double":
            self.each = 8
        if kind == "shared":
            return self.go(rest[1], shape, self.names.setdefault(rest[0], name))
        if kind in WRAPPED:
            return self.go(rest[0], shape, name)
        if kind == "seq":
            self._named(spec, name)
            for part, inner in rest[0]:
                shape = self.go(inner, shape, under(part))
            return shape
        if kind == "residual":
            return self.go(rest[0], shape, under("inner"))
        if kind == "folded":
            return shape[:2] + self.go(rest[0], (shape[0] * shape[1], *shape[2:]), under("inner"))[1:]
        if kind == "repeat":
            for _ in range(rest[1]):
                shape = self.go(rest[0], shape, under("block"))
            return shape
        if kind == "spare":
            return self.go(rest[1], shape, under("used"))
        if kind == "letters":
            return self._letters(rest, shape, under)
        return self._leaf(kind, rest, shape, name)

    def _named(self, spec: Spec, name: str) -> None:
        """Give shared modules of a sequence the name of their first place, called or not."""
        for part, inner in spec[1]:
            if inner[0] == "shared":
                self.names.setdefault(inner[1], f"{name}.{part}" if name else part)

    def _letters(self, rest: Sequence[Any], shape: Shape, under: Callable[[str], str]) -> Shape:
        words, width, body, _ = rest
        shape = self._note(under("embed"), (*shape, width), 0)
        shape = self.go(body, shape, under("body"))
        return self._note(under("decode"), (*shape[:-1], words), width)

    def _leaf(self, kind: str, rest: Sequence[Any], shape: Shape, name: str) -> Shape:
        if kind in KEEP:
            return self._note(name, shape, 0)
        if kind == "above":
            return self._note(name, shape, 0, 1)
        if kind == "flatten":
            return self._note(name, (shape[0], int(np.prod(shape[1:]))), 0)
        if kind == "pool":
            return self._note(name, (*shape[:2], shape[2] // rest[0], shape[3] // rest[0]), 0)
        if kind == "conv":
            wide, out, kernel, stride, padding, groups, _ = rest
            sides = [(side + 2 * padding - long) // stride + 1 for side, long in zip(shape[2:], kernel, strict=True)]
            return self._note(name, (shape[0], out, *sides), wide // groups * kernel[0] * kernel[1])
        return self._note(name, (*shape[:-1], rest[1]), rest[0])

    def _note(self, name: str, shape: Shape, products: int, each: int = 0) -> Shape:
        numbers = int(np.prod(shape))
        moved = numbers * (each or self.each)
        self.rows.append((name, numbers * products // self.examples, moved // self.examples))
        return shape


def rows_of(spec: Spec, shape: Sequence[int]) -> list[Row]:
    """The row (name, multiply-adds, bytes) of each call of a leaf, for one example of a batch of *shape*."""
    walk = Walk(shape[0])
    walk.go(spec, tuple(shape), "")
    return walk.rows


def _whole(rng: Rng, low: int, high: int, count: int) -> list[int]:
    """Different whole numbers, in mixed order."""
    return [int(one) for one in rng.choice(np.arange(low, high), count, replace=False)]


def stored(rng: Rng) -> list[tuple[str, Spec]]:
    """Models whose parameters are told in several ways."""
    a, b, c, d, e, f = _whole(rng, 3, 14, 6)
    deep = [
        "seq",
        [
            ["outer", ["seq", [["inner", ["residual", ["seq", [["only", ["linear", a, a, True]]]]]]]]],
            ["last", ["linear", a, b, False]],
        ],
    ]
    groups = int(rng.integers(2, 4))
    kernels = [
        "seq",
        [
            ["grouped", ["conv", groups * a, groups * b, [2, 3], 1, 0, groups, True]],
            ["bare", ["conv", c, d, [1, 4], 1, 0, 1, False]],
        ],
    ]
    twice = ["shared", "twice", ["linear", c, c, True]]
    places = [
        "seq",
        [
            ["one", twice],
            ["between", ["layernorm", c]],
            ["two", twice],
            ["again", ["repeat", ["linear", c, c, True], 3]],
        ],
    ]
    own = ["spare", ["linear", d, e, True], ["scale", f], int(rng.integers(3, 9))]
    kinds = [
        "seq",
        [
            ["narrow", ["half", ["linear", a, b, True]]],
            ["full", ["linear", b, c, True]],
            ["wide", ["double", ["linear", c, d, False]]],
        ],
    ]
    codes = [
        "seq",
        [
            ["narrow", ["bfloat16", ["linear", a, b, True]]],
            ["table", ["coded", d]],
            ["full", ["linear", b, c, False]],
        ],
    ]
    letters = ["letters", 20 + e, f, ["seq", [["wide", ["linear", f, f, True]]]], True]
    return [
        ("a layer within a residual block within two sequences, and one without bias", deep),
        ("two convolutions, one in groups, one without bias", kernels),
        ("a layer that stands in two places, and one that is repeated", places),
        ("a model with a spare layer and a frozen parameter of its own", own),
        ("layers in float16, float32 and float64", kinds),
        ("layers in bfloat16 and float32, and a table of whole numbers in 8 bits with one scale", codes),
        ("a language model with one weight for its first and last layer", letters),
        ("batch norms with buffers", ["seq", [["one", ["norm", d]], ["two", ["frozen", ["norm", e]]]]]),
    ]


def _pictures(rng: Rng) -> tuple[str, Spec, list[int], int]:
    groups = int(rng.integers(2, 4))
    first, second = (groups * one for one in _whole(rng, 2, 5, 2))
    high, across, stride, bias = (
        int(rng.integers(8, 10)),
        int(rng.integers(11, 14)),
        int(rng.integers(1, 3)),
        bool(rng.integers(2)),
    )
    sides = [(side + 2 - 3) // stride + 1 for side in (high, across)]
    after = [side + 2 - long + 1 for side, long in zip(sides, (2, 3), strict=True)]
    features = (after[0] // 2) * (after[1] // 2)
    spec: Spec = ["seq", [
        ["first", ["conv", 3, first, [3, 3], stride, 1, 1, bias]], ["norm", ["norm", first]], ["bend", ["relu"]],
        ["grouped", ["conv", first, second, [2, 3], 1, 1, groups, not bias]], ["pool", ["pool", 2]],
        ["thin", ["conv", second, 1, [1, 1], 1, 0, 1, True]],
        ["flat", ["flatten"]], ["out", ["linear", features, int(rng.integers(3, 9)), True]],
    ]]  # fmt: skip
    return (
        "a network of convolutions with strides, padding and groups",
        spec,
        [int(rng.integers(2, 6)), 3, high, across],
        0,
    )


def _letters(rng: Rng) -> tuple[str, Spec, list[int], int]:
    words, width, wide = _whole(rng, 5, 20, 3)
    block: Spec = [
        "residual",
        [
            "seq",
            [
                ["norm", ["layernorm", width]],
                ["up", ["linear", width, wide, True]],
                ["bend", ["relu"]],
                ["down", ["stamped", wide, width, False]],
            ],
        ],
    ]
    spec: Spec = ["letters", words, width, ["repeat", block, int(rng.integers(2, 5))], bool(rng.integers(2))]
    return "a language model whose block is repeated", spec, [int(rng.integers(2, 5)), int(rng.integers(5, 9))], words


def _folded(rng: Rng) -> tuple[str, Spec, list[int], int]:
    parts, width, wide = _whole(rng, 2, 9, 3)
    inner: Spec = ["seq", [["see", ["linear", width, wide, True]], ["drop", ["dropout", 0.4]], ["bend", ["relu"]]]]
    spec: Spec = [
        "double",
        ["seq", [["each", ["folded", inner]], ["flat", ["flatten"]], ["all", ["linear", parts * wide, 3, True]]]],
    ]
    return "a float64 model that folds parts into the batch", spec, [int(rng.integers(2, 6)), parts, width], 0


def _moods(rng: Rng) -> tuple[str, Spec, list[int], int]:
    channels, wide = _whole(rng, 2, 8, 2)
    both: Spec = ["shared", "both", ["conv", channels, channels, [3, 3], 1, 1, 1, True]]
    calm: Spec = ["eval", ["seq", [["norm", ["norm", channels]], ["both", both], ["drop", ["dropout", 0.5]]]]]
    spec: Spec = ["seq", [
        ["both", both], ["start", ["norm", channels]], ["calm", calm], ["extra", ["spare", ["linear", 5, 5, True], ["dropout", 0.3], 3]],
        ["flat", ["flatten"]], ["own", ["frozen", ["scale", channels * 20]]], ["out", ["linear", channels * 20, wide, True]],
    ]]  # fmt: skip
    return (
        "a model with a layer in two places and a part in evaluation mode",
        spec,
        [int(rng.integers(2, 5)), channels, 4, 5],
        0,
    )


def worked(rng: Rng) -> list[tuple[str, Spec, list[int], int]]:
    """What is told of a model, its description, the input's shape, and below which number its tokens lie (0: no tokens)."""
    ins, outs = _whole(rng, 4, 30, 2)
    alone: Spec = ["linear", ins, outs, True]
    single: tuple[str, Spec, list[int], int] = ("one example, and a model that is a leaf itself", alone, [1, ins], 0)
    yes_or_no: Spec = ["seq", [["out", ["linear", ins, outs, False]], ["positive", ["above"]]]]
    last: tuple[str, Spec, list[int], int] = ("a float32 model that puts out true or false", yes_or_no, [3, ins], 0)
    return [_pictures(rng), _letters(rng), _folded(rng), _moods(rng), single, last]
