"""What must hold of a repaired training loop, on generated small problems: the behaviours of ``loop_watch``, and the harder ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

import loop_watch
from loop_watch import training, validation
from workbook.check.failure import Failure

KINDS = (
    "plain",
    "blank",
    "same",
    "steep",
    "rising",
    "falling",
    "one row",
    "wavy",
    "level",
    "same, rising",
    "slow",
    "far",
)


def problem(generator: Any, paper: str, kind: str) -> dict[str, Any]:
    """A small problem, as plain data: batches, start values and settings.

    *kind*: ``"plain"`` (the last batch has one row), ``"blank"`` (the second batch has no gradient for the weight, and next to none for the bias), ``"same"`` (one batch,
    thrice, while the validation loss falls, or, ``"same, rising"``, rises), ``"steep"`` (gradients far above the limit), ``"far"`` (parameters far above it), ``"one row"`` (so long is the first batch, and
    later ones are longer), and, by what the validation loss does, ``"rising"``, ``"falling"``, ``"slow"`` (it falls by next to nothing), ``"wavy"`` and ``"level"``.
    """
    if kind in ("wavy", "level"):
        return _swing(paper, kind)

    def batch(size: int) -> tuple[Any, Any]:
        x = torch.randn(size, 4, generator=generator, dtype=torch.float64)
        classes = torch.arange(size) % 3
        if paper == "one":
            return x + 2 * torch.eye(4, dtype=torch.float64)[classes], classes
        x += 1
        return x, x.sum(1) + 3 + torch.randn(size, generator=generator, dtype=torch.float64)

    made: dict[str, Any] = {"epochs": 3, "rate": 1e-6, "decay": 0.1, "limit": 1e6, "kind": kind, "paper": paper}
    train, valid = [batch(6), batch(6), batch(6)], [batch(7), batch(2), batch(4)]
    outputs, scale = 3 if paper == "one" else 1, {"steep": 0.0, "far": 5.0}.get(kind, 0.1)
    made["weight"] = scale * torch.randn(outputs, 4, generator=generator, dtype=torch.float64)
    if kind == "blank":
        x, y = train[1]
        train[1] = (torch.zeros_like(x), y if paper == "one" else torch.zeros_like(y))
    elif kind == "plain":
        train[2] = (train[2][0][:1], train[2][1][:1])
    elif kind == "one row":
        train = [batch(1), batch(6)]
    elif kind in ("same", "same, rising"):
        train, made["epochs"] = [train[0]] * 3, 4
        x, y = train[0]
        valid = [(x + 1e-9, y if kind == "same" else _turned(train[:1], made["weight"])[0])] * 2
    elif kind == "steep":
        train = [(x * 1000, y * (1 if paper == "one" else 1000)) for x, y in train]
        made.update(limit=0.5, decay=1.0)
    elif kind == "far":
        made.update(limit=0.05, rate=1e-3)
    elif kind in ("rising", "falling", "slow"):
        made.update(rate=(1e-8 if paper == "one" else 1e-11) if kind == "slow" else 0.01, decay=0.9, epochs=4)
        turned = _turned(train, made["weight"]) if kind == "rising" else [y for _, y in train]
        valid = [(x + 1e-9, y) for (x, _), y in zip(train, turned, strict=True)]
    made["train"], made["valid"] = train, valid
    return made


def _turned(batches: list[tuple[Any, Any]], weight: torch.Tensor) -> list[Any]:
    """Other targets for *batches*, whose loss rises while that of the batches' own falls.

    The gradients for a class, for the next and for the one after it add up to next to nothing, so that one of the other two
    leads away from the first; the next one, if both do.
    """
    if len(weight) == 1:
        return [-y for _, y in batches]
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    scores = torch.softmax(x @ weight.T, 1)

    def gradient(classes: torch.Tensor) -> torch.Tensor:
        off = scores - torch.nn.functional.one_hot(classes, 3)
        return torch.cat([(off.T @ x).flatten(), off.sum(0)])

    near, far = (float(gradient(y) @ gradient((y + shift) % 3)) for shift in (1, 2))
    shift = 1 if near < 0 or near <= far else 2
    return [(y + shift) % 3 for _, y in batches]


def _swing(paper: str, kind: str) -> dict[str, Any]:
    """A problem whose steps are too long: the weight swings around the one that fits, by less and less.

    The second batch has hardly any gradient. Validation fits best on one side: its loss falls, rises and falls again (``"wavy"``; the lowest is neither the first nor the
    last, and some that come after it are below the first), or it doesn't hang on what is learned
    (``"level"``): then all losses are equal and large, though the parameters aren't equal.
    """
    made: dict[str, Any] = {"epochs": 7, "decay": 0.9, "limit": 1e6, "kind": kind, "paper": paper}
    first = torch.tensor([[1.0, 0, 0, 0]], dtype=torch.float64)
    second = first.roll(1, 1)
    if paper == "one":
        weight = torch.tensor([[2.0, 1e20, 0, 0], [0, -1e20, 0, 0], [-1000, -1e20, 0, 0]], dtype=torch.float64)
        train = [(first.repeat(2, 1), torch.tensor([0, 1])), (0.01 * first.repeat(2, 1), torch.tensor([0, 1]))]
        valid = [(first.repeat(13, 1), torch.tensor([0] * 13)), (first.repeat(11, 1), torch.tensor([1] * 11))]
        level = [(second.repeat(rows, 1), torch.tensor([1] * rows)) for rows in (3, 2)]
        made.update(rate=3.4, weight=weight)
    else:
        wide = torch.tensor([[-1.0], [1.0]], dtype=torch.float64) * first
        train = [(wide, 5 * wide[:, 0]), (0.01 * wide, 0.05 * wide[:, 0])]
        valid = [(first.repeat(rows, 1), torch.full((rows,), 6.7, dtype=torch.float64)) for rows in (3, 2)]
        level = [(second.repeat(rows, 1), torch.full((rows,), 1e5, dtype=torch.float64)) for rows in (3, 2)]
        made.update(rate=1.25, weight=6 * first)
    return {**made, "train": train, "valid": valid if kind == "wavy" else level}


class Watched(loop_watch.Watched):
    """A student's loop of *paper*, on problems of every kind."""

    tells = True

    def __init__(self, train: Callable[..., Any], paper: str, generator: torch.Generator) -> None:
        super().__init__(train, {})
        self._problems: dict[str, Any] = {kind: problem(generator, paper, kind) for kind in KINDS}
        self._paper = paper

    def with_limit(self, limit: float) -> dict[str, Any]:
        """The first step on the first plain batch, with another limit."""
        kind, plain = f"plain, limit {limit!r}", self._problems["plain"]
        self._problems[kind] = {**plain, "train": plain["train"][:1] * 2, "limit": limit, "epochs": 1, "decay": 1.0}
        found: dict[str, Any] = training(self.on(kind)[0][0])[0]["move"]
        return found

    def loss(self, out: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The loss that the task names."""
        from torch.nn import functional

        return functional.cross_entropy(out, y) if self._paper == "one" else functional.mse_loss(out[:, 0], y)


def _loss(watched: Watched) -> None:
    for kind in ("plain", "one row"):
        epochs, _, given = watched.on(kind)
        call = training(epochs[0])[0]
        weight = call["weight"].clone().requires_grad_()
        x, y = given["train"][call["train"][0]]
        watched.loss(x @ weight.T + call["bias"], y).backward()
        wanted = -(weight.grad if weight.grad is not None else weight).flatten()
        came = call["move"]["weight"].flatten() / given["rate"]
        what = f"the first step, a batch of {len(y)} row{'s' * (len(y) > 1)}"
        if not float(torch.cosine_similarity(came, wanted, dim=0)) >= 1 - 1e-8:
            raise Failure(what, "a step down the gradient of the loss", "a step in another direction",
                          "what the loss function is given: its values, its shapes")  # fmt: skip
        size = float(came.norm() / wanted.norm())
        if not 0.9999 < size < 1.0001:
            raise Failure(what, "a step of the rate times the gradient of the mean loss", f"{size:.3g} times as long a step",
                          "what the loss is the mean of, and the rate of the first epoch")  # fmt: skip
    _own_mean(watched)


def _own_mean(watched: Watched) -> None:
    """Whether the loss of a later batch, which has more rows than the first, is the mean over its own rows.

    Its gradient may have piled up on that of the first batch, and the rate may fall from batch to batch: those are other faults.
    """
    epochs, _, given = watched.on("one row")
    calls = training(epochs[0])
    grads = []
    for call in calls:
        weight = call["weight"].clone().requires_grad_()
        x, y = given["train"][call["train"][0]]
        (grad,) = torch.autograd.grad(watched.loss(x @ weight.T + call["bias"], y), weight)
        grads.append(grad)
    for place in range(1, len(calls)):
        came = -calls[place]["move"]["weight"] / given["rate"]
        ways = [
            rate * wanted for wanted in (grads[place], sum(grads[: place + 1])) for rate in (1, given["decay"] ** place)
        ]
        if not any(torch.allclose(came, way, rtol=1e-3, atol=1e-6 * float(way.norm())) for way in ways):
            rows = len(given["train"][calls[place]["train"][0]][1])
            raise Failure(f"a step on a batch of {rows} rows, after one of another length", "a step down the gradient of the mean over its own rows",
                          "a longer or shorter step, or one in another direction", "what the loss is the mean of")  # fmt: skip


def _norm(move: dict[str, Any]) -> float:
    return float((move["weight"].norm() ** 2 + move["bias"].norm() ** 2) ** 0.5)


def _clipping(watched: Watched) -> None:
    epochs, _, given = watched.on("steep")
    for number, epoch in enumerate(epochs, start=1):
        for place, call in enumerate(training(epoch), start=1):
            size = _norm(call["move"]) / given["rate"]
            if not 0.99 < size / given["limit"] < 1.01:
                raise Failure(f"a step with a huge gradient, batch {place} of epoch {number}, where the rate is the same in all epochs",
                              "a gradient cut down to the norm `limit`", f"a gradient of {size / given['limit']:.3g} times the limit")  # fmt: skip
    epochs, _, given = watched.on("far")
    longest = max(_norm(call["move"]) for epoch in epochs for call in training(epoch)) / given["rate"]
    if not longest <= 1.01 * given["limit"]:
        raise Failure("a step where the parameters, not their gradient, are far above the limit", f"steps of at most {given['limit']} times the rate",
                      f"a step of {longest:.3g} times the rate", "what is scaled down: the gradient")  # fmt: skip
    epochs, _, given = watched.on("plain")
    if not _norm(training(epochs[0])[0]["move"]) / given["rate"] <= given["limit"] / 10:
        raise Failure("a step with a small gradient", "the gradient as it is", "a gradient scaled up")
    free = watched.with_limit(given["limit"])
    if not float(free["bias"].norm()) > 0:  # a bias that no step changes hides what its gradient is
        return
    for share, wanted in ((0.9, 0.9), (1.1, 1.0)):
        move = watched.with_limit(share * _norm(free) / given["rate"])
        for name in ("weight", "bias"):
            if not torch.allclose(move[name], wanted * free[name], rtol=1e-4, atol=1e-4 * _norm(free)):
                came = float(move[name].norm() / free[name].norm())
                raise Failure(f"a step with a gradient of {1 / share:.2f} times the limit, the {name}",
                              f"{wanted:g} times as long as without a limit", f"{came:.3g} times as long, or another direction",
                              "one norm over all parameters together")  # fmt: skip


def _schedule(watched: Watched) -> None:
    for kind in ("same", "same, rising"):
        _rates(watched, kind)


def _rates(watched: Watched, kind: str) -> None:
    epochs, _, given = watched.on(kind)
    sizes = [[float(call["move"]["weight"].norm()) for call in training(epoch)] for epoch in epochs]
    first = sizes[0][0] or 1.0
    if len(sizes[0]) < 2 or not all(later / first >= 0.5 for later in sizes[0][1:]):
        raise Failure("steps within the first epoch", "one and the same rate", "a rate that falls from batch to batch")
    # Gradients may pile up, for the whole time or for an epoch: that is another fault.
    ways: list[list[float]] = [[], [], []]
    for number, epoch in enumerate(sizes):
        for place in range(len(epoch)):
            for way, times in zip(ways, (1, len(ways[1]) + 1, place + 1), strict=True):
                way.append(times * given["decay"] ** number)
    came = [size / first for epoch in sizes for size in epoch]
    if not any(all(abs(c - w) <= 0.01 * w for c, w in zip(came, way, strict=True)) for way in ways):
        rates = ", ".join(f"{epoch[0] / first:.3g}" for epoch in sizes)
        losses = "falls" if kind == "same" else "rises"
        raise Failure(f"the rates of {len(sizes)} epochs, with decay {given['decay']:g}, while the validation loss {losses}",
                      ", ".join(f"{given['decay'] ** number:g}" for number in range(len(sizes))) + " times the first",
                      f"steps of {rates} times the first")  # fmt: skip


def _history(watched: Watched, kind: str, numbers: tuple[int, ...], what: str) -> None:
    epochs, seen, given = watched.on(kind)
    if seen["came"][0] != "list" or len(seen["history"]) != given["epochs"] or set(seen["kinds"]) != {"float"}:
        kinds = ", ".join(dict.fromkeys(seen["kinds"])) or "nothing"
        raise Failure(f"history, {given['epochs']} epochs", f"a list of {given['epochs']} floats",
                      f"an object of type {seen['came'][0]} with {len(seen['history'])} items: {kinds}", "what train returns")  # fmt: skip
    for number in numbers:
        total, count = 0.0, 0
        for call in validation(epochs[number]):
            y = given["valid"][call["valid"][0]][1]
            total, count = total + float(watched.loss(call["out"], y)) * len(y), count + len(y)
        wanted, came = total / max(count, 1), seen["history"][number]
        if not abs(came - wanted) <= 1e-6 * abs(wanted):
            digits = 6 if f"{wanted:.6g}" != f"{came:.6g}" else 12
            raise Failure(
                f"history, {what}", f"the mean over all rows of validation, {wanted:.{digits}g}", f"{came:.{digits}g}"
            )


def _mean(watched: Watched) -> None:
    _history(watched, "plain", (0,), "validation batches of 7, 2 and 4 rows")


def _total(watched: Watched) -> None:
    _history(watched, "falling", (1, 2), "a later epoch")


def _best(watched: Watched) -> None:
    for kind, what in (
        ("rising", "rises"),
        ("falling", "falls"),
        ("slow", "falls by very little"),
        ("wavy", "rises and falls"),
        ("level", "is always the same"),
    ):
        epochs, seen, given = watched.on(kind)
        if len(seen["history"]) != given["epochs"]:
            raise Failure("history", f"{given['epochs']} losses", f"{len(seen['history'])}", "what train returns")
        number = seen["history"].index(min(seen["history"]))
        calls = validation(epochs[number])
        told = ", ".join(f"{loss:.12g}" if kind == "slow" else f"{loss:.5g}" for loss in seen["history"])
        if {*seen["best"]} != {"weight", "bias"}:
            raise Failure(
                "best", "a state_dict: weight and bias", _instead(seen), "what train returns, and state_dict()"
            )
        for name in ("weight", "bias"):
            came = seen["best"][name]
            if not calls or not torch.allclose(came, calls[0][name], rtol=1e-12, atol=1e-15):
                raise Failure(f"best, where the validation loss {what}: {told}",
                              f"the {name} of epoch {number + 1}", _whose(epochs, name, came))  # fmt: skip
        _between(epochs, what)


def _between(epochs: list[list[dict[str, Any]]], what: str) -> None:
    """Whether nothing changes the parameters between an epoch's last step and the next one's first."""
    for number, epoch in enumerate(epochs, start=1):
        calls = validation(epoch) if number < len(epochs) else validation(epoch)[:-1]
        if not all(_norm(call["move"]) == 0 for call in calls):
            raise Failure(f"the parameters after epoch {number} of {len(epochs)}, where the validation loss {what}",
                          "as the epoch's last step left them", "others", "what else sets parameters, load_state_dict say")  # fmt: skip


def _instead(seen: dict[str, Any]) -> str:
    """What train gave for the best parameters, in words."""
    kind = seen["came"][1]
    if kind == "Noted":
        return "the model itself"
    if seen["best"]:
        return f"a {kind} with {', '.join(map(str, sorted(seen['best'], key=str)))}"
    return f"an object of type {kind}"


def _whose(epochs: list[list[dict[str, Any]]], name: str, came: torch.Tensor) -> str:
    for number, epoch in enumerate(epochs, start=1):
        if any(came.shape == call[name].shape and torch.equal(came, call[name]) for call in validation(epoch)):
            return f"that of epoch {number}"
    return "that of no epoch"


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
