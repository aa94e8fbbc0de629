"""Models of the lesson on costs: Lindwater's reader, and small ones built from a nested description. No costs are counted here."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import torch
from torch import Tensor, nn

__all__ = ["Above", "Coded", "Folded", "Letters", "Repeat", "Residual", "Scale", "Spare", "Stamped", "build", "reader"]


class Residual(nn.Module):
    """The input, and what ``inner`` makes of it, added."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = x + self.inner(x)
        return out


class Repeat(nn.Module):
    """The same ``block``, with the same weights, so many times one after the other."""

    def __init__(self, block: nn.Module, times: int) -> None:
        super().__init__()
        self.block, self.times = block, times

    def forward(self, x: Tensor) -> Tensor:
        for _ in range(self.times):
            x = self.block(x)
        return x


class Folded(nn.Module):
    """Takes (batch, parts, ...): ``inner`` sees each part as an example of its own; the parts' results stand side by side."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        inside: Tensor = self.inner(x.flatten(0, 1))
        return inside.reshape(*x.shape[:2], *inside.shape[1:])


class Scale(nn.Module):
    """Each feature times a weight of its own: a layer with a parameter that is neither linear nor a convolution."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.weight


class Coded(nn.Module):
    """Adds to all that comes in one number out of a table in 8 bits: whole numbers, and one scale for all of them."""

    def __init__(self, entries: int) -> None:
        super().__init__()
        self.codes = nn.Parameter(torch.arange(entries, dtype=torch.int8), requires_grad=False)
        self.scale = nn.Parameter(torch.tensor(0.5))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.scale * self.codes[-1]


class Above(nn.Module):
    """Whether each number is above 0: true or false."""

    def forward(self, x: Tensor) -> Tensor:
        return x > 0


class Stamped(nn.Linear):
    """A linear layer of somebody's own class."""


class Spare(nn.Module):
    """Calls ``used``; ``spare`` lies about, and a parameter of its own besides."""

    def __init__(self, spare: nn.Module, used: nn.Module, own: int) -> None:
        super().__init__()
        self.spare, self.used = spare, used
        self.shift = nn.Parameter(torch.zeros(own), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.used(x) + self.shift.sum()
        return out


class Letters(nn.Module):
    """Tokens (batch, length) to scores (batch, length, words); embedding and decoder have one weight between them."""

    def __init__(self, words: int, width: int, body: nn.Module, bias: bool) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, width)
        self.body = body
        self.decode = nn.Linear(width, words, bias=bias)
        self.decode.weight = self.embed.weight

    def forward(self, tokens: Tensor) -> Tensor:
        out: Tensor = self.decode(self.body(self.embed(tokens)))
        return out


def reader() -> nn.Module:
    """The reader's model: (batch, 1, 8, 8) to scores (batch, 10)."""
    return nn.Sequential(
        OrderedDict(
            edges=nn.Conv2d(1, 32, 3, padding=1), bend1=nn.ReLU(),
            shapes=nn.Conv2d(32, 64, 3, padding=1), bend2=nn.ReLU(),
            flat=nn.Flatten(), wide=nn.Linear(4096, 128), bend3=nn.ReLU(), digit=nn.Linear(128, 10),
        )
    )  # fmt: skip


def build(spec: list[Any], made: dict[str, nn.Module] | None = None) -> nn.Module:
    """The module that *spec* describes: ["linear", 3, 4, True], ["seq", [["first", spec], ...]], and so on.

    ["shared", key, spec] is the same module wherever its key stands.
    """
    made = {} if made is None else made
    kind, *rest = spec
    if kind == "shared":
        key, inner = rest
        if key not in made:
            made[key] = build(inner, made)
        return made[key]
    if kind == "seq":
        return nn.Sequential(OrderedDict((name, build(part, made)) for name, part in rest[0]))
    if kind in ("residual", "folded"):
        return (Residual if kind == "residual" else Folded)(build(rest[0], made))
    if kind == "repeat":
        return Repeat(build(rest[0], made), rest[1])
    if kind == "letters":
        return Letters(rest[0], rest[1], build(rest[2], made), rest[3])
    if kind == "spare":
        return Spare(build(rest[0], made), build(rest[1], made), rest[2])
    if kind in ("frozen", "eval", "half", "bfloat16", "double"):
        return _changed(kind, build(rest[0], made))
    return _layer(kind, rest)


def _changed(kind: str, module: nn.Module) -> nn.Module:
    if kind == "frozen":
        return module.requires_grad_(False)
    return {"eval": module.eval, "half": module.half, "bfloat16": module.bfloat16, "double": module.double}[kind]()


def _layer(kind: str, rest: list[Any]) -> nn.Module:
    if kind == "conv":
        wide, out, kernel, stride, padding, groups, bias = rest
        return nn.Conv2d(wide, out, tuple(kernel), stride=stride, padding=padding, groups=groups, bias=bias)
    if kind in ("linear", "stamped"):
        return (Stamped if kind == "stamped" else nn.Linear)(rest[0], rest[1], bias=rest[2])
    makers: dict[str, Any] = {
        "relu": nn.ReLU, "flatten": nn.Flatten, "norm": nn.BatchNorm2d, "layernorm": nn.LayerNorm,
        "scale": Scale, "pool": nn.MaxPool2d, "dropout": nn.Dropout, "same": nn.Identity,
        "coded": Coded, "above": Above,
    }  # fmt: skip
    return makers[kind](*rest)  # type: ignore[no-any-return]
