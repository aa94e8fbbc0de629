"""A training loop with planted faults: which there are, which a student's has, and all the loops that are handed out."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import papers

LOOP = """\
def train(model, train_batches, valid_batches, epochs, rate, decay, limit):
    optimizer = torch.optim.SGD(@parameters@, lr=rate)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=decay)
    history, best, lowest = [], None, float("inf")
@before@    for epoch in range(epochs):
@train@        for x, y in @batches@:
@zero@            loss = @loss@
@backward@
        @schedule@
@eval@@reset@        @graph@
            for x, y in valid_batches:
                batch_loss = @valid@.item()
                @sum@
        history.append(total / count)
        if history[-1] < lowest:
            @keep@
    return history, best
"""
_BACKWARD = """\
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)
            optimizer.step()"""
RIGHT = {
    "parameters": "model.parameters()",
    "before": "",
    "train": "        model.train()\n",
    "batches": "train_batches",
    "zero": "            optimizer.zero_grad()\n",
    "backward": _BACKWARD,
    "schedule": "scheduler.step()",
    "eval": "        model.eval()\n",
    "reset": "        total = count = 0\n",
    "graph": "with torch.no_grad():",
    "sum": "total, count = total + batch_loss * len(y), count + len(y)",
    "keep": "lowest, best = history[-1], copy.deepcopy(model.state_dict())",
}
LOSSES = {
    "one": ("F.cross_entropy(model(x), y)", "F.cross_entropy(model(x).softmax(1), y)"),
    "two": ("F.mse_loss(model(x)[:, 0], y)", "F.mse_loss(model(x), y)"),
}


@dataclass(frozen=True)
class Fault:
    """One planted fault: the behaviour that it breaks, and the places of the loop that it changes."""

    behaviour: str
    changes: dict[str, str]


FAULTS = {
    "gradients pile up": Fault("gradients", {"zero": ""}),
    "gradients cleared once an epoch": Fault(
        "gradients", {"zero": "", "train": "        model.train()\n        optimizer.zero_grad()\n"}
    ),
    "train mode set once": Fault("train mode", {"train": "", "before": "    model.train()\n"}),
    "no evaluation mode": Fault("evaluation mode", {"eval": ""}),
    "validation builds graphs": Fault("graphs", {"graph": "with torch.enable_grad():"}),
    "last batch left out": Fault("batches", {"batches": "train_batches[:-1]"}),
    "another loss": Fault("loss", {"loss": "?"}),
    "clipped before backward": Fault(
        "clipping",
        {
            "backward": "            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)\n"
            "            loss.backward()\n            optimizer.step()"
        },
    ),
    "clipped after the step": Fault(
        "clipping",
        {
            "backward": "            loss.backward()\n            optimizer.step()\n"
            "            torch.nn.utils.clip_grad_norm_(model.parameters(), limit)"
        },
    ),
    "clipped by value": Fault("clipping", {"backward": _BACKWARD.replace("clip_grad_norm_", "clip_grad_value_")}),
    "schedule by batch": Fault("schedule", {"backward+": "\n            scheduler.step()", "schedule": ""}),
    "mean of means": Fault("mean", {"sum": "total, count = total + batch_loss, count + 1"}),
    "total never reset": Fault("total", {"reset": "", "before+": "    total = count = 0\n"}),
    "best is an alias": Fault("best", {"keep": "lowest, best = history[-1], model.state_dict()"}),
    "best is the last": Fault("best", {"keep": "best = copy.deepcopy(model.state_dict())"}),
    "some parameters only": Fault("parameters", {"parameters": "list(model.parameters())[:1]"}),
}
EASY = ("gradients", "train mode", "evaluation mode", "graphs", "batches")
HARD = ("loss", "clipping", "schedule", "mean", "total", "best", "parameters")


def text(paper: str, *names: str) -> str:
    """The loop of *paper* with the faults called *names*; no names give the loop without a fault."""
    right, wrong = LOSSES[paper]
    parts = {**RIGHT, "loss": right, "valid": right}
    for name in names:
        for place, change in FAULTS[name].changes.items():
            if place.endswith("+"):
                parts[place[:-1]] += change
            else:
                parts[place] = wrong if change == "?" else change
    made = LOOP
    for place, part in parts.items():
        made = made.replace(f"@{place}@", part)
    return "\n".join(line for line in made.splitlines() if line.strip()) + "\n"


EACH = 3
"""Loops for each choice of five behaviours; they differ in the kinds of faults, as far as there are other kinds."""


@dataclass(frozen=True)
class Planted:
    """A loop with five faults, two easier and three harder ones, of five behaviours."""

    faults: tuple[str, ...]
    behaviours: tuple[str, ...]
    text: str


def _choices() -> Iterator[tuple[str, ...]]:
    for easy in combinations(EASY, 2):
        if set(easy) != {"train mode", "evaluation mode"}:  # a loop without any mode breaks only one of the two
            yield from (easy + hard for hard in combinations(HARD, 3))


def _kinds(behaviours: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The fault of each behaviour: *number* counts through all the ways."""
    chosen = []
    for behaviour in behaviours:
        kinds = [name for name, fault in FAULTS.items() if fault.behaviour == behaviour]
        number, kind = divmod(number, len(kinds))
        chosen.append(kinds[kind])
    return tuple(chosen)


def _hash(*parts: object) -> bytes:
    return hashlib.sha256(":".join(map(str, parts)).encode()).digest()


@functools.cache
def handed_out(paper: str) -> tuple[Planted, ...]:
    """All loops of *paper*, in an order that tells nothing."""
    made = []
    for behaviours in _choices():
        ways = math.prod(sum(fault.behaviour == name for fault in FAULTS.values()) for name in behaviours)
        start = int.from_bytes(_hash(paper, behaviours)[:4], "big")
        for number in range(EACH):
            faults = _kinds(behaviours, (start + number) % ways)
            made.append(Planted(faults, behaviours, text(paper, *faults)))
    order = sorted(range(len(made)), key=lambda place: _hash(paper, place))
    return tuple(made[place] for place in order)


def planted(paper: str, student: str) -> Planted:
    """The loop of a student, with what is wrong in it."""
    return handed_out(paper)[papers.loop_number(paper, student)]


def shares(behaviours: tuple[str, ...]) -> list[list[str]]:
    """The planted *behaviours*, each with some of the others that must go on holding: one list a point.

    The first two, which published tests look at, are easier ones only: what these do is seen without knowing what is right.
    """
    others = [[name for name in names if name not in behaviours] for names in (EASY, HARD)]
    return [
        [name, *(others[0][place::2] if place < 2 else others[1][place - 2 :: 3])]
        for place, name in enumerate(behaviours)
    ]
