"""What `fit` must do, and what it does when one thing is forgotten."""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence
from typing import Any

import numpy
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
        margin = 1e-4 if fault == "a margin" else 0.0
        if (
            (history[-1][1] < best - margin and (fault != "NaN stays" or not any(v != v for _, v in history)))
            or (fault == "ties count" and history[-1][1] == best)
            or (fault == "NaN counts" and history[-1][1] != history[-1][1])
            or (fault == "the first counts" and len(history) == 1)
        ):
            best, kept = history[-1][1], copy.deepcopy(model.state_dict())
            waited = waited if fault == "waits in all" else 0
        else:
            waited += 1
            if fault == "the last of equals" and history[-1][1] == best:
                kept = copy.deepcopy(model.state_dict())
            if (
                waited >= patience + (fault == "one epoch late") - (fault == "one epoch early")
                and fault != "never stops"
            ):
                break
    if fault == "buffers stay":
        kept = {**model.state_dict(), **{name: kept[name] for name, _ in model.named_parameters()}}
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
            value = loss(y, model(x)) if fault == "loss turned round" else loss(model(x), y)
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
        turned = fault == "validation turned round"
        values = [float(loss(y, model(x)) if turned else loss(model(x), y)) for x, y in valid]
    sizes = [1 if fault == "valid mean of means" else len(x) for x, _ in valid]
    return sum(value * size for value, size in zip(values, sizes, strict=True)) / sum(sizes)


@functools.cache
def turns(seed: int, kind: str) -> dict[str, Any]:
    """A run of the model with one weight whose validation loss has a turn of this *kind*; drawn until it has.

    Validation losses are known beforehand: the weight goes to and fro around one place, and validation asks for another.
    """
    rng = numpy.random.default_rng(seed)
    while True:
        rate, share = float(rng.uniform(0.02, 0.95)), float(rng.uniform(0.3, 1.6))
        patience, epochs, weight, losses = int(rng.integers(2, 4)), 14, 0.0, []
        for _ in range(epochs):
            weight -= rate * 2 * (weight - 4)
            losses.append(4 * (weight - 4 * share) ** 2)
        if kind in features(losses, patience):
            return {"rate": rate, "valid": 4 * share, "patience": patience, "epochs": epochs}


def features(losses: Sequence[float], patience: int) -> set[str]:
    """What can be told of an early stop by these validation losses."""
    best, waited, waits, found, steps = float("inf"), 0, 0, set(), []
    for number, loss in enumerate(losses, start=1):
        if loss < best:
            if waits >= patience:
                found.add("more waits in all than in a row")
            steps.append(best - loss)
            best, waited, at = loss, 0, number
        else:
            waited, waits = waited + 1, waits + 1
            if abs(loss - best) < 1e-6:
                return set()  # too near for any arithmetic
            if waited == patience:
                stops = number < len(losses) - patience
                return found | ({"stops, the best before"} if stops and at > 1 else set())
    small = [step for step in steps if step < 1e-4]
    return found | ({"small steps down"} if len(small) >= patience + 2 and min(small) > 1e-11 else set())


@functools.cache
def gaps(seed: int) -> dict[str, Any]:
    """A run of the model with an edge whose validation losses are NaN, a number, NaN, the lowest, NaN and more.

    The weight goes to and fro around 4, starting above 5, where validation, at 2, is beyond the edge of 10.
    With a patience of 2, waits counted in all and a NaN taken for the first low would stop at the same epoch.
    """
    rng = numpy.random.default_rng(seed)
    rate, weight, weights = float(rng.uniform(0.89, 0.93)), 0.0, []
    for _ in range(8):
        weight -= rate * 2 * (weight - 4)
        weights.append(weight)
    return {"rate": rate, "valid": weights[3] + float(rng.uniform(-0.1, 0.1)), "patience": int(rng.integers(3, 5))}


FAULTS = {
    "no zero_grad": "the gradients pile up from step to step: zero_grad is missing, or comes at the wrong place",
    "zero_grad last": "gradients from before the call are still there at the first step: zero_grad belongs before the first backward",
    "summed": "the gradients of a group are summed, not averaged: weigh each batch by its share of the group's examples",
    "mean of means": "each batch of a group counts the same, though they differ in size: weigh each by its share of the group's examples",
    "divided by accumulate": "each loss is divided by accumulate: weigh each batch by its share of the group's examples (the last group may be short)",
    "short group dropped": "the last group, shorter than accumulate, is dropped: it makes a step too",
    "the last of equals": "the weights of a later epoch with an equal validation loss are kept: an equal one is not lower",
    "last weights": "the last weights are kept: restore the best ones (copied with copy.deepcopy, since state_dict goes on changing)",
    "ties count": "an equal validation loss counts as better: only a lower one does",
    "a margin": "a lower validation loss counts as a new low however little lower it is",
    "NaN counts": "a validation loss of NaN is taken for a new low: NaN is lower than nothing",
    "the first counts": "the first epoch is taken for a new low though its loss is NaN: NaN is lower than nothing",
    "NaN stays": "after a validation loss of NaN no number is taken for a new low: the first number is one",
    "waits in all": "the epochs without a new low are counted altogether: a new low begins the count again",
    "buffers stay": "the buffers (running statistics) are those of the last epoch: they go back with the weights",
    "loss turned round": "loss_function takes what the model gave first, then y",
    "validation turned round": "loss_function takes what the model gave first, then y: for the validation loss, too",
    "never stops": "training never stops early",
    "one epoch late": "training stops one epoch too late: after `patience` epochs in a row without a new lowest validation loss",
    "one epoch early": "training stops one epoch too early: after `patience` epochs in a row without a new lowest validation loss",
    "no evaluation mode": "the model is not put in evaluation mode: call model.eval() before evaluating",
    "stays in evaluation mode": "the model stays in evaluation mode after the first epoch: call model.train() at the start of each epoch",
    "valid mean of means": "the validation loss is the mean of the batches' means, though they differ in size: weigh each by its examples",
}
