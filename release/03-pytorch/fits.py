"""A training loop, run on a small model whose every forward pass and every optimiser step is noted, and what must hold of it.

What the weights and losses must be is kept in ``data/fit.json`` for the published runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from workbook.check.failure import UNWRITTEN, fail
from workbook.check.observers import beside
from workbook.check.torch.causes import hidden
from workbook.check.torch.differences import differs, first
from workbook.check.torch.records import Recorded

Batches = Sequence[tuple[Tensor, Tensor]]
Parts = Mapping[str, list[Tensor]]
"""Of a run: the gradients at each step, the losses of each epoch, the final weights."""
RECORD = Recorded("data/fit.json", "fit")
EVALUATE = "the model is not put in evaluation mode: call model.eval() before evaluating"
TRAIN = "the model stays in evaluation mode after the first epoch: call model.train() at the start of each epoch"
ARRIVED = "the model came in evaluation mode: call model.train() at the start of each epoch, the first too"
AGAIN = "the training loss is that of the losses during the steps: no second pass over the training batches"
ENTRY = "one tuple (training loss, validation loss) for each epoch, of Python's own floats"
WORDS = {
    "gradients": "the gradients at step",
    "losses": "the losses of epoch",
    "weights": "the final weights",
}


class _Edge(nn.Module):
    """Gives NaN for what is above 10, as a root gives it for what is below 0."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.where(x > 10, torch.nan, x)


class _Model(nn.Sequential):
    """A small model that notes how it is called: mode, gradients on or off, and which batch."""

    def __init__(self, kind: str, events: list[dict[str, Any]]) -> None:
        parts: dict[str, list[nn.Module]] = {
            "line": [nn.Linear(1, 1, bias=False)],
            "edge": [nn.Linear(1, 1, bias=False), _Edge()],
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


def _loss(outputs: Tensor, targets: Tensor) -> Tensor:
    """The mean square, in which a target below 0 counts twice: which argument is which makes a difference."""
    return ((outputs - targets).square() * (1 + (targets < 0).to(outputs.dtype))).mean()


def _kind(history: Any) -> str:
    """What *history* is, in words, if it isn't a list of pairs of floats."""
    if type(history) is not list:
        return f"a {type(history).__name__}"
    for row in history:
        if type(row) is not tuple or [type(value) for value in row] != [float, float]:
            kinds = [type(value).__name__ for value in row] if isinstance(row, (tuple, list)) else []
            return f"a list in which an entry is a {type(row).__name__}" + (
                f" of {' and '.join(kinds)}" if kinds else ""
            )
    return ""


def run_fit(fit: Callable[..., Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Builds the model, calls `fit`, hands back what happened."""
    seen: dict[str, Any] = {"error": None, "events": [], "history": None}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = _Model(run["kind"], seen["events"]).double()
        model.load_state_dict(dict(run["state"]))
        optimiser = _Descent(model, run["rate"], seen["events"])
        for parameter in model.parameters() if run["left_over"] else ():
            parameter.grad = torch.full_like(parameter, 0.25)  # left over from whatever came before
        model.train(not run["evaluating"])
        try:
            history = fit(model, optimiser, _loss, list(run["train"]), list(run["valid"]), **run["options"])
            seen["kind"] = _kind(history)
            seen["history"] = [[float(value) for value in row] for row in history]
        except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
            seen["error"] = f"{type(error).__name__}: {error}"
    seen["state"] = {name: value.detach().clone() for name, value in model.state_dict().items()}
    return seen


@beside
def observe_fit(fit: Callable[..., Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """One run of the student's `fit`, noted next to the answer."""
    return run_fit(fit, run)


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
    evaluating: bool = False,
    against: Callable[..., Any] | None = None,
    **options: Any,
) -> None:
    """`fit` on a small model (`kind`: line, edge, smooth or normed) makes the right steps, losses, and final weights.

    They are those of `against`, or else those kept for the run called `what`. With `left_over`, the model has gradients from
    before the call; with `evaluating`, it comes in evaluation mode. Weights are compared to 1e-5.
    """
    run = {**_run(kind, train, valid, rate, state, left_over, options), "evaluating": evaluating}
    wanted = RECORD.recall(what, "run", lambda fit: _right(fit, run)) if against is None else _right(against, run)
    seen = observe_fit(fit, run)
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail("fit isn't written yet: it raises NotImplementedError", look=UNWRITTEN)
        fail(f"{what}: fit raised {seen['error']}", look="run it yourself in a new cell")
    _modes(what, seen["events"], _marks(valid))
    _order(what, seen["events"], _marks(train))
    if seen["kind"]:
        fail(
            f"{what}: expected a list of tuples of two floats, came {seen['kind']}",
            look="loss.item() is a float, loss is a tensor" if "Tensor" in seen["kind"] else ENTRY,
        )
    came = parts_of(seen)
    sizes = ", ".join(str(len(x)) for x, _ in train)
    told = f"{what} (batches of {sizes}; " + ", ".join(f"{name}={value}" for name, value in options.items()) + ")"
    for name in WORDS:
        _same(told, name, came[name], wanted[name], run)


def expected(
    kind: str,
    train: Batches,
    valid: Batches,
    *,
    against: Callable[..., Any],
    rate: float,
    state: Mapping[str, Any],
    **options: Any,
) -> Parts:
    """What `against` does in such a run."""
    return _right(against, _run(kind, train, valid, rate, state, False, options))


def _run(
    kind: str,
    train: Batches,
    valid: Batches,
    rate: float,
    state: Mapping[str, Any],
    left_over: bool,
    options: Mapping[str, Any],
) -> dict[str, Any]:
    torch_state = {
        name: torch.as_tensor(value, dtype=None if name.endswith("tracked") else torch.float64)
        for name, value in _full(kind, state).items()
    }
    return {
        "kind": kind,
        "train": _wide(train),
        "valid": _wide(valid),
        "rate": rate,
        "state": torch_state,
        "options": dict(options),
        "left_over": left_over,
        "evaluating": False,
    }


def _right(reference: Callable[..., Any], run: Mapping[str, Any]) -> Parts:
    wanted = run_fit(reference, run)
    if wanted["error"]:
        raise RuntimeError(f"the reference failed: {wanted['error']}")
    return parts_of(wanted)


def _full(kind: str, state: Mapping[str, Any]) -> dict[str, Any]:
    return {**_Model(kind, []).state_dict(), **state}


def _wide(batches: Batches) -> list[list[Tensor]]:
    return [[x.double(), y.double()] for x, y in batches]


def parts_of(seen: Mapping[str, Any]) -> Parts:
    """What is compared of a run."""
    steps = [event["gradients"] for event in seen["events"] if event["what"] == "step"]
    return {
        "gradients": [torch.cat([torch.zeros(1) if g is None else g.flatten() for g in step]) for step in steps],
        "losses": [torch.tensor(row, dtype=torch.float64) for row in seen["history"]],
        "weights": [value.double() for value in seen["state"].values()],
    }


def _apart(came: Sequence[Tensor], expected: Sequence[Tensor]) -> int | None:
    """The first place where two lists of tensors differ, counting from 1."""
    for number, (one, other) in enumerate(zip(came, expected, strict=False), start=1):
        if differs(one, other, 1e-5):
            return number
    return None if len(came) == len(expected) else min(len(came), len(expected)) + 1


def _same(what: str, name: str, came: Sequence[Tensor], expected: Sequence[Tensor], run: Mapping[str, Any]) -> None:
    place = _apart(came, expected)
    if place is None:
        return
    words, which = WORDS[name], "" if name == "weights" else f" {place}"
    look = (
        _cause(name, came, expected, run)
        or _count(name, came, expected, run)
        or "the order: train(), groups, step, zero_grad; eval(), no_grad; best weights; patience"
    )
    if len(came) != len(expected) and place > min(len(came), len(expected)):
        thing = words.split(" of ")[-1].split(" at ")[-1]
        fail(f"{what}: expected {len(expected)} {thing}s, came {len(came)}", look=look)
    one, other = came[place - 1], expected[place - 1]
    if name == "losses":
        pairs = [f"({', '.join(f'{float(value):.6g}' for value in row)})" for row in (other, one)]
        fail(f"{what}: {words}{which} differ: expected {pairs[0]} (training, validation), came {pairs[1]}", look=look)
    if name == "weights":
        which = f", {list(_full(run['kind'], run['state']))[place - 1]!r}"
    numbers = (
        first(one, other) if one.shape == other.shape else f"expected {tuple(other.shape)}, came {tuple(one.shape)}"
    )
    fail(f"{what}: {words}{which} differ: {numbers}", look=look)


def _count(name: str, came: Sequence[Tensor], expected: Sequence[Tensor], run: Mapping[str, Any]) -> str:
    """What too many or too few entries or steps point at, if at anything."""
    if len(came) == len(expected):
        return ""
    if name == "losses":  # the steps were right
        return "the list has one entry for each epoch that ran, and no other"
    options, batches = run["options"], len(run["train"])
    unsaid = ["accumulate is 1"] * ("accumulate" not in options and batches > 1)
    unsaid += ["patience is 3"] * ("patience" not in options and options["epochs"] > 3)
    return f"{' and '.join(unsaid)} if the call says nothing of it" if unsaid else ""


def _cause(name: str, came: Sequence[Tensor], expected: Sequence[Tensor], run: Mapping[str, Any]) -> str:
    """The words for the one forgotten thing that gives the same, for whoever has the list of them."""
    known = hidden("training")
    if known is None:
        return ""
    for fault, text in known.FAULTS.items():
        wrong = run_fit(partial(known.reference, fault=fault), run)
        if not wrong["error"]:
            other = parts_of(wrong)[name]
            if _apart(came, other) is None and _apart(other, expected) is not None:
                return str(text)
    return ""


def _marks(batches: Batches) -> list[float]:
    """The first value of each batch, by which it is known."""
    return [float(x.double().flatten()[0]) for x, _ in batches]


def _order(what: str, events: Sequence[Mapping[str, Any]], given: Sequence[float]) -> None:
    """The training batches of the first epoch come in the order in which they were given."""
    came = [event["mark"] for event in events if event["what"] == "forward"][: len(given)]
    if came != list(given) and sorted(came) == sorted(given):
        places = ", ".join(str(given.index(mark) + 1) for mark in came)
        fail(f"{what}: the training batches went through the model in the order {places}", look="they stay in order")


def _modes(what: str, events: Sequence[Mapping[str, Any]], valid: Sequence[float]) -> None:
    """Each forward pass is in the mode of its batch; validation batches are known by their first value."""
    evaluated = False
    for event in events:
        if event["what"] != "forward":
            continue
        evaluating = event["mark"] in valid
        if evaluating and event["training"]:
            fail(f"{what}: a validation batch went through the model in training mode", look=EVALUATE)
        if evaluating and event["gradients"]:
            fail(
                f"{what}: gradients are recorded during evaluation", look="with torch.no_grad(): around the evaluation"
            )
        if not evaluating and not event["training"]:
            fail(
                f"{what}: a training batch went through the model in evaluation mode",
                look=AGAIN if not event["gradients"] else TRAIN if evaluated else ARRIVED,
            )
        evaluated = evaluated or evaluating
