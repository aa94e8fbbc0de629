"""What must hold of a repaired training loop, on generated small problems: the behaviours of ``loop_watch``, and the harder ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

import loop_watch
from loop_watch import training, validation
from workbook.check.failure import Failure

KINDS = ("plain", "blank", "same", "steep", "rising", "falling")


def problem(generator: Any, paper: str, kind: str) -> dict[str, Any]:
    """A small problem, as plain data: batches, start values and settings.

    *kind*: ``"plain"``, ``"blank"`` (the second batch has no gradient for the weight), ``"same"`` (one batch,
    thrice), ``"steep"`` (gradients far above the limit), ``"rising"`` and ``"falling"`` (what the
    validation loss does).
    """

    def batch(size: int) -> tuple[Any, Any]:
        x = torch.randn(size, 4, generator=generator, dtype=torch.float64)
        classes = torch.arange(size) % 3
        if paper == "one":
            return x + 2 * torch.eye(4, dtype=torch.float64)[classes], classes
        x += 1
        return x, x.sum(1) + 3 + torch.randn(size, generator=generator, dtype=torch.float64)

    made: dict[str, Any] = {"epochs": 3, "rate": 1e-6, "decay": 0.1, "limit": 1e6, "kind": kind, "paper": paper}
    train, valid = [batch(6), batch(6), batch(6)], [batch(7), batch(2), batch(4)]
    if kind == "blank":
        train[1] = (torch.zeros_like(train[1][0]), train[1][1])
    elif kind == "same":
        train = [train[0]] * 3
    elif kind == "steep":
        train = [(x * 1000, y * (1 if paper == "one" else 1000)) for x, y in train]
        made["limit"] = 0.5
    elif kind in ("rising", "falling"):
        made.update(rate=0.01, decay=0.9, epochs=4)
        turned = (lambda y: (y + 1) % 3) if paper == "one" else (lambda y: -y)
        valid = [(x + 1e-9, y if kind == "falling" else turned(y)) for x, y in train]
    outputs = 3 if paper == "one" else 1
    scale = 0.0 if kind == "steep" else 0.1
    made["weight"] = scale * torch.randn(outputs, 4, generator=generator, dtype=torch.float64)
    made["train"], made["valid"] = train, valid
    return made


class Watched(loop_watch.Watched):
    """A student's loop of *paper*, on problems of every kind."""

    def __init__(self, train: Callable[..., Any], paper: str, generator: torch.Generator) -> None:
        super().__init__(train, {kind: problem(generator, paper, kind) for kind in KINDS})
        self._paper = paper

    def loss(self, out: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The loss that the task names."""
        from torch.nn import functional

        return functional.cross_entropy(out, y) if self._paper == "one" else functional.mse_loss(out[:, 0], y)


def _loss(watched: Watched) -> None:
    epochs, _, given = watched.on("plain")
    call = training(epochs[0])[0]
    weight = call["weight"].clone().requires_grad_()
    x, y = given["train"][call["train"][0]]
    watched.loss(x @ weight.T + call["bias"], y).backward()
    wanted = -(weight.grad if weight.grad is not None else weight).flatten()
    if not float(torch.cosine_similarity(call["move"]["weight"].flatten(), wanted, dim=0)) >= 1 - 1e-8:
        raise Failure("the first step", "a step down the gradient of the loss", "a step in another direction",
                      "what the loss function is given: its values, its shapes")  # fmt: skip


def _clipping(watched: Watched) -> None:
    for kind in ("steep", "plain"):
        epochs, _, given = watched.on(kind)
        move = training(epochs[0])[0]["move"]
        size = float((move["weight"].norm() ** 2 + move["bias"].norm() ** 2) ** 0.5) / given["rate"]
        if kind == "steep" and not 0.99 < size / given["limit"] < 1.01:
            raise Failure("a step with a huge gradient", "a gradient cut down to the norm `limit`",
                          f"a gradient of {size / given['limit']:.3g} times the limit")  # fmt: skip
        if kind == "plain" and not size <= given["limit"] / 10:
            raise Failure("a step with a small gradient", "the gradient as it is", "a gradient scaled up")


def _schedule(watched: Watched) -> None:
    epochs, _, _ = watched.on("same")
    sizes = [[float(call["move"]["weight"].norm()) for call in training(epoch)] for epoch in epochs]
    first = sizes[0][0] or 1.0
    if len(sizes[0]) < 2 or not all(later / first >= 0.5 for later in sizes[0][1:]):
        raise Failure("steps within the first epoch", "one and the same rate", "a rate that falls from batch to batch")
    for number, most, least in ((1, 0.6, 0.05), (2, 0.2, 0.005)):
        if not least < sizes[number][0] / first < most:
            raise Failure(f"the rate in epoch {number + 1}, with decay 0.1", f"0.1 ** {number} of the first rate",
                          f"about {sizes[number][0] / first:.2g} of it")  # fmt: skip


def _history(watched: Watched, kind: str, numbers: tuple[int, ...], what: str) -> None:
    epochs, seen, given = watched.on(kind)
    for number in numbers:
        total, count = 0.0, 0
        for call in validation(epochs[number]):
            y = given["valid"][call["valid"][0]][1]
            total, count = total + float(watched.loss(call["out"], y)) * len(y), count + len(y)
        wanted, came = total / max(count, 1), seen["history"][number]
        if not abs(came - wanted) <= 1e-6 * abs(wanted):
            raise Failure(f"history, {what}", f"the mean over all rows of validation, {wanted:.6g}", f"{came:.6g}")


def _mean(watched: Watched) -> None:
    _history(watched, "plain", (0,), "validation batches of unequal sizes")


def _total(watched: Watched) -> None:
    _history(watched, "falling", (1, 2), "a later epoch")


def _best(watched: Watched) -> None:
    for kind in ("rising", "falling"):
        epochs, seen, _ = watched.on(kind)
        number = seen["history"].index(min(seen["history"]))
        calls = validation(epochs[number])
        for name in ("weight", "bias"):
            came = seen["best"].get(name)
            if came is None or not calls or not torch.allclose(came, calls[0][name], rtol=1e-9, atol=1e-12):
                raise Failure(f"best, where the validation loss is {kind}",
                              "the parameters of the epoch with the lowest loss", "others")  # fmt: skip


def _parameters(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    move = training(epochs[0])[0]["move"]
    still = [name for name in ("weight", "bias") if not float(move[name].norm()) > 0]
    if still:
        raise Failure("the first step", "a change of every parameter", f"no change of the {still[0]}")


_HARD: dict[str, Callable[[Watched], None]] = {
    "loss": _loss,
    "clipping": _clipping,
    "schedule": _schedule,
    "mean": _mean,
    "total": _total,
    "best": _best,
    "parameters": _parameters,
}


def holds(watched: Watched, *behaviours: str) -> None:
    """Fail unless each of *behaviours* is as the task says."""
    for behaviour in behaviours:
        if behaviour in _HARD:
            _HARD[behaviour](watched)
        else:
            loop_watch.holds(watched, behaviour)
