"""What is seen of answers of the lesson on smaller models that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

import smaller_nets
from workbook.check.observers import beside

Step = Mapping[str, Any]
Seen = dict[str, Any]


def _error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]


def _same(one: Tensor, other: Tensor) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and torch.allclose(one, other, 0, 0, equal_nan=True)


@beside
def loss(answer: Callable[..., Any], student: Tensor, teacher: Tensor, labels: Tensor, settings: Step) -> Seen:
    """One call of a loss, and the way back: its value, and the gradients of both logits (None: none came)."""
    given = student.clone().requires_grad_(), teacher.clone().requires_grad_(), labels.clone()
    seen: Seen = {"value": None, "came": "", "error": "", "student": None, "teacher": None, "connected": False}
    try:
        value = answer(*given, **settings)
        seen["came"] = type(value).__name__
        if isinstance(value, Tensor):
            seen["value"], seen["connected"] = value.detach().clone(), bool(value.requires_grad)
            if value.requires_grad:
                value.sum().backward()
            seen["student"], seen["teacher"] = (None if one.grad is None else one.grad.clone() for one in given[:2])
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = _error(error)
    pairs = zip(given, (student, teacher, labels), strict=True)
    seen["kept"] = all(_same(one.detach(), other) for one, other in pairs)
    return seen


@beside
def distilled(
    answer: Callable[..., Any],
    large: Sequence[tuple[Tensor, Tensor]],
    images: Tensor,
    labels: Tensor,
    pool: Tensor,
    budget: int,
    seed: int,
) -> Seen:
    """One student: its layers as (weight, bias), if they have that form; else what came."""

    def teacher(x: Tensor) -> Tensor:
        with torch.no_grad():
            return smaller_nets.outputs(large, x)

    given = images.clone(), labels.clone(), pool.clone()
    seen: Seen = {"layers": None, "came": "", "error": ""}
    try:
        layers = answer(teacher, *given, budget, seed)
        seen["came"] = type(layers).__name__
        seen["layers"] = _pairs(layers)
    except Exception as error:  # noqa: BLE001
        seen["error"] = _error(error)
    pairs = zip(given, (images, labels, pool), strict=True)
    seen["kept"] = all(_same(one, other) for one, other in pairs)
    return seen


def _pairs(layers: Any) -> list[list[Tensor]] | None:
    """Copies of the tensors of each pair; None if *layers* isn't a list of pairs of tensors."""
    if not isinstance(layers, list | tuple):
        return None
    found: list[list[Tensor]] = []
    for pair in layers:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(isinstance(one, Tensor) for one in pair):
            return None
        found.append([one.detach().clone() for one in pair])
    return found


def run_script(make: Callable[..., Any], given: Sequence[Any], steps: Sequence[Step]) -> Seen:
    """Make a layer of *given* and walk through *steps*: a record of each, up to the first error.

    Steps: ``call`` (x), ``gradients`` (x, up), ``train`` (x, y, times, with: sgd or adam), ``load`` (state), ``method`` (name), ``state``, ``spoil`` (what the layer was made of is overwritten).
    """
    own, spoilt = [one.clone() if isinstance(one, Tensor) else one for one in given], False
    seen: Seen = {"records": [], "error": "", "at": "making it"}
    try:
        layer = make(*own)
        seen["module"] = isinstance(layer, nn.Module)
        if seen["module"]:
            optimizers: dict[str, torch.optim.Optimizer] = {}
            for number, step in enumerate(steps):
                seen["at"] = step.get("told", step["do"])
                if step["do"] == "train" and step["with"] not in optimizers:
                    optimizers[step["with"]] = _optimizer(layer, step["with"])
                if step["do"] == "spoil":  # the caller's tensors become others
                    own = [one.fill_(1) if isinstance(one, Tensor) else one for one in own]
                    spoilt = True
                    seen["records"].append({"number": number})
                else:
                    seen["records"].append({"number": number, **_DO[step["do"]](layer, step, optimizers)})
    except Exception as error:  # noqa: BLE001
        seen["error"] = _error(error)
    pairs = [(one, other) for one, other in zip(own, given, strict=True) if isinstance(one, Tensor)]
    seen["kept"] = spoilt or all(_same(one, other) for one, other in pairs)
    return seen


@beside
def script(make: Callable[..., Any], given: Sequence[Any], steps: Sequence[Step], seed: int = 0) -> Seen:
    """`run_script` next to the answer, with torch's own generator at *seed*, which is put back."""
    with torch.random.fork_rng(devices=[]):
        torch.random.manual_seed(seed)
        return run_script(make, given, steps)


def _optimizer(layer: nn.Module, kind: str) -> torch.optim.Optimizer:
    own = [one for one in layer.parameters() if one.requires_grad]
    if kind == "adam":
        return torch.optim.Adam(own, lr=0.05, weight_decay=0.01)
    return torch.optim.SGD(own, lr=0.05, momentum=0.9, weight_decay=0.01)


def _call(layer: Any, step: Step, _: Any) -> Seen:
    out = layer(step["x"].clone())
    return {"value": out.detach().clone() if isinstance(out, Tensor) else None, "came": type(out).__name__}


def _gradients(layer: Any, step: Step, _: Any) -> Seen:
    layer.zero_grad()
    x = step["x"].clone().requires_grad_()
    (layer(x) * step["up"]).sum().backward()
    found = {name: None if one.grad is None else one.grad.detach().clone() for name, one in layer.named_parameters()}
    layer.zero_grad()
    return {"gradients": found, "x": None if x.grad is None else x.grad.clone()}


def _train(layer: Any, step: Step, optimizers: Mapping[str, torch.optim.Optimizer]) -> Seen:
    for _ in range(step["times"]):
        layer.zero_grad()
        (layer(step["x"]) - step["y"]).square().mean().backward()
        optimizers[step["with"]].step()
    return {}


def _load(layer: Any, step: Step, _: Any) -> Seen:
    state = {name: value.detach().clone() for name, value in layer.state_dict().items()}
    layer.load_state_dict({**state, **{name: value.clone() for name, value in step["state"].items()}})
    return {}


def _method(layer: Any, step: Step, _: Any) -> Seen:
    result = getattr(layer, step["name"])()
    parts = list(result) if isinstance(result, tuple | list) else [result]
    tensors = [one.detach().clone() if isinstance(one, Tensor) else None for one in parts]
    gradients = any(isinstance(one, Tensor) and one.requires_grad for one in parts)
    for one in parts:  # whoever gets these tensors may write into them
        if isinstance(one, Tensor) and step.get("overwritten"):
            one.detach().fill_(7)
    return {"parts": tensors, "gradients": gradients, "came": type(result).__name__}


def _state(layer: Any, _: Step, __: Any) -> Seen:
    state = {name: value.detach().clone() for name, value in layer.state_dict().items()}
    trained = sorted(name for name, one in layer.named_parameters() if one.requires_grad)
    return {"state": state, "trained": trained, "buffers": sorted(dict(layer.named_buffers()))}


_DO: dict[str, Callable[[Any, Step, Any], Seen]] = {
    "call": _call, "gradients": _gradients, "train": _train, "load": _load, "method": _method, "state": _state,
}  # fmt: skip
