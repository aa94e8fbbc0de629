"""Networks for the hidden tests of the lesson on surgery, and the sizes that are due after an operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

import surgery_examples
import surgery_nets

Draw = torch.Generator
Conv, Norm = nn.Conv2d, nn.BatchNorm2d
ALSO = {
    "layers": "all models above: settings, attributes, what is learnt, evaluation mode",
    "given": "all models above: what was given stays as it was, and nothing is shared",
}
"""What is looked at beside sizes and outputs, and the words for it."""


@dataclass
class World:
    """A Sequential as plain data, which channels of which convolution stay, and the shape of a batch for it."""

    plain: list[Any]
    shape: tuple[int, ...]
    at: int = 0
    keep: Sequence[int] = ()


@dataclass
class NetWorld:
    """A `Net` as plain data, what its convolutions keep, and the shape of a batch for it."""

    plain: dict[str, Any]
    shape: tuple[int, ...]
    keep: dict[str, list[int]]


def whole(draw: Draw, low: int, high: int) -> int:
    """A whole number from *low* to *high*, both included."""
    return int(torch.randint(low, high + 1, (), generator=draw))


def some(draw: Draw, n: int, k: int, *, hard: bool = True) -> list[int]:
    """*k* of *n* channels, ascending; *hard*: never the first k, so that who keeps those is told apart."""
    while True:
        chosen = sorted(torch.randperm(n, generator=draw)[:k].tolist())
        if not hard or k == n or chosen != list(range(k)):
            return chosen


def _settled(draw: Draw, layers: Sequence[Any], **how: Any) -> list[Any]:
    return surgery_examples.chain(layers, draw, **how)


def frozen(plain: list[Any]) -> list[Any]:
    """The same, with every other learnt tensor frozen."""
    for number, entry in enumerate(plain):
        entry["learns"] = entry["learns"][number % 2 :: 2]
    return plain


def chains(draw: Draw) -> dict[str, list[World]]:
    """Chains of convolutions, by what they are about."""
    a, b, c = whole(draw, 4, 6), whole(draw, 5, 8), whole(draw, 3, 6)
    size = (2, 2, whole(draw, 11, 14), whole(draw, 15, 17))
    plain_ones = [
        World(_settled(draw, [Conv(2, b, 3, padding=1), nn.Tanh(), Conv(b, c, (3, 2))]), size, 0, some(draw, b, b - 2)),
        World(
            _settled(draw, [Conv(2, b, 3, bias=False), Conv(b, c, 1), nn.ReLU(), Conv(c, b, 1)]),
            size,
            0,
            some(draw, b, 2),
        ),
    ]
    norms = [
        World(
            _settled(draw, [Conv(2, b, 3, bias=False), Norm(b, eps=0.4), nn.ReLU(), Conv(b, c, 3, bias=False), Norm(c)]),
            size, 0, some(draw, b, 3),
        ),
        World(
            _settled(
                draw,
                [Conv(2, a, 3, padding=2), nn.LeakyReLU(0.2), Norm(a, affine=False, eps=0.02), nn.MaxPool2d(2),
                 Norm(a, momentum=0.3), nn.Dropout(0.5), Conv(a, a, 2), Norm(a)],
            ),
            size, 0, some(draw, a, 2),
        ),
    ]  # fmt: skip
    # The convolution in front makes as many channels as the one that is cut, and so does the reader.
    middle = [
        World(
            _settled(
                draw,
                [Conv(2, b, 1), Norm(b), nn.ReLU(), Conv(b, b, 3, stride=2, padding=1, bias=False), Norm(b),
                 nn.AvgPool2d(2, padding=1), nn.Sigmoid(), Conv(b, b, 3, dilation=2, padding=2), Norm(b), Conv(b, c, 1)],
            ),
            size, 3, some(draw, b, b - 3),
        ),
        World(
            _settled(
                draw,
                [Conv(2, a, 1), Conv(a, b, (1, 3), padding=(0, 1), padding_mode="circular"), Norm(b),
                 nn.MaxPool2d(3, 2, ceil_mode=True), Conv(b, c, 2, padding_mode="replicate", padding=1), nn.ReLU()],
            ),
            size, 1, some(draw, b, 2),
        ),
    ]  # fmt: skip
    edges = [
        World(_settled(draw, [Conv(2, b, 3), Norm(b), nn.ReLU(), Conv(b, c, 3)], training=False), size, 0, [b - 1]),
        World(_settled(draw, [Conv(2, b, 3), Norm(b), nn.ReLU(), Conv(b, c, 3)]), size, 0, list(range(b))),
        World(frozen(_settled(draw, [Conv(2, a, 3), Norm(a), Conv(a, c, 3), Norm(c)])), size, 0, some(draw, a, 2)),
        World(
            _settled(draw, [Conv(2, b, 3), Norm(b), nn.ReLU(), Conv(b, c, 3)], dtype=torch.float32),
            size, 0, some(draw, b, 3),
        ),
    ]  # fmt: skip
    return {
        "convolutions alone": plain_ones,
        "norms behind them": norms,
        "in the middle of a model": middle,
        "one channel, all channels, frozen tensors, float32": edges,
    }


def readers(draw: Draw) -> dict[str, list[World]]:
    """Models whose cut channels are read by a linear layer, or run through depthwise convolutions."""
    b, c = whole(draw, 5, 7), whole(draw, 3, 4)
    linear = []
    for high, wide in ((2, 3), (b - 1, 1), (1, 1)):
        layers = [Conv(2, b, 3, padding=1), Norm(b, eps=0.2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                  nn.Linear(b * high * wide, 6), nn.ReLU(), nn.Linear(6, c)]  # fmt: skip
        linear.append(World(_settled(draw, layers), (2, 2, 2 * high, 2 * wide), 0, some(draw, b, b - 3)))
    # As many channels as columns of each, and a linear layer as wide as what it reads.
    square = [Conv(1, 6, 3, padding=1, bias=False), nn.AdaptiveAvgPool2d((2, 3)), nn.Flatten(), nn.Dropout(0.3),
              nn.Linear(36, 36, bias=False), nn.Tanh(), nn.Linear(36, 3)]  # fmt: skip
    linear.append(World(_settled(draw, square), (3, 1, 5, 7), 0, some(draw, 6, 3)))
    pooled = [Conv(2, 4, 1), Conv(4, b, 3), Norm(b, affine=False), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Tanh(),
              nn.Linear(b, b)]  # fmt: skip
    linear.append(World(_settled(draw, pooled, training=False), (2, 2, 6, 5), 1, some(draw, b, 2)))
    size = (2, 2, whole(draw, 9, 12), 10)
    through = [
        World(
            _settled(
                draw,
                [Conv(2, b, 3, bias=False), Norm(b), nn.ReLU(), Conv(b, b, 3, groups=b, padding=1, stride=2, padding_mode="reflect"), Norm(b, eps=0.1),
                 nn.ReLU(), Conv(b, b, 1, bias=False), Norm(b), Conv(b, b, 3, groups=b), Conv(b, c, 1)],
            ),
            size, 0, some(draw, b, b - 2),
        ),
        World(
            _settled(
                draw,
                [Conv(2, b, 1), Conv(b, b, (3, 1), groups=b, bias=False), nn.Sigmoid(), Conv(b, b, 3, groups=b, dilation=2),
                 nn.AdaptiveAvgPool2d((3, 2)), nn.Flatten(), nn.Linear(6 * b, c)],
            ),
            size, 0, some(draw, b, 2),
        ),
        World(_settled(draw, [Conv(2, b, 1), Conv(b, b, 3, groups=b), Norm(b), Conv(b, c, 1)]), size, 0, [b - 2]),
        World(_settled(draw, [Conv(2, 2, 1), Conv(2, 2, 3, groups=2), Norm(2), Conv(2, c, 1)]), size, 0, [1]),
        # One channel in, one group: it reads, and isn't depthwise.
        World(_settled(draw, [Conv(2, 1, 3), nn.ReLU(), Conv(1, 4, 1), Norm(4)]), size, 0, [0]),
        World(
            _settled(
                draw,
                [Conv(2, 4, 1), Conv(4, 4, 3, groups=4), Norm(4), Conv(4, b, 1), Conv(b, b, 2, groups=b), nn.MaxPool2d(2),
                 nn.Flatten(), nn.Linear(b * ((size[2] - 3) // 2) * 3, 5), nn.ReLU(), nn.Linear(5, b)],
            ),
            size, 3, some(draw, b, 3),
        ),
    ]  # fmt: skip
    before = [
        Conv(2, b, 3),
        Norm(b),
        nn.ReLU(),
        Conv(b, c, 3),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Linear(4 * c, 5),
    ]
    more = [
        World(_settled(draw, before), size, 0, some(draw, b, 3)),
        World(frozen(_settled(draw, before)), size, 3, list(range(c))),
        World(_settled(draw, before, dtype=torch.float32), size, 3, some(draw, c, 1)),
        # Here the bias of the linear layer is what is frozen.
        World(frozen(_settled(draw, [Conv(2, b, 3), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(4 * b, 5)])), size, 0, some(draw, b, 2)),
        World(
            frozen(_settled(draw, [Conv(2, b, 1), Norm(b), Conv(b, b, 3, groups=b), Norm(b), Conv(b, c, 1), nn.ReLU()])),
            size, 0, some(draw, b, 3),
        ),
    ]  # fmt: skip
    return {
        "a linear layer behind maps of any size": linear,
        "through depthwise convolutions": through,
        "read by a convolution, a linear layer further on, frozen tensors": more,
    }


def cut_sizes(plain: Sequence[Any], at: int, keep: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """The size that is due of each tensor, once only the channels *keep* of the convolution at *at* are left."""
    channels, left = plain[at]["settings"]["out_channels"], len(keep)
    due, open_ = {}, False
    for place, entry in enumerate(plain):
        grouped = entry["kind"] == "Conv2d" and entry["settings"]["groups"] > 1
        reads = entry["kind"] in ("Conv2d", "Linear") and not grouped
        for name, value in entry["tensors"].items():
            shape = list(value.shape)
            if open_ and reads:
                if name == "weight":
                    shape[1] = shape[1] // channels * left
            elif (place == at or open_) and shape:
                shape[0] = left
            due[f"{place}.{name}"] = tuple(shape)
        open_ = place == at or (open_ and not reads)
    return due


def _blocks(draw: Draw, widths: Sequence[tuple[int, int, int, int]], **how: Any) -> list[surgery_nets.Block]:
    return [surgery_nets.Block(i, m, o, stride=s, **how) for i, m, o, s in widths]


def _net(
    draw: Draw, first: int, widths: Sequence[tuple[int, int, int, int]], *,
    bias: bool = False, affine: bool = True, eps: float = 1e-5, kernel: int = 3, dtype: torch.dtype = torch.float64,
) -> dict[str, Any]:  # fmt: skip
    conv = Conv(2, first, kernel, padding=1, bias=bias)
    net = surgery_nets.Net(
        conv, _blocks(draw, widths, bias=bias, affine=affine), nn.Linear(widths[-1][2], 3), affine=affine
    )
    for layer in net.modules():
        if isinstance(layer, Norm):
            layer.eps = eps
    return surgery_examples.net(net, draw, dtype=dtype)


def trunks(plain: Mapping[str, Any]) -> list[list[str]]:
    """The names of the convolutions that write each trunk."""
    found = [["conv"]]
    for number in range(len(plain["blocks"])):
        if f"blocks.{number}.skip.0" in plain["layers"]:
            found.append([f"blocks.{number}.skip.0"])
        found[-1].append(f"blocks.{number}.conv2")
    return found


def _lists(draw: Draw, plain: Mapping[str, Any], leave: Sequence[str] = ()) -> dict[str, list[int]]:
    """Lists for all convolutions but *leave*: writers of a trunk share a channel, differ, and leave one to nobody."""
    keep = {}
    for writers in trunks(plain):
        n = plain["layers"][writers[0]]["settings"]["out_channels"]
        order = torch.randperm(n, generator=draw).tolist()
        dead, shared = order[:2]
        rest = [one for one in range(n) if one not in (dead, shared)]
        for number, name in enumerate(writers):
            own = [one for place, one in enumerate(rest) if place % len(writers) == number] or rest[:1]
            keep[name] = sorted({shared, *own} - {dead})
    for name, entry in plain["layers"].items():
        if name.endswith("conv1"):
            n = entry["settings"]["out_channels"]
            keep[name] = some(draw, n, whole(draw, 1, n - 1))
    names = [name for name in keep if name not in leave]
    return {names[place]: keep[names[place]] for place in torch.randperm(len(names), generator=draw).tolist()}


def nets(draw: Draw) -> dict[str, list[NetWorld]]:
    """Residual nets, by what they are about."""
    a, m = whole(draw, 5, 6), whole(draw, 3, 4)
    b = a + whole(draw, 1, 2)
    size = (2, 2, whole(draw, 8, 10), 9)
    one = _net(draw, a, [(a, m, a, 1)], bias=True)
    two = _net(draw, a, [(a, m, a, 1), (a, m + 1, a, 1), (a, m, a, 1)])
    three = _net(draw, a, [(a, m, a, 1), (a, m, b, 2), (b, m, b, 1), (b, m, b, 1)], eps=0.3)
    four = _net(
        draw, a, [(a, m, a, 2), (a, b, b, 1), (b, m, b, 1)], bias=True, eps=0.01
    )  # a skip though channels are equal
    bare = _net(draw, a, [(a, m, a, 1), (a, m, b, 2), (b, m, b, 1)], affine=False, bias=True, eps=0.05)
    bare_too = _net(draw, a, [(a, m, a, 1)], affine=False, kernel=1)
    alone = _net(draw, a, [(a, m, b, 2), (b, m, a, 2)])
    five = _net(draw, a, [(a, m, a, 1), (a, m, b, 1), (b, m, b, 1)], bias=True)
    short = _net(draw, a, [(a, m, a, 1), (a, m, b, 2)], dtype=torch.float32)
    inside = {name: some(draw, m, 1) for name in ("blocks.2.conv1", "blocks.0.conv1")}
    still = _net(draw, a, [(a, m, a, 1), (a, m, b, 2)], bias=True)
    for number, entry in enumerate(still["layers"].values()):
        entry["learns"] = entry["learns"][number % 2 :: 2]
    half = _lists(draw, five, leave=("blocks.2.conv2", "blocks.0.conv1"))
    agree = {name: some(draw, a, 3) for name in ("conv",)}
    agree |= {f"blocks.{k}.conv2": list(agree["conv"]) for k in (2, 0, 1)}
    return {
        "writers of a trunk that don't agree": [
            NetWorld(one, size, _lists(draw, one)),
            NetWorld(two, size, _lists(draw, two)),
        ],
        "several trunks, skips of their own": [
            NetWorld(three, size, _lists(draw, three)),
            NetWorld(four, size, _lists(draw, four)),
            NetWorld(alone, size, _lists(draw, alone)),
        ],
        "norms without affine": [
            NetWorld(bare, size, _lists(draw, bare)),
            NetWorld(bare_too, size, _lists(draw, bare_too)),
        ],
        "convolutions that aren't named, writers that agree, float32, frozen tensors": [
            NetWorld(five, size, half),
            NetWorld(two, size, agree),
            NetWorld(two, size, {**inside, "blocks.1.conv2": some(draw, a, 2)}),
            NetWorld(five, size, {}),
            NetWorld(short, size, _lists(draw, short)),
            NetWorld({**still, "modes": [False]}, size, _lists(draw, still)),
        ],
    }


def net_sizes(plain: Mapping[str, Any], keep: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, ...]]:
    """The size that is due of each tensor of a `Net`."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    width = {
        name: len(keep.get(name, range(entry["settings"]["out_channels"])))
        for name, entry in plain["layers"].items()
        if entry["kind"] == "Conv2d"
    }
    all_trunks, here = trunks(plain), 0
    left = []
    for writers in all_trunks:
        n = plain["layers"][writers[0]]["settings"]["out_channels"]
        left.append(len({one for name in writers for one in keep.get(name, range(n))}))
        rows |= dict.fromkeys(writers, left[-1])
    for number in range(len(plain["blocks"])):
        own = f"blocks.{number}"
        rows[f"{own}.conv1"] = columns[f"{own}.conv2"] = width[f"{own}.conv1"]
        columns[f"{own}.conv1"] = left[here]
        if f"{own}.skip.0" in rows:
            columns[f"{own}.skip.0"] = left[here]
            here += 1
    columns["head"] = left[here]
    for name in list(rows):
        norm = f"{name[:-1]}1" if name.endswith("skip.0") else name.replace("conv", "norm")
        rows[norm] = rows[name]
    due = {}
    for name, entry in plain["layers"].items():
        for own, value in entry["tensors"].items():
            shape = list(value.shape)
            if shape and name in rows:
                shape[0] = rows[name]
            if own == "weight" and name in columns:
                shape[1] = columns[name]
            due[f"{name}.{own}"] = tuple(shape)
    return due


def pairs(draw: Draw) -> dict[str, list[dict[str, Any]]]:
    """What `fold_pair` is given: with and without bias and affine, variances down to 0, unusual eps."""

    def given(
        n: int, shape: tuple[int, ...], *, bias: bool, affine: bool, eps: float, dtype: torch.dtype = torch.float64
    ) -> dict[str, Any]:
        def vector() -> Tensor:
            drawn = torch.randn(n, generator=draw, dtype=torch.float64)
            return (drawn.sign() * (0.3 + drawn.abs())).to(dtype)

        var = 0.2 + 3 * torch.rand(n, generator=draw, dtype=torch.float64)
        var[: n // 2] *= 1e-4
        return {
            "weight": torch.randn((n, *shape), generator=draw, dtype=torch.float64).to(dtype),
            "bias": vector() if bias else None,
            "mean": vector(),
            "var": var.to(dtype),
            "gamma": vector() if affine else None,
            "beta": vector() if affine else None,
            "eps": eps,
        }

    n = whole(draw, 4, 6)
    quiet = given(n, (2, 3, 1), bias=True, affine=True, eps=0.03)
    quiet["var"][whole(draw, 0, n - 1)] = 0.0
    # Its size is that of the channels on each axis: who scales another axis gets no error.
    square = given(3, (3, 3, 3), bias=True, affine=True, eps=0.7)
    return {
        "with a bias and affine": [square, quiet, given(n, (1, 2, 3), bias=True, affine=True, eps=1e-5)],
        "without a bias, or not affine": [
            given(n, (2, 3, 3), bias=False, affine=True, eps=1e-3),
            given(n, (1, 1, 5), bias=True, affine=False, eps=0.2),
            given(n + 1, (n + 1, 1, 1), bias=False, affine=False, eps=2e-5),
            given(1, (2, 2, 2), bias=False, affine=True, eps=0.0),
        ],
        "float32": [given(n, (2, 3, 3), bias=True, affine=True, eps=1e-2, dtype=torch.float32)],
    }


def folded(
    weight: Tensor, bias: Any, mean: Tensor, var: Tensor, gamma: Any, beta: Any, eps: float
) -> tuple[Tensor, Tensor]:
    """The weight and the bias that are due, worked out in float64."""
    none = torch.zeros(len(weight), dtype=torch.float64)
    scale = (none + 1 if gamma is None else gamma.double()) / (var.double() + eps) ** 0.5
    moved = (none if bias is None else bias.double()) - mean.double()
    return weight.double() * scale.reshape(-1, 1, 1, 1), scale * moved + (none if beta is None else beta.double())


def folds(draw: Draw) -> dict[str, list[World]]:
    """Models for `fold`, by what they are about."""
    a, b = whole(draw, 3, 5), 2 * whole(draw, 2, 3)
    size = (3, 2, whole(draw, 12, 14), 13)
    plain_ones = [
        [Conv(2, a, 3, bias=False), Norm(a, eps=0.3), nn.ReLU(), Conv(a, b, 3), Norm(b, eps=0.02), nn.Tanh(), Conv(b, 2, 1)],
        [Conv(2, b, (3, 2), stride=2, padding=1, groups=2), Norm(b, affine=False, eps=0.05), nn.ReLU(),
         Conv(b, b, 3, groups=b, padding=2, dilation=2, bias=False), Norm(b), nn.MaxPool2d(2),
         Conv(b, a, 3, padding=1, padding_mode="reflect"), Norm(a)],
    ]  # fmt: skip
    stay = [
        [Norm(2), Conv(2, a, 3, padding=1), nn.ReLU(), Norm(a), Conv(a, b, 3, padding=1), Norm(b)],
        [Conv(2, a, 3), Norm(a, track_running_stats=False), Norm(a), nn.Tanh(), Conv(a, a, 1), Norm(a), Norm(a, eps=0.2),
         Norm(a, affine=False), nn.MaxPool2d(2), Norm(a)],
    ]  # fmt: skip
    inner = [
        [[Conv(2, a, 3), [Norm(a), nn.ReLU()]], [[Norm(a)], Conv(a, b, 1, bias=False)], [[[Norm(b, eps=0.1)], nn.ReLU()]], [Conv(b, 2, 1)]],
        [Conv(2, 2, 3, padding=1, bias=False), Norm(2), nn.ReLU(), 0, Norm(2, eps=0.4), Conv(2, a, 1)],
        [[Conv(2, a, 1)], nn.Tanh(), Conv(a, a, 3, padding=1), Norm(a), 2, nn.ReLU(), 2, Norm(a)],
    ]  # fmt: skip
    return {
        "with and without bias, affine and groups": [
            World(_settled(draw, layers, training=number % 2 == 0), size) for number, layers in enumerate(plain_ones)
        ],
        "norms that stay, norms in a row": [
            World(_settled(draw, layers, training=number % 2 == 1), size) for number, layers in enumerate(stay)
        ],
        "models inside, a convolution at several places": [
            World(_settled(draw, layers, training=number % 2 == 0), size) for number, layers in enumerate(inner)
        ],
        "float32": [World(_settled(draw, [Conv(2, a, 3), Norm(a, eps=0.01), nn.ReLU()], dtype=torch.float32), size)],
    }


def left(plain: Sequence[Any]) -> list[str]:
    """The kinds of layers that are due after folding."""
    kinds: list[str] = []
    for entry in _flat(plain, plain):
        with_statistics = entry["kind"] == "BatchNorm2d" and entry["settings"]["track_running_stats"]
        if not (with_statistics and kinds and kinds[-1] == "Conv2d"):
            kinds.append(entry["kind"])
    return kinds


def _flat(entries: Sequence[Any], top: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for entry in entries:
        found += _flat(entry, top) if isinstance(entry, list) else [top[entry] if isinstance(entry, int) else entry]
    return found
