"""What is seen of a training loop that runs next to the answer, and the behaviours that can be judged by looking alone.

Faults are judged by behaviour. `observe_loop` runs the student's loop on small problems with a model that notes each
call; `holds` looks at one behaviour alone, in a way that other faults don't disturb.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from workbook.check.failure import UNWRITTEN, Failure
from workbook.check.observers import beside


def published(paper: str) -> dict[str, dict[str, Any]]:
    """The small problems of the published tests, by their kind: batches, start values and settings."""
    found = json.loads(Path("data/problems.json").read_text(encoding="utf-8"))[paper]
    return {kind: _read(given) for kind, given in found.items()}


def _read(given: Mapping[str, Any]) -> dict[str, Any]:
    def wide(values: Any) -> torch.Tensor:
        made = torch.tensor(values)
        return made.double() if made.is_floating_point() else made

    batches = {name: [(wide(x), wide(y)) for x, y in given[name]] for name in ("train", "valid")}
    return {**given, **batches, "weight": wide(given["weight"])}


@beside
def observe_loop(train: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """Run *train* on a problem: ``calls`` of the model in order, what it returned, and ``error`` if it raised.

    Of ``history`` its numbers and their kinds, if it is a list; of ``best`` its tensors, if it is a dict; of both the types.
    """
    import warnings

    class Noted(torch.nn.Module):
        """A linear model that notes mode, graph, parameters and outputs of each call."""

        def __init__(self) -> None:
            super().__init__()
            self.weight = torch.nn.Parameter(given["weight"].clone())
            self.bias = torch.nn.Parameter(torch.zeros(len(given["weight"]), dtype=torch.float64))

        def forward(self, x: Any) -> Any:
            out = x @ self.weight.T + self.bias
            place = [
                [index for index, (known, _) in enumerate(given[name]) if torch.equal(known, x)]
                for name in ("train", "valid")
            ]
            calls.append({
                "train": place[0][:1], "valid": place[1][:1], "mode": self.training, "graph": out.requires_grad,
                "grad": torch.is_grad_enabled(), "weight": self.weight.detach().clone(),
                "bias": self.bias.detach().clone(), "out": out.detach().clone(),
            })  # fmt: skip
            return out

    calls: list[dict[str, Any]] = []
    seen: dict[str, Any] = {"calls": calls, "history": [], "kinds": [], "best": {}, "came": ["", ""], "error": ""}
    model = Noted().eval()  # as it may come
    settings = {name: given[name] for name in ("epochs", "rate", "decay", "limit")}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            history, best = train(model, list(given["train"]), list(given["valid"]), **settings)
        seen["came"] = [type(history).__name__, type(best).__name__]
        if isinstance(history, list):
            seen["kinds"] = ["float" if isinstance(value, float) else type(value).__name__ for value in history]
            seen["history"] = [float(value) for value in history]
        if isinstance(best, dict):
            seen["best"] = {name: torch.as_tensor(value).detach().clone() for name, value in best.items()}
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
    seen["weight"], seen["bias"] = model.weight.detach().clone(), model.bias.detach().clone()
    return seen


class Watched:
    """A student's loop on small problems. Each is run when it is first looked at."""

    tells = False
    """Whether messages say what the loop does wrong. Those of the published tests don't: to find that is the task."""

    def __init__(self, train: Callable[..., Any], problems: Mapping[str, dict[str, Any]]) -> None:
        self._train, self._problems = train, problems
        self._seen: dict[str, tuple[list[list[dict[str, Any]]], dict[str, Any]]] = {}

    def on(self, kind: str) -> tuple[list[list[dict[str, Any]]], dict[str, Any], dict[str, Any]]:
        """The calls, grouped into epochs, what else was seen, and the problem. Fails if the loop raised."""
        given = self._problems[kind]
        if kind not in self._seen:
            seen = observe_loop(self._train, given)
            if seen["error"].startswith("NotImplementedError"):
                raise Failure("train isn't written yet", look=UNWRITTEN)
            if seen["error"]:
                raise Failure("train raised an error on a small problem", "history and best", seen["error"])
            self._seen[kind] = (_epochs(seen), seen)
        epochs, seen = self._seen[kind]
        whole = all(training(epoch) and validation(epoch) for epoch in epochs)
        if not whole or len(epochs) != given["epochs"]:
            wanted = f"{given['epochs']} epochs, each training then validation"
            came = f"{len(epochs)} epochs" if whole else "calls of the model in another order, or with other batches"
            raise Failure(f"train with {given['epochs']} epochs", wanted, came)
        return epochs, seen, given


def _epochs(seen: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The calls, an epoch a list: training, then validation. Each call gets the parameters after it."""
    epochs: list[list[dict[str, Any]]] = []
    calls = seen["calls"]
    for place, call in enumerate(calls):
        after = calls[place + 1] if place + 1 < len(calls) else seen
        call["move"] = {name: after[name] - call[name] for name in ("weight", "bias")}
        if not epochs or (call["train"] and epochs[-1][-1]["valid"]):
            epochs.append([])
        epochs[-1].append(call)
    return epochs


def training(epoch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The calls of an epoch with a training batch."""
    return [call for call in epoch if call["train"]]


def validation(epoch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The calls of an epoch with a validation batch."""
    return [call for call in epoch if call["valid"]]


# What is compared must hold, not fail to fail: NaN is neither above a limit nor below it.


def _gradients(watched: Watched) -> None:
    epochs, _, _ = watched.on("blank")
    moves: dict[int, list[float]] = {0: [], 1: []}
    biases: dict[int, list[float]] = {0: [], 1: []}
    for call in (call for epoch in epochs for call in training(epoch)):
        moves.setdefault(call["train"][0], []).append(float(call["move"]["weight"].norm()))
        biases.setdefault(call["train"][0], []).append(float(call["move"]["bias"].norm()))
    look = "gradients that aren't cleared, momentum or weight decay"
    if not moves[1] or not all(moved <= 1e-12 for moved in moves[1]):
        raise Failure("a batch of zeros", "no change of the weight: it has no gradient there", "it moves", look)
    # The bias already fits this batch, but for what the batch before moved it.
    if not all(blank <= 0.01 * other for blank, other in zip(biases[1], biases[0], strict=False)):
        raise Failure("a batch of zeros that the bias fits", "next to no change of the bias", "it moves", look)
    if not moves[0] or not all(moved > 0 for moved in moves[0]):
        raise Failure("an ordinary batch", "a change of the weight", "it stays")


def _train_mode(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if not all(call["mode"] for epoch in epochs for call in training(epoch)):
        raise Failure("training", "the model in training mode in every epoch", "evaluation mode in some of them")


def _evaluation_mode(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if any(call["mode"] or not call["valid"] for epoch in epochs for call in epoch[len(training(epoch)) :]):
        raise Failure("validation", "the model in evaluation mode", "training mode")


def _graphs(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if any(call["graph"] for epoch in epochs for call in validation(epoch)):
        raise Failure("validation", "outputs that need no gradient", "a graph is built for each batch: memory is lost")


def _batches(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    for epoch in epochs:
        for name, calls in (("training", training(epoch)), ("validation", validation(epoch))):
            came = [number for call in calls for number in call[name[:5]]]
            if sorted(came) != [0, 1, 2]:
                raise Failure(f"{name}, an epoch of 3 batches", "each batch once", f"{len(came)} calls of the model")
            if name == "training" and came != [0, 1, 2]:
                order = ", ".join(str(number + 1) for number in came)
                raise Failure(
                    f"{name}, an epoch of 3 batches",
                    "in their order: 1, 2, 3",
                    order,
                    "a shuffle, or a list turned round",
                )


LOOKS: dict[str, Callable[[Watched], None]] = {
    "gradients": _gradients,
    "train mode": _train_mode,
    "evaluation mode": _evaluation_mode,
    "graphs": _graphs,
    "batches": _batches,
}


def holds(watched: Watched, *behaviours: str) -> None:
    """Fail unless each of *behaviours* is as the task says."""
    watched.on("plain")  # a loop that doesn't run is told so
    for behaviour in behaviours:
        try:
            LOOKS[behaviour](watched)
        except Failure:
            if watched.tells:
                raise
            told = "one of the text's sentences on train doesn't hold yet"
            raise Failure(told, look="the list in the text, sentence by sentence, beside your loop") from None
