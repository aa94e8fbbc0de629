"""What is seen of answers about surgery that run next to the answer: raw observations, never a verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

import surgery_nets
from workbook.check.observers import beside


def _state(model: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def _overwrite(model: nn.Module) -> None:
    """Change every number of a model in place."""
    with torch.no_grad():
        for value in model.state_dict().values():
            value.add_(1)


def _same(model: nn.Module, before: Mapping[str, Tensor]) -> list[str]:
    """The names of tensors that are not what they were, in shape or numbers."""
    now = model.state_dict()
    changed = [name for name in before if name not in now or not torch.equal(now[name], before[name])]
    return changed + [name for name in now if name not in before]


def _settings(model: nn.Module) -> list[Any]:
    """What the layers say of themselves, and in which mode they are."""
    return [(name, type(one).__name__, one.extra_repr(), one.training) for name, one in model.named_modules()]


def _ran(
    answer: Callable[[], Any], given: nn.Module, describe: Callable[[Any], Any], kind: type[nn.Module]
) -> dict[str, Any]:
    """Call *answer*, describe what it returns, and see what became of the model it was given."""
    before, said = _state(given), _settings(given)
    seen: dict[str, Any] = {
        "error": "",
        "kind": "",
        "made": None,
        "modes": [],
        "changed": [],
        "told": True,
        "shared": [],
    }
    try:
        made = answer()
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
        return seen
    seen["kind"] = type(made).__name__
    seen["changed"], seen["told"] = _same(given, before), _settings(given) == said
    if not isinstance(made, kind):
        return seen
    seen["same"] = made is given
    seen["made"] = describe(made)
    seen["modes"] = sorted({bool(one.training) for one in made.modules()})
    seen["hooks"] = any(one._forward_hooks or one._forward_pre_hooks for one in made.modules())
    if not seen["changed"]:
        _overwrite(made)
        seen["shared"] = _same(given, before)
    return seen


@beside
def chain(cut: Callable[..., Any], plain: Sequence[Any], at: int, keep: Sequence[int]) -> dict[str, Any]:
    """Run ``cut(model, at, keep)`` on the Sequential of *plain*."""
    model = surgery_nets.build(plain)
    own = list(keep)
    seen = _ran(lambda: cut(model, at, own), model, surgery_nets.describe, nn.Sequential)
    return {**seen, "keep": own == list(keep)}


@beside
def net(cut: Callable[..., Any], plain: Mapping[str, Any], keep: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Run ``cut(net, keep)`` on the `Net` of *plain*."""
    model = surgery_nets.build_net(plain)
    wanted = {name: list(channels) for name, channels in keep.items()}
    own = copy.deepcopy(wanted)
    seen = _ran(lambda: cut(model, own), model, surgery_nets.describe_net, surgery_nets.Net)
    return {**seen, "keep": own == wanted and list(own) == list(wanted)}


@beside
def folded(fold: Callable[..., Any], plain: Sequence[Any]) -> dict[str, Any]:
    """Run ``fold(model)`` on the Sequential of *plain*."""
    model = surgery_nets.build(plain)
    return _ran(lambda: fold(model), model, surgery_nets.describe, nn.Sequential)


@beside
def pair(fold_pair: Callable[..., Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Run ``fold_pair(**given)`` on copies of the tensors: what came, and which of the tensors were changed."""
    own = {name: value.clone() if isinstance(value, Tensor) else value for name, value in given.items()}
    seen: dict[str, Any] = {"error": "", "pair": None, "came": "", "changed": []}
    try:
        came = fold_pair(**own)
    except Exception as error:  # noqa: BLE001
        seen["error"] = f"{type(error).__name__}: {error}"
        return seen
    seen["came"] = type(came).__name__
    if isinstance(came, tuple | list):
        seen["came"] += f" of {', '.join(type(one).__name__ for one in came)}"
        if len(came) == 2 and all(isinstance(one, Tensor) for one in came):
            seen["pair"] = [one.detach().clone() for one in came]
    tensors = {name: value for name, value in given.items() if isinstance(value, Tensor)}
    seen["changed"] = [name for name, value in tensors.items() if not torch.equal(own[name], value)]
    return seen
