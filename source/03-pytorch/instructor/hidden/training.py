"""A training loop judged by what must hold, and a decorator by what it must keep.

The student's `fit` runs beside the answer on a small model whose every forward pass and every optimiser step is noted;
the same run with the reference below says what the weights, the losses and the modes must be.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check.beside import beside
from workbook.check.differences import differs
from workbook.check.failure import fail

Batches = Sequence[tuple[Tensor, Tensor]]


class _Model(nn.Sequential):
    """A small model that notes how it is called: mode, gradients on or off, and which batch."""

    def __init__(self, kind: str, events: list[dict[str, Any]]) -> None:
        parts: dict[str, list[nn.Module]] = {
            "line": [nn.Linear(1, 1, bias=False)],
            "smooth": [nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)],
            "normed": [nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 1)],
        }
        super().__init__(*parts[kind])
        self.events = events

    def forward(self, x: Tensor) -> Tensor:
        self.events.append(
            {
                "what": "forward",
                "training": self.training,
                "gradients": torch.is_grad_enabled(),
                "mark": float(x.flatten()[0]),
            }
        )
        out: Tensor = super().forward(x)
        return out


class _Descent(torch.optim.SGD):
    """Gradient descent that notes the gradients at each step."""

    def __init__(self, model: nn.Module, rate: float, events: list[dict[str, Any]]) -> None:
        super().__init__(model.parameters(), lr=rate)
        self.model, self.events = model, events

    def step(self, closure: Any = None) -> Any:
        gradients = [None if p.grad is None else p.grad.detach().clone() for p in self.model.parameters()]
        self.events.append({"what": "step", "gradients": gradients})
        return super().step(closure)


def _run(fit: Callable[..., Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Builds the model, calls `fit`, hands back what happened."""
    seen: dict[str, Any] = {"error": None, "events": [], "history": None}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = _Model(run["kind"], seen["events"]).double()
        model.load_state_dict(dict(run["state"]))
        optimiser = _Descent(model, run["rate"], seen["events"])
        for parameter in model.parameters() if run["left_over"] else ():
            parameter.grad = torch.full_like(parameter, 0.25)  # left over from whatever came before
        try:
            history = fit(
                model, optimiser, nn.functional.mse_loss, list(run["train"]), list(run["valid"]), **run["options"]
            )
            seen["history"] = [[float(value) for value in row] for row in history]
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            seen["error"] = f"{type(error).__name__}: {error}"
    seen["state"] = {name: value.detach().clone() for name, value in model.state_dict().items()}
    return seen


@beside
def observe_fit(fit: Callable[..., Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """One run of the student's `fit`, noted next to the answer."""
    return _run(fit, run)


def _reference(
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


def trains(
    fit: Callable[..., Any],
    kind: str,
    train: Batches,
    valid: Batches,
    *,
    rate: float,
    state: Mapping[str, Any],
    what: str,
    left_over: bool = False,
    **options: Any,
) -> None:
    """`fit` on a small model (`kind`: line, smooth or normed) makes the reference's steps, losses, and final weights.

    With `left_over`, the model has gradients from before the call. `what` names the kind of instance in messages. Weights are compared to 1e-5.
    """
    torch_state = {
        name: torch.as_tensor(value, dtype=None if name.endswith("tracked") else torch.float64)
        for name, value in _full(kind, state).items()
    }
    run = {
        "kind": kind,
        "train": _wide(train),
        "valid": _wide(valid),
        "rate": rate,
        "state": torch_state,
        "options": options,
        "left_over": left_over,
    }
    wanted = _run(_reference, run)
    if wanted["error"]:
        raise RuntimeError(f"the reference failed: {wanted['error']}")
    seen = observe_fit(fit, run)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("fit isn't written yet: it raises NotImplementedError", look="your answer cell")
        fail(f"{what}: fit raised {seen['error']}", look="run it yourself in a new cell")
    _modes(what, seen["events"], [float(x.flatten()[0]) for x, _ in valid], float(train[0][0].flatten()[0]))
    for path, words in (
        (_gradients, "the gradients at step"),
        (_history, "the losses of epoch"),
        (_final, "the final weights"),
    ):
        _same(what, path, words, seen, wanted, run)


def _full(kind: str, state: Mapping[str, Any]) -> dict[str, Any]:
    return {**_Model(kind, []).state_dict(), **state}


def _wide(batches: Batches) -> list[list[Tensor]]:
    return [[x.double(), y.double()] for x, y in batches]


def _gradients(seen: Mapping[str, Any]) -> list[Tensor]:
    steps = [event["gradients"] for event in seen["events"] if event["what"] == "step"]
    return [torch.cat([torch.zeros(1) if g is None else g.flatten() for g in step]) for step in steps]


def _history(seen: Mapping[str, Any]) -> list[Tensor]:
    return [torch.tensor(row, dtype=torch.float64) for row in seen["history"]]


def _final(seen: Mapping[str, Any]) -> list[Tensor]:
    return [value.double() for value in seen["state"].values()]


def _apart(came: Sequence[Tensor], expected: Sequence[Tensor]) -> int | None:
    """The first place where two lists of tensors differ, counting from 1."""
    for number, (one, other) in enumerate(zip(came, expected, strict=False), start=1):
        if differs(one, other, 1e-5):
            return number
    return None if len(came) == len(expected) else min(len(came), len(expected)) + 1


def _same(
    what: str,
    part: Callable[[Mapping[str, Any]], list[Tensor]],
    words: str,
    seen: Any,
    wanted: Any,
    run: Mapping[str, Any],
) -> None:
    came, expected = part(seen), part(wanted)
    place = _apart(came, expected)
    if place is None:
        return
    look = "the order: train(), groups, step, zero_grad; eval(), no_grad; best weights; patience"
    for fault, text in FAULTS.items():
        wrong = _run(partial(_reference, fault=fault), run)
        if not wrong["error"] and _apart(came, part(wrong)) is None and _apart(part(wrong), expected) is not None:
            look = text
            break
    which = "" if part is _final else f" {place}"
    if len(came) != len(expected) and place > min(len(came), len(expected)):
        fail(
            f"{what}: expected {len(expected)} {words.split(' of ')[-1].split(' at ')[-1]}s, came {len(came)}",
            look=look,
        )
    fail(f"{what}: {words}{which} differ from what must hold", look=look)


def _modes(what: str, events: Sequence[Mapping[str, Any]], valid: Sequence[float], first: float) -> None:
    """Each forward pass is in the mode of its batch; validation batches are known by their first value."""
    for event in events:
        if event["what"] != "forward":
            continue
        evaluating = event["mark"] in valid
        if evaluating and event["training"]:
            fail(
                f"{what}: a validation batch went through the model in training mode", look=FAULTS["no evaluation mode"]
            )
        if evaluating and event["gradients"]:
            fail(
                f"{what}: gradients are recorded during evaluation", look="with torch.no_grad(): around the evaluation"
            )
        if not evaluating and not event["training"]:
            fail(
                f"{what}: a training batch went through the model in evaluation mode",
                look=FAULTS["stays in evaluation mode"],
            )


@beside
def observe_decorator(timed: Callable[..., Any], pause: float) -> dict[str, Any]:
    """Decorates small functions and calls them; what came back, what was logged, and what each function is called."""
    log: list[Any] = []
    seen: dict[str, Any] = {"error": None, "raised": None}

    def area(width: int, height: int = 2, *more: int, unit: str = "m") -> list[Any]:
        """Width times height."""
        time.sleep(pause)
        return [width * height, list(more), unit]

    def broken(key: str) -> str:
        """Raises KeyError."""
        return {"a": "b"}[key]

    try:
        wrapped, failing = timed(log)(area), timed(log)(broken)
        seen["names"] = [wrapped.__name__, failing.__name__]
        seen["docs"] = [wrapped.__doc__, failing.__doc__]
        seen["before"] = len(log)
        seen["results"] = [wrapped(3), wrapped(3, 4, 5, 6, unit="km"), wrapped(height=1, width=7), failing("a")]
        kind = type("Parcel", (), {"weigh": timed(log)(lambda self, grams: [type(self).__name__, grams])})
        seen["method"] = kind().weigh(5)
        try:
            failing("missing")
        except Exception as error:  # noqa: BLE001  (whatever comes through is what we came to see)
            seen["raised"] = f"{type(error).__name__}: {error}"
        seen["log"] = [dict(entry) for entry in log]
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen


def decorates(timed: Callable[..., Any], part: str, pause: float = 0.0) -> None:
    """One `part` of what a timing decorator must keep: name, result, log, exception."""
    seen = observe_decorator(timed, pause)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("timed isn't written yet: it raises NotImplementedError", look="your answer cell")
        fail(
            f"a function decorated with timed(log) raised {seen['error']}",
            look="does the wrapper take *args and **kwargs, and return a function?",
        )
    {"name": _kept_name, "result": _kept_result, "log": _logged, "exception": _let_through}[part](seen, pause)


def _kept_name(seen: Mapping[str, Any], pause: float) -> None:
    if seen["names"] != ["area", "broken"]:
        fail(
            f"the decorated functions are called {seen['names']}, expected ['area', 'broken']: it loses the name",
            look="functools.wraps, or __name__ by hand",
        )
    if seen["docs"] != ["Width times height.", "Raises KeyError."]:
        fail(
            f"the decorated functions have the docstrings {seen['docs']}: it loses the docstring",
            look="functools.wraps, or __doc__ by hand",
        )


def _kept_result(seen: Mapping[str, Any], pause: float) -> None:
    expected = [[6, [], "m"], [12, [5, 6], "km"], [7, [], "m"], "b"]
    if seen["results"] != expected:
        fail(
            f"decorated functions gave {seen['results']}, expected {expected}",
            look="return the function's result; pass *args and **kwargs on",
        )
    if seen["method"] != ["Parcel", 5]:
        fail(
            f"a decorated method gave {seen['method']}, expected ['Parcel', 5]",
            look="the wrapper is a function that hands on all it gets, self too",
        )


def _logged(seen: Mapping[str, Any], pause: float) -> None:
    if seen["before"]:
        fail(
            "something was logged when a function was decorated: expected one entry for each call",
            look="append in the wrapper, not in the decorator",
        )
    names = [entry.get("name") for entry in seen["log"]]
    if names[:4] != ["area", "area", "area", "broken"] or len(names) < 5:
        fail(
            f"the log holds the names {names}, expected one entry for each call: 'area' three times, 'broken', …",
            look="log.append({'name': …, 'seconds': …, 'ok': …})",
        )
    for entry in seen["log"]:
        if set(entry) != {"name", "seconds", "ok"}:
            fail(f"an entry has the keys {sorted(entry)}, expected ['name', 'ok', 'seconds']", look="log.append")
        if type(entry["seconds"]) is not float or not 0 <= entry["seconds"] < 60:
            fail(
                f"an entry says {entry['seconds']!r} seconds, expected a small float that is not negative",
                look="time.perf_counter() after minus before",
            )
    if not all(entry["seconds"] >= 0.9 * pause for entry in seen["log"][:3]):
        fail(
            f"a call that takes {pause} seconds was logged as {seen['log'][0]['seconds']:.6f}",
            look="the clock runs from before the call to after it",
        )
    if [entry["ok"] for entry in seen["log"][:4]] != [True] * 4:
        fail("a call that returned isn't logged with ok True", look="ok is False only if the function raised")


def _let_through(seen: Mapping[str, Any], pause: float) -> None:
    if seen["raised"] is None:
        fail(
            "the decorator swallows exceptions: a function that raises KeyError came back without a word",
            look="try … finally, or raise again after logging",
        )
    if seen["raised"] != "KeyError: 'missing'":
        fail(
            f"expected the function's own KeyError: 'missing', came {seen['raised']}",
            look="a bare raise keeps the exception as it is",
        )
    last = seen["log"][-1]
    if last.get("name") != "broken" or last.get("ok") is not False:
        fail(
            f"the call that raised is logged as {last}, expected name 'broken' and ok False",
            look="finally: it runs after an exception too",
        )
