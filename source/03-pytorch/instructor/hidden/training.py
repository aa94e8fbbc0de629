"""What `fit` must do, and what it does when one thing is forgotten."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

Batches = Sequence[tuple[Tensor, Tensor]]


def reference(
    model: nn.Module,
    optimiser: Any,
    loss: Any,
    train: Batches,
    valid: Batches,
    epochs: int,
    accumulate: int = 1,
    patience: int = 3,
    fault: str = "",
) -> list[tuple[float, float]]:
    """What `fit` must do; with a fault, what it does when one thing is forgotten."""
    history: list[tuple[float, float]] = []
    best, waited, kept = float("inf"), 0, copy.deepcopy(model.state_dict())
    if fault not in ("no zero_grad", "zero_grad last"):
        optimiser.zero_grad()
    for _ in range(epochs):
        total = _epoch(model, optimiser, loss, train, accumulate, fault)
        history.append((total, _evaluate(model, loss, valid, fault)))
        if history[-1][1] < best or (fault == "ties count" and history[-1][1] == best):
            best, waited, kept = history[-1][1], 0, copy.deepcopy(model.state_dict())
        else:
            waited += 1
            if (
                waited >= patience + (fault == "one epoch late") - (fault == "one epoch early")
                and fault != "never stops"
            ):
                break
    if fault != "last weights":
        model.load_state_dict(kept)
    return history


def _epoch(model: nn.Module, optimiser: Any, loss: Any, train: Batches, accumulate: int, fault: str) -> float:
    if fault != "stays in evaluation mode":
        model.train()
    total = 0.0
    for start in range(0, len(train), accumulate):
        group = train[start : start + accumulate]
        if fault == "short group dropped" and len(group) < accumulate:
            continue
        examples = sum(len(x) for x, _ in group)
        for x, y in group:
            value = loss(model(x), y)
            total += float(value.detach()) * len(x)
            share = {"summed": 1.0, "mean of means": 1 / len(group), "divided by accumulate": 1 / accumulate}
            (value * share.get(fault, len(x) / examples)).backward()
        optimiser.step()
        if fault != "no zero_grad":
            optimiser.zero_grad()
    return total / sum(len(x) for x, _ in train)


def _evaluate(model: nn.Module, loss: Any, valid: Batches, fault: str) -> float:
    model.train(fault == "no evaluation mode")
    with torch.no_grad():
        values = [float(loss(model(x), y)) for x, y in valid]
    sizes = [1 if fault == "valid mean of means" else len(x) for x, _ in valid]
    return sum(value * size for value, size in zip(values, sizes, strict=True)) / sum(sizes)


FAULTS = {
    "no zero_grad": "the gradients pile up from step to step: zero_grad is missing, or comes at the wrong place",
    "zero_grad last": "gradients from before the call are still there at the first step: zero_grad belongs before the first backward",
    "summed": "the gradients of a group are summed, not averaged: weigh each batch by its share of the group's examples",
    "mean of means": "each batch of a group counts the same, though they differ in size: weigh each by its share of the group's examples",
    "divided by accumulate": "each loss is divided by accumulate: weigh each batch by its share of the group's examples (the last group may be short)",
    "short group dropped": "the last group, shorter than accumulate, is dropped: it makes a step too",
    "last weights": "the last weights are kept: restore the best ones (copied with copy.deepcopy, since state_dict goes on changing)",
    "ties count": "an equal validation loss counts as better: only a lower one does",
    "never stops": "training never stops early",
    "one epoch late": "training stops one epoch too late: after `patience` epochs in a row without a new lowest validation loss",
    "one epoch early": "training stops one epoch too early: after `patience` epochs in a row without a new lowest validation loss",
    "no evaluation mode": "the model is not put in evaluation mode: call model.eval() before evaluating",
    "stays in evaluation mode": "the model stays in evaluation mode after the first epoch: call model.train() at the start of each epoch",
    "valid mean of means": "the validation loss is the mean of the batches' means, though they differ in size: weigh each by its examples",
}
