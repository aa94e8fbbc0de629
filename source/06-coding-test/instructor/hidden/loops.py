"""A training loop with planted faults, and what is seen of a loop that runs next to the answer.

Faults are judged by behaviour. `observe_loop` runs the student's loop on small problems with a model that notes each
call; `holds` looks at one behaviour alone, in a way that the other faults don't disturb.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook.check.beside import beside
from workbook.check.failure import Failure

if TYPE_CHECKING:
    import numpy

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


def plant(rng: numpy.random.Generator, paper: str) -> dict[str, Any]:
    """Five faults, two easier and three harder ones, of five behaviours: ``{"faults", "behaviours", "text"}``."""
    chosen = [EASY[int(i)] for i in rng.permutation(len(EASY))[:2]]
    while {"train mode", "evaluation mode"} <= set(chosen):  # a loop without any mode breaks only one of the two
        chosen = [EASY[int(i)] for i in rng.permutation(len(EASY))[:2]]
    chosen += [HARD[int(i)] for i in rng.permutation(len(HARD))[:3]]
    chosen = [name for name in (*EASY, *HARD) if name in chosen]
    names = []
    for behaviour in chosen:
        kinds = [name for name, fault in FAULTS.items() if fault.behaviour == behaviour]
        names.append(kinds[int(rng.integers(len(kinds)))])
    return {"faults": names, "behaviours": chosen, "text": text(paper, *names)}


def shares(behaviours: list[str]) -> list[list[str]]:
    """The planted *behaviours*, each with some of the others that must go on holding: one list a point."""
    others = [name for name in (*EASY, *HARD) if name not in behaviours]
    return [[name, *others[place::5]] for place, name in enumerate(behaviours)]


def problem(generator: Any, paper: str, kind: str) -> dict[str, Any]:
    """A small problem, as plain data: batches, start values and settings.

    *kind*: ``"plain"``, ``"blank"`` (the second batch has no gradient for the weight), ``"same"`` (one batch,
    thrice), ``"steep"`` (gradients far above the limit), ``"rising"`` and ``"falling"`` (what the
    validation loss does).
    """
    import torch

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


@beside
def observe_loop(train: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """Run *train* on a problem: ``calls`` of the model in order, ``history``, ``best``, and ``error`` if it raised."""
    import warnings

    import torch

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
    seen: dict[str, Any] = {"calls": calls, "history": None, "best": None, "error": ""}
    model = Noted()
    settings = {name: given[name] for name in ("epochs", "rate", "decay", "limit")}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            history, best = train(model, list(given["train"]), list(given["valid"]), **settings)
        seen["history"] = [float(value) for value in history]
        seen["best"] = {name: value.detach().clone() for name, value in dict(best).items()}
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
    seen["weight"], seen["bias"] = model.weight.detach().clone(), model.bias.detach().clone()
    return seen


class Watched:
    """A student's loop on all the small problems. Each is run when it is first looked at."""

    def __init__(self, train: Callable[..., Any], paper: str, generator: Any) -> None:
        kinds = ("plain", "blank", "same", "steep", "rising", "falling")
        self._train, self._paper = train, paper
        self._problems = {kind: problem(generator, paper, kind) for kind in kinds}
        self._seen: dict[str, tuple[list[list[dict[str, Any]]], dict[str, Any]]] = {}

    def on(self, kind: str) -> tuple[list[list[dict[str, Any]]], dict[str, Any], dict[str, Any]]:
        """The calls, grouped into epochs, what else was seen, and the problem. Fails if the loop raised."""
        given = self._problems[kind]
        if kind not in self._seen:
            seen = observe_loop(self._train, given)
            if seen["error"].startswith("NotImplementedError"):
                raise Failure("train isn't written yet", look="your answer cell")
            if seen["error"]:
                raise Failure("train raised an error on a small problem", "history and best", seen["error"])
            self._seen[kind] = (_epochs(seen), seen)
        epochs, seen = self._seen[kind]
        if len(epochs) != given["epochs"] or len(seen["history"]) != given["epochs"]:
            came = f"{len(epochs)} epochs, {len(seen['history'])} entries in history"
            raise Failure("train", f"{given['epochs']} epochs, each training then validation", came)
        return epochs, seen, given

    def loss(self, out: Any, y: Any) -> Any:
        """The loss that the task names."""
        from torch.nn import functional

        return functional.cross_entropy(out, y) if self._paper == "one" else functional.mse_loss(out[:, 0], y)


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


def _training(epoch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [call for call in epoch if call["train"]]


def _validation(epoch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [call for call in epoch if call["valid"]]


def _gradients(watched: Watched) -> None:
    epochs, _, _ = watched.on("blank")
    for epoch in epochs:
        for call in _training(epoch):
            moved = float(call["move"]["weight"].norm())
            if call["train"] == [1] and moved > 1e-12:
                raise Failure("a batch of zeros", "no change of the weight: it has no gradient there", "it moves")
            if call["train"] == [0] and moved == 0:
                raise Failure("an ordinary batch", "a change of the weight", "it stays")


def _train_mode(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if not all(call["mode"] for epoch in epochs for call in _training(epoch)):
        raise Failure("training", "the model in training mode in every epoch", "evaluation mode in some of them")


def _evaluation_mode(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if any(call["mode"] or not call["valid"] for epoch in epochs for call in epoch[len(_training(epoch)) :]):
        raise Failure("validation", "the model in evaluation mode", "training mode")


def _graphs(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    if any(call["graph"] for epoch in epochs for call in _validation(epoch)):
        raise Failure("validation", "outputs that need no gradient", "a graph is built for each batch: memory is lost")


def _batches(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    for epoch in epochs:
        for name, calls in (("training", _training(epoch)), ("validation", _validation(epoch))):
            came = sorted(number for call in calls for number in call[name[:5]])
            if came != [0, 1, 2]:
                raise Failure(f"{name}, an epoch of 3 batches", "each batch once", f"{len(came)} calls of the model")


def _loss(watched: Watched) -> None:
    import torch

    epochs, _, given = watched.on("plain")
    call = _training(epochs[0])[0]
    weight = call["weight"].clone().requires_grad_()
    x, y = given["train"][call["train"][0]]
    watched.loss(x @ weight.T + call["bias"], y).backward()
    wanted = -(weight.grad if weight.grad is not None else weight).flatten()
    if float(torch.cosine_similarity(call["move"]["weight"].flatten(), wanted, dim=0)) < 1 - 1e-8:
        raise Failure("the first step", "a step down the gradient of the loss", "a step in another direction",
                      "what the loss function is given: its values, its shapes")  # fmt: skip


def _clipping(watched: Watched) -> None:
    for kind in ("steep", "plain"):
        epochs, _, given = watched.on(kind)
        move = _training(epochs[0])[0]["move"]
        size = float((move["weight"].norm() ** 2 + move["bias"].norm() ** 2) ** 0.5) / given["rate"]
        if kind == "steep" and not 0.99 < size / given["limit"] < 1.01:
            raise Failure("a step with a huge gradient", "a gradient cut down to the norm `limit`",
                          f"a gradient of {size / given['limit']:.3g} times the limit")  # fmt: skip
        if kind == "plain" and size > given["limit"] / 10:
            raise Failure("a step with a small gradient", "the gradient as it is", "a gradient scaled up")


def _schedule(watched: Watched) -> None:
    epochs, _, _ = watched.on("same")
    sizes = [[float(call["move"]["weight"].norm()) for call in _training(epoch)] for epoch in epochs]
    first = sizes[0][0] or 1.0
    if any(later / first < 0.5 for later in sizes[0][1:]):
        raise Failure("steps within the first epoch", "one and the same rate", "a rate that falls from batch to batch")
    for number, most, least in ((1, 0.6, 0.05), (2, 0.2, 0.005)):
        if not least < sizes[number][0] / first < most:
            raise Failure(f"the rate in epoch {number + 1}, with decay 0.1", f"0.1 ** {number} of the first rate",
                          f"about {sizes[number][0] / first:.2g} of it")  # fmt: skip


def _history(watched: Watched, kind: str, numbers: tuple[int, ...], what: str) -> None:
    epochs, seen, given = watched.on(kind)
    for number in numbers:
        total, count = 0.0, 0
        for call in _validation(epochs[number]):
            y = given["valid"][call["valid"][0]][1]
            total, count = total + float(watched.loss(call["out"], y)) * len(y), count + len(y)
        wanted, came = total / max(count, 1), seen["history"][number]
        if abs(came - wanted) > 1e-6 * abs(wanted):
            raise Failure(f"history, {what}", f"the mean over all rows of validation, {wanted:.6g}", f"{came:.6g}")


def _mean(watched: Watched) -> None:
    _history(watched, "plain", (0,), "validation batches of unequal sizes")


def _total(watched: Watched) -> None:
    _history(watched, "falling", (1, 2), "a later epoch")


def _best(watched: Watched) -> None:
    import torch

    for kind in ("rising", "falling"):
        epochs, seen, _ = watched.on(kind)
        number = seen["history"].index(min(seen["history"]))
        calls = _validation(epochs[number])
        for name in ("weight", "bias"):
            came = seen["best"].get(name)
            if came is None or not calls or not torch.allclose(came, calls[0][name], rtol=1e-9, atol=1e-12):
                raise Failure(f"best, where the validation loss is {kind}",
                              "the parameters of the epoch with the lowest loss", "others")  # fmt: skip


def _parameters(watched: Watched) -> None:
    epochs, _, _ = watched.on("plain")
    move = _training(epochs[0])[0]["move"]
    still = [name for name in ("weight", "bias") if float(move[name].norm()) == 0]
    if still:
        raise Failure("the first step", "a change of every parameter", f"no change of the {still[0]}")


_LOOKS = {
    "gradients": _gradients,
    "train mode": _train_mode,
    "evaluation mode": _evaluation_mode,
    "graphs": _graphs,
    "batches": _batches,
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
        _LOOKS[behaviour](watched)
