"""References and hidden instances of the lesson on smaller models."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import smaller_watch as watch

Step = dict[str, Any]


def softened(logits: Tensor, temperature: float) -> Tensor:
    """Softmax at a temperature, written out."""
    scaled = logits / temperature
    grown = (scaled - scaled.amax(dim=-1, keepdim=True)).exp()
    return grown / grown.sum(dim=-1, keepdim=True)


def places(draw: torch.Generator, shape: tuple[int, ...], filled: str = "") -> tuple[Tensor, Tensor, Tensor]:
    """Logits of student and teacher (float64) and labels; *filled*: which places are, with NaN and large numbers in their logits."""
    student, teacher = (3 * torch.randn(shape, generator=draw, dtype=torch.float64) for _ in range(2))
    labels = torch.randint(0, shape[-1], shape[:-1], generator=draw)
    empty = torch.zeros(shape[:-1], dtype=torch.bool)
    if filled == "ends":
        for row in range(shape[0]):
            empty[row, row + 1 :] = True
    elif filled == "one letter":
        empty[0] = True
    elif filled == "some":
        flat = empty.view(-1)
        flat[torch.randperm(flat.numel(), generator=draw)[: flat.numel() // 2]] = True
    labels[empty] = -100
    student[empty], teacher[empty] = math.nan, math.nan
    if filled:
        last = tuple(empty.nonzero()[-1].tolist())
        student[last], teacher[last] = 50.0, torch.arange(shape[-1], dtype=torch.float64)  # rubbish that is finite
    return student, teacher, labels


def loss(student: Tensor, teacher: Tensor, labels: Tensor, temperature: float, soft: float) -> tuple[float, Tensor]:
    """The distillation loss and the student's gradient, by formulas: no autograd is in it."""
    keep = labels != -100
    z, t, y = student[keep], teacher[keep], labels[keep]
    p, q, plain = softened(t, temperature), softened(z, temperature), softened(z, 1.0)
    divergence = (p * (p.log() - q.log())).sum() / len(y)
    hard = -plain[torch.arange(len(y)), y].log().sum() / len(y)
    hits = torch.nn.functional.one_hot(y, z.shape[-1])
    slope = soft * temperature * (q - p) / len(y) + (1 - soft) * (plain - hits) / len(y)
    gradient = torch.zeros_like(student)
    gradient[keep] = slope
    return float(soft * temperature**2 * divergence + (1 - soft) * hard), gradient


@dataclass(frozen=True)
class Pruned:
    """Weights to prune, a share, the names of those that can be, and the kind of the case."""

    weights: dict[str, Tensor]
    share: float
    names: list[str]
    told: str


def masks(weights: dict[str, Tensor], share: float, scope: str) -> dict[str, Tensor]:
    """The masks, counted off with Python's own sort."""
    pruned = {name: weight.flatten().tolist() for name, weight in weights.items() if weight.dim() >= 2}
    groups = [[name] for name in pruned] if scope == "layer" else [list(pruned)]
    gone: set[tuple[str, int]] = set()
    for group in groups:
        spots = [(abs(size), name, place) for name in group for place, size in enumerate(pruned[name])]
        ranked = sorted(spots, key=lambda spot: spot[0])
        gone |= {(name, place) for _, name, place in ranked[: int(share * len(ranked))]}
    return {
        name: torch.tensor([(name, place) not in gone for place in range(len(flat))]).reshape(weights[name].shape)
        for name, flat in pruned.items()
    }


def pruned_tensors(draw: np.random.Generator) -> list[Pruned]:
    """Ties, convolutions, vectors of small numbers, tiny magnitudes, names out of order, shares that round down."""

    def normal(*shape: int) -> Tensor:
        return torch.tensor(draw.normal(size=shape), dtype=torch.float32)

    def coarse(*shape: int) -> Tensor:
        return torch.tensor(draw.integers(-3, 4, shape) / 4, dtype=torch.float32)

    network = {
        "z.weight": 5 * normal(6, 5), "z.bias": normal(6) / 1000, "norm.weight": normal(6) / 1000, "a.weight": normal(4, 6) / 5, "a.bias": normal(4),
    }  # fmt: skip
    convolutions = {"conv": normal(3, 2, 3, 3), "scale": normal(1), "table": normal(4, 3), "cube": normal(2, 3, 2)}
    ties = {"second": coarse(40, 50), "bias": coarse(50), "first": coarse(30, 20)}
    tiny = {"w": normal(5, 5) * 1e-30, "v": normal(3, 3) * 1e-31}
    shares = draw.permutation([0.3, 0.45, 0.6]).tolist()
    doubled = {"bias": normal(3), "a": 1 + 1e-12 * torch.arange(6, 0, -1, dtype=torch.float64).reshape(2, 3)}
    cases = [
        (network, shares[0], "a network with biases and a norm"),
        (convolutions, shares[1], "tensors of two to four axes"),
    ]
    cases += [
        (ties, 0.37, "many weights of the same magnitude"),
        (tiny, shares[2], "tiny weights"),
        (convolutions, 0.999, "a share of 0.999"),
        ({"b": normal(4), "table.bias": normal(5, 4) / 2, "w": normal(3, 4)}, 0.4, "a table whose name ends in bias"),
        (doubled, 0.5, "float64 weights that are 1e-12 apart"),
        ({"w": normal(10, 10)}, 0.29, "a share of 0.29 of 100, as a float a little less than 29"),
    ]
    return [
        Pruned(weights, share, [name for name, weight in weights.items() if weight.dim() >= 2], told)
        for weights, share, told in cases
    ]


class Masked(nn.Module):
    """The masked layer, by a product; what lies below the mask is cleaned first."""

    def __init__(self, weight: Tensor, bias: Tensor | None, mask: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.bias = None if bias is None else nn.Parameter(bias.clone())
        self.register_buffer("mask", mask.clone())

    def _effective(self) -> Tensor:
        return self.weight.masked_fill(~self.get_buffer("mask"), 0)

    def forward(self, x: Tensor) -> Tensor:
        out = torch.einsum("...i,oi->...o", x, self._effective())
        return out if self.bias is None else out + self.bias

    def dense(self) -> tuple[Tensor, Tensor | None]:
        """Weight and bias for use."""
        return self._effective().detach(), None if self.bias is None else self.bias.detach().clone()


class Adapter(nn.Module):
    """The adapter; its base is kept apart from what is merged."""

    def __init__(self, weight: Tensor, bias: Tensor | None, rank: int, alpha: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight.clone(), requires_grad=False)
        self.bias = None if bias is None else nn.Parameter(bias.clone(), requires_grad=False)
        self.down = nn.Parameter(torch.ones(rank, weight.shape[1], dtype=weight.dtype))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank, dtype=weight.dtype))
        self.factor, self.base, self.merged = alpha / rank, weight.clone(), False

    def _change(self) -> Tensor:
        return self.factor * torch.einsum("or,ri->oi", self.up, self.down)

    def forward(self, x: Tensor) -> Tensor:
        whole = self.weight if self.merged else self.weight + self._change()
        out = torch.einsum("...i,oi->...o", x, whole)
        return out if self.bias is None else out + self.bias

    def merge(self) -> None:
        """Base and change in one."""
        if not self.merged:
            self.base = self.weight.detach().clone()
        self.weight.data = self.base + self._change().detach()
        self.merged = True

    def unmerge(self) -> None:
        """The base again."""
        if self.merged:
            self.weight.data = self.base.clone()
        self.merged = False


NAMES = {"call": "a call", "gradients": "the way back", "train": "training", "state": "the state", "load": "load_state_dict", "method": "a method"}  # fmt: skip
"""What a step without words of its own is called."""


def run(make: Callable[..., Any], given: Sequence[Any], steps: Sequence[Step]) -> dict[str, Any]:
    """What the reference does in such a script; steps may say which entries of a state are compared exactly, or at all."""
    seen = watch.run_script(make, given, steps)
    if seen["error"]:
        raise RuntimeError(f"the reference failed: {seen['error']}")
    done = ""
    for step, record in zip(steps, seen["records"], strict=True):
        record["step"] = step.get("told", NAMES[step["do"]]) + done
        if step["do"] in ("load", "method", "train"):
            done = f" after {step.get('told', NAMES[step['do']])}"
        if "exact" in step:
            record["exact"] = step["exact"]
        if "only" in step:
            record["state"] = {name: record["state"][name] for name in step["only"] if name in record["state"]}
    return seen


def _normal(draw: torch.Generator, *shape: int) -> Tensor:
    return torch.randn(shape, generator=draw, dtype=torch.float64)


def _mask(draw: torch.Generator, shape: tuple[int, ...], within: Tensor | None = None) -> Tensor:
    """About half of the places; at least one stays and one goes."""
    mask = torch.rand(shape, generator=draw) < 0.5
    flat = mask.view(-1)
    flat[0], flat[-1] = True, False
    return mask if within is None else mask & within


def masked_layer(draw: torch.Generator, shape: tuple[int, int], bias: bool) -> list[Any]:
    """What a masked layer is made of."""
    return [_normal(draw, *shape), _normal(draw, shape[0]) if bias else None, _mask(draw, shape)]


def masked_once(draw: torch.Generator, shape: tuple[int, int], leading: tuple[int, ...]) -> list[Step]:
    """An output, the gradients, the state, the dense form (which somebody overwrites), and the output again."""
    x, up = _normal(draw, *leading, shape[1]), _normal(draw, *leading, shape[0])
    spoilt = _normal(draw, *shape)
    call = {"do": "call", "x": x}
    dense = {"do": "method", "name": "dense", "overwritten": True, "told": "dense()"}
    last = _mask(draw, shape)
    spoilt[~last] = math.nan
    return [
        call, {"do": "gradients", "x": x, "up": up}, {"do": "state"}, dense, call, {"do": "load", "state": {"weight": spoilt, "mask": last}}, call,
        {"do": "gradients", "x": x, "up": up}, dense,
    ]  # fmt: skip


def masked_training(draw: torch.Generator, kind: str, mask: Tensor) -> list[Step]:
    """Steps of an optimiser, a tighter mask, further steps, and what is left."""
    x, y = _normal(draw, 6, mask.shape[1]), _normal(draw, 6, mask.shape[0])
    train = {"do": "train", "with": kind, "x": x, "y": y, "times": 3}
    tighter = mask.clone()
    spots = tighter.nonzero()
    tighter[tuple(spots[int(torch.randint(len(spots), (1,), generator=draw))].tolist())] = False
    dense = {"do": "method", "name": "dense", "told": "dense()"}
    load = {"do": "load", "state": {"mask": tighter}, "told": "load_state_dict"}
    return [train, dense, load, dense, train, dense, {"do": "call", "x": x}, {"do": "gradients", "x": x, "up": y}]


def lora_layer(draw: torch.Generator, shape: tuple[int, int], bias: bool, rank: int, alpha: float) -> list[Any]:
    """What an adapter is made of."""
    return [_normal(draw, *shape), _normal(draw, shape[0]) if bias else None, rank, alpha]


def _adapted(draw: torch.Generator, shape: tuple[int, int], rank: int) -> Step:
    state = {"down": _normal(draw, rank, shape[1]), "up": _normal(draw, shape[0], rank)}
    return {"do": "load", "state": state, "told": "load_state_dict"}


MERGE = {"do": "method", "name": "merge", "told": "merge()"}
UNMERGE = {"do": "method", "name": "unmerge", "told": "unmerge()"}
STATE = {"do": "state", "only": ["weight", "bias", "up"], "exact": ["bias"]}
BASE = {"do": "state", "only": ["weight", "bias"], "exact": ["weight", "bias"]}


def lora_once(draw: torch.Generator, shape: tuple[int, int], leading: tuple[int, ...], rank: int) -> list[Step]:
    """The start, an adapter, its gradients, merged, unmerged; before that another weight is loaded, as a saved model's is."""
    call = {"do": "call", "x": _normal(draw, *leading, shape[1])}
    gradients = {"do": "gradients", "x": call["x"], "up": _normal(draw, *leading, shape[0])}
    adapted = _adapted(draw, shape, rank)
    saved = {"do": "load", "state": {"weight": _normal(draw, *shape)}, "told": "load_state_dict with another weight"}
    return [
        UNMERGE,
        STATE,
        call,
        saved,
        call,
        adapted,
        call,
        gradients,
        BASE,
        MERGE,
        STATE,
        call,
        MERGE,
        STATE,
        UNMERGE,
        BASE,
        call,
        UNMERGE,
        BASE,
    ]


def lora_rounds(draw: torch.Generator, kind: str, shape: tuple[int, int], rank: int) -> list[Step]:
    """Training from a given adapter, merged and unmerged in between, twice."""
    x, y = _normal(draw, 6, shape[1]), _normal(draw, 6, shape[0])
    train, call = {"do": "train", "with": kind, "x": x, "y": y, "times": 3}, {"do": "call", "x": x}
    once: list[Step] = [train, BASE, call, MERGE, STATE, call, UNMERGE, BASE, call]
    return [_adapted(draw, shape, rank), *once, *once, {"do": "gradients", "x": x, "up": y}]


@dataclass(frozen=True)
class Matrix:
    """A matrix, an error, the smallest rank for it (None: nothing is saved), and the kind of the case."""

    weight: Tensor
    error: float
    rank: int | None
    told: str


def _with(draw: torch.Generator, rows: int, columns: int, sizes: list[float]) -> Tensor:
    """A matrix of these singular values."""
    count = len(sizes)
    left, right = (torch.linalg.qr(_normal(draw, side, count)).Q for side in (rows, columns))
    made: Tensor = left @ torch.diag(torch.tensor(sizes, dtype=torch.float64)) @ right.T
    return made


def matrices(draw: torch.Generator) -> list[Matrix]:
    """Errors a millionth above and below what a rank leaves; wide and tall ones, large and small, and ranks that save nothing."""
    made = []
    for (rows, columns), rank, unit in (((12, 9), 3, 1.0), ((7, 20), 2, 1e-6), ((15, 15), 5, 1e5), ((30, 8), 1, 1.0)):
        raw = (0.2 + torch.rand(min(rows, columns), generator=draw, dtype=torch.float64)).sort(descending=True).values
        sizes = unit * raw * torch.linspace(1, 0.5, len(raw), dtype=torch.float64)
        part = float(sizes[rank:].norm() / sizes.norm())
        weight = _with(draw, rows, columns, sizes.tolist())
        for factor, wanted in ((1 + 1e-6, rank), (1 - 1e-6, rank + 1)):
            made.append(Matrix(weight, part * factor, wanted, f"a matrix of {rows} by {columns}, near rank {wanted}"))
    of_rank: tuple[tuple[int, int, int, int | None], ...] = (
        (6, 3, 2, None),
        (6, 4, 2, 2),
        (4, 4, 2, None),
        (3, 6, 2, None),
        (12, 4, 3, None),
        (6, 6, 2, 2),
    )
    for rows, columns, rank, least in of_rank:
        weight = _with(draw, rows, columns, [float(3 - place) for place in range(rank)])
        made.append(Matrix(weight, 0.01, least, f"a matrix of {rows} by {columns} of rank {rank}"))
    for rows, columns in ((8, 8), (9, 14)):
        weight = _with(draw, rows, columns, [1.0, 1e-3, 1e-10, *[0.0] * 5])
        made.append(
            Matrix(
                weight, 1e-9, 2, f"a matrix of {rows} by {columns}, singular values 1, 0.001, 1e-10, 0, …, error 1e-9"
            )
        )
    # All is exact here, whatever the method: the lengths are 2 and 1, so "at most" is met with nothing to spare.
    for rows, columns in ((8, 9), (10, 8)):
        ones = torch.zeros(rows, columns, dtype=torch.float64)
        spots = [torch.randperm(side, generator=draw)[:4] for side in (rows, columns)]
        ones[spots[0], spots[1]] = 1.0
        told = f"a matrix of {rows} by {columns} with four ones, no two in a row or column, and zeros; error 0.5, which rank 3 leaves exactly"
        made.append(Matrix(ones, 0.5, 3, told))
    return made
