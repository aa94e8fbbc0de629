"""A custom autograd function, held against a formula that autograd differentiates by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from workbook.check.failure import fail
from workbook.check.observers import beside
from workbook.check.seeds import torch_generator
from workbook.check.torch.differences import differs, first


@beside
def observe_function(
    function: Any, inputs: Sequence[Tensor], learnt: Sequence[bool], cotangent: Tensor, disturb: bool = False
) -> dict[str, Any]:
    """Applies `function` (its gradients asked for where `learnt`), then sends `cotangent` back; raw observations.

    With `disturb`, the first input is changed in place between the two.
    """
    seen: dict[str, Any] = {"stage": "forward", "error": None}
    leaves = [value.clone().requires_grad_(wanted) for value, wanted in zip(inputs, learnt, strict=True)]
    given = [leaf * 1 for leaf in leaves]
    try:
        seen["function"] = isinstance(function, type) and issubclass(function, torch.autograd.Function)
        out = function.apply(*given)
        seen["output"] = out.detach().clone()
        seen["node"] = type(out.grad_fn).__name__
        seen["after"] = [value.detach().clone() for value in given]
        seen["stage"] = "backward"
        if disturb:
            given[0].mul_(2)
        if out.requires_grad and out.shape == cotangent.shape:
            out.backward(cotangent)
        seen["grads"] = [None if leaf.grad is None else leaf.grad.clone() for leaf in leaves]
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
    return seen


def _seen(name: str, seen: dict[str, Any]) -> None:
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail(f"{name} isn't written yet: its {seen['stage']} raises NotImplementedError", look="your answer cell")
        fail(f"{name}: its {seen['stage']} raised {seen['error']}", look="run the line yourself in a new cell")
    if not seen["function"] or not seen["node"].startswith(name):
        fail(
            f"{name} doesn't do the gradient itself: expected the result of a torch.autograd.Function, came one of {seen['node']}",
            look="the class inherits from torch.autograd.Function and has forward and backward",
        )


def differentiates(
    function: Any,
    formula: Callable[..., Tensor],
    *inputs: Tensor,
    learnt: Sequence[bool] | None = None,
    name: str = "Swish",
) -> None:
    """`function.apply` has the value and the gradients of `formula` (in float64), and leaves its inputs alone."""
    wanted = list(learnt or [True] * len(inputs))
    leaves = [value.detach().double().clone().requires_grad_(want) for value, want in zip(inputs, wanted, strict=True)]
    expected = formula(*leaves)
    cotangent = torch.randn(expected.shape, generator=torch_generator("cotangent of a function"), dtype=inputs[0].dtype)
    expected.backward(cotangent.double())
    seen = observe_function(function, list(inputs), wanted, cotangent)
    _seen(name, seen)
    place = f"{name} on shape {tuple(inputs[0].shape)}"
    if seen["output"].dtype != inputs[0].dtype:
        fail(f"{place}: the result is {seen['output'].dtype}, expected {inputs[0].dtype}", look="forward")
    if differs(seen["output"], expected.detach()):
        fail(f"{place}: the value differs" + _where(seen["output"], expected.detach()), look="forward")
    for before, after in zip(inputs, seen["after"], strict=True):
        if differs(after, before, 0):
            fail(f"{place}: an input was changed", look="an in-place operation in forward")
    for index, (leaf, came) in enumerate(zip(leaves, seen["grads"], strict=True)):
        _gradient(place, index, leaf, came, cotangent, len(inputs))


def _where(came: Tensor, expected: Tensor) -> str:
    if came.shape != expected.shape:
        return f": shape {tuple(came.shape)}, expected {tuple(expected.shape)}"
    return f": {first(came, expected)}"


def _gradient(place: str, index: int, leaf: Tensor, came: Tensor | None, cotangent: Tensor, count: int) -> None:
    which = ("x", "beta")[index] if count == 2 else f"input {index + 1}"
    if leaf.grad is None:
        return
    if came is None:
        fail(
            f"{place}: backward gives no gradient for {which}",
            look="backward returns one gradient for each input of forward, in their order",
        )
    elif differs(came, leaf.grad):
        look = "the derivative, by hand, then with torch.autograd.gradcheck in float64"
        if came.shape == cotangent.shape and not differs(came * cotangent.double(), leaf.grad):
            look = "the chain rule: multiply by the gradient that comes in (grad_output)"
        fail(f"{place}: the wrong backward for {which}{_where(came, leaf.grad)}", look=look)


def saves_for_backward(function: Any, *inputs: Tensor, name: str = "Swish") -> None:
    """What backward needs goes through `ctx.save_for_backward`, so torch notices when an input is changed in between."""
    cotangent = torch.ones(inputs[0].shape, dtype=inputs[0].dtype)
    _seen(name, observe_function(function, list(inputs), [True] * len(inputs), cotangent))
    seen = observe_function(function, list(inputs), [True] * len(inputs), cotangent, disturb=True)
    if seen["stage"] != "backward" or not seen["error"] or "modified by an inplace operation" not in seen["error"]:
        fail(
            f"{name} saves nothing with ctx.save_for_backward: x was changed between forward and backward, expected torch's error about an "
            "in-place operation, came a gradient without a word",
            look="ctx.save_for_backward(x, beta) in forward, ctx.saved_tensors in backward",
        )
