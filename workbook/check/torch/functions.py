"""A custom autograd function, held against a formula that autograd differentiates by itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import torch
from torch import Tensor

from workbook.check.failure import UNWRITTEN, fail
from workbook.check.observers import beside
from workbook.check.seeds import torch_generator
from workbook.check.torch.differences import differs, first

_TORCH = os.path.dirname(torch.__file__) + os.sep
_ENGINE = {"run_backward", "_set_grad_enabled", "_set_fwd_grad_enabled", "enter_dual_level", "make_dual"}


def _door(frame: FrameType, event: str, argument: object) -> str:
    """The name of the way to autograd that is taken in *frame*; nothing if it is another call."""
    if event == "c_call":
        name = getattr(argument, "__name__", "")
        return name if name in _ENGINE and frame.f_code.co_filename.startswith(_TORCH) is False else ""
    code = frame.f_code
    if event != "call" or not code.co_filename.startswith(_TORCH):
        return ""
    place, name = code.co_filename.removeprefix(_TORCH).replace(os.sep, "/"), code.co_qualname
    if place.startswith("autograd/grad_mode"):
        grad_on = name.startswith("enable_grad.__enter__") or (
            name == "set_grad_enabled.__init__" and frame.f_locals.get("mode") is True
        )
        return "torch.enable_grad" if grad_on else ""
    if place == "autograd/forward_ad.py":
        return "torch.autograd.forward_ad"
    if place.startswith("_functorch/") and name.partition(".")[0] in _FUNCTIONAL:
        return f"torch.func.{name.partition('.')[0]}"
    if place in ("autograd/__init__.py", "autograd/functional.py", "_tensor.py") and name in _GRADIENTS:
        return f"torch.autograd.{name.rpartition('.')[2]}"
    return "torch.autograd" if name == "_engine_run_backward" else ""


_FUNCTIONAL = {"grad", "grad_and_value", "grad_impl", "hessian", "jacfwd", "jacrev", "jvp", "linearize", "vjp"}
_GRADIENTS = {"backward", "grad", "hessian", "hvp", "jacobian", "jvp", "Tensor.backward", "vhp", "vjp"}


@contextmanager
def _noted(doors: set[str]) -> Iterator[None]:
    """Adds to *doors* each way to autograd that is taken in the block."""

    def note(frame: FrameType, event: str, argument: object) -> None:
        if door := _door(frame, event, argument):
            doors.add(door)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def _kept(value: Any, depth: int = 3) -> bool:
    """Whether *value*, found on ctx, holds what a gradient may need: a tensor, or a number with decimals."""
    if isinstance(value, (Tensor, float)):
        return True
    if depth and isinstance(value, dict):
        return any(_kept(item, depth - 1) for item in value.values())
    if depth and isinstance(value, (list, tuple, set)):
        return any(_kept(item, depth - 1) for item in value)
    cells = getattr(value, "__closure__", None) or ()
    return bool(depth) and any(_kept(cell.cell_contents, depth - 1) for cell in cells)


@beside
def observe_function(
    function: Any,
    inputs: Sequence[Tensor],
    learnt: Sequence[bool],
    cotangent: Tensor,
    disturb: int | None = None,
    between: Sequence[Tensor] = (),
) -> dict[str, Any]:
    """Applies `function` (its gradients asked for where `learnt`), then sends `cotangent` back; raw observations.

    The input number `disturb` is changed in place between the two, and the function is applied to `between`.
    """
    seen: dict[str, Any] = {"stage": "forward", "error": None, "returned": None}
    leaves = [_leaf(value, wanted) for value, wanted in zip(inputs, learnt, strict=True)]
    given = [leaf * 1 for leaf in leaves]
    doors: set[str] = set()
    try:
        seen["function"] = isinstance(function, type) and issubclass(function, torch.autograd.Function)
        with _noted(doors):
            out = function.apply(*given)
        seen["output"] = out.detach().clone()
        node = out.grad_fn
        seen["node"] = type(node).__name__
        seen["after"] = [value.detach().clone() for value in given]
        own = seen["function"] and getattr(node, "_forward_cls", None) is function
        seen["on ctx"] = sorted(name for name, value in vars(node).items() if _kept(value)) if own else []
        seen["saved"] = len(node.saved_tensors) if own else 0
        if between:
            function.apply(*(value.clone().requires_grad_() for value in between))
        seen["stage"] = "backward"
        if disturb is not None:
            given[disturb].mul_(2)
        if out.requires_grad and out.shape == cotangent.shape:
            with _watched(function if own else None, doors, seen):
                out.backward(cotangent)
        seen["grads"] = [None if leaf.grad is None else leaf.grad.clone() for leaf in leaves]
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"
    seen["doors"] = sorted(doors)
    return seen


def _leaf(value: Tensor, wanted: bool) -> Tensor:
    """A copy that lies in memory as *value* does."""
    leaf = torch.empty_strided(value.shape, value.stride(), dtype=value.dtype)
    return leaf.copy_(value).requires_grad_(wanted)


@contextmanager
def _watched(function: Any, doors: set[str], seen: dict[str, Any]) -> Iterator[None]:
    """Notes which doors the function's own backward takes, and the shapes that it returns."""
    own = None if function is None else vars(function).get("backward")
    if own is None:
        yield
        return

    def backward(ctx: Any, *gradients: Any) -> Any:
        before = [gradient.clone() for gradient in gradients]
        with _noted(doors):
            returned = own.__get__(None, function)(ctx, *gradients)
        if any(differs(now, then, 0) for now, then in zip(gradients, before, strict=True)):
            seen["changed"] = True
        several = returned if isinstance(returned, tuple) else (returned,)
        seen["returned"] = [list(value.shape) if isinstance(value, Tensor) else None for value in several]
        return returned

    function.backward = staticmethod(backward)
    try:
        yield
    finally:
        function.backward = own


def _seen(name: str, seen: dict[str, Any]) -> None:
    if seen["doors"]:
        fail(
            f"{name}: its {seen['stage']} asks autograd ({seen['doors'][0]}), expected a derivative written by hand",
            look="the two formulas of the text, with tensor operations",
        )
    if seen.get("changed"):
        fail(
            f"{name}: its backward changes grad_output, which other gradients are made of",
            look="an in-place operation in backward: grad_output.mul_(…), grad_output *= …",
        )
    if seen["error"]:
        if "NotImplementedError" in seen["error"]:
            fail(f"{name} isn't written yet: its {seen['stage']} raises NotImplementedError", look=UNWRITTEN)
        swapped = "invalid gradient at index" in seen["error"]
        look = "backward returns one gradient for each input of forward, in their order and of their shapes"
        if not swapped:
            look = "what it was given: print shapes and dtypes there"
        fail(f"{name}: its {seen['stage']} raised {seen['error']}", look=look)
    if not seen["function"] or not seen["node"].startswith(name):
        fail(
            f"{name} doesn't do the gradient itself: expected the result of a torch.autograd.Function, came one of {seen['node']}",
            look="the class inherits from torch.autograd.Function and has forward and backward",
        )


_EXACT = {torch.float64: 1e-12, torch.float32: 1e-4}
"""How far values and gradients may lie from the formula's: a difference quotient in float64 is a hundred times worse."""


def differentiates(
    function: Any,
    formula: Callable[..., Tensor],
    *inputs: Tensor,
    learnt: Sequence[bool] | None = None,
    name: str = "Swish",
    between: Sequence[Tensor] = (),
    note: str = "",
) -> None:
    """`function.apply` has the value and the gradients of `formula` (in float64), and leaves its inputs alone.

    It is applied to `between` before the gradients are asked for. `note` says in words what is special.
    """
    wanted = list(learnt or [True] * len(inputs))
    leaves = [value.detach().double().clone().requires_grad_(want) for value, want in zip(inputs, wanted, strict=True)]
    expected = formula(*leaves)
    cotangent = torch.randn(expected.shape, generator=torch_generator("cotangent of a function"), dtype=inputs[0].dtype)
    expected.backward(cotangent.double())
    seen = observe_function(function, list(inputs), wanted, cotangent, between=list(between))
    _seen(name, seen)
    tolerance = _EXACT.get(inputs[0].dtype, 0.02)
    place = f"{name} on shape {tuple(inputs[0].shape)}, {inputs[0].dtype}{note}"
    if seen["output"].dtype != inputs[0].dtype:
        fail(f"{place}: the result is {seen['output'].dtype}, expected {inputs[0].dtype}", look="forward")
    if differs(seen["output"], expected.detach(), tolerance):
        fail(f"{place}: the value differs" + _where(seen["output"], expected.detach()), look="forward")
    for before, after in zip(inputs, seen["after"], strict=True):
        if differs(after, before, 0):
            fail(f"{place}: an input was changed", look="an in-place operation in forward")
    for index, (leaf, came) in enumerate(zip(leaves, seen["grads"], strict=True)):
        _gradient(place, index, leaf, came, cotangent, len(inputs), tolerance)
    for index, (leaf, shape) in enumerate(zip(leaves, seen["returned"] or (), strict=False)):
        if leaf.grad is not None and shape != list(leaf.shape):
            fail(
                f"{place}: backward returns a gradient of shape {tuple(shape or ())} for {_called(index, len(inputs))}, "
                f"expected {tuple(leaf.shape)}",
                look="each entry that the input took part in contributes: add up with .sum()",
            )


def _called(index: int, count: int) -> str:
    return ("x", "beta")[index] if count == 2 else f"input {index + 1}"


def _where(came: Tensor, expected: Tensor) -> str:
    if came.shape != expected.shape:
        return f": shape {tuple(came.shape)}, expected {tuple(expected.shape)}"
    return f": {first(came, expected, 6 if differs(came, expected) else 14)}"


def _gradient(
    place: str, index: int, leaf: Tensor, came: Tensor | None, cotangent: Tensor, count: int, tolerance: float
) -> None:
    which = _called(index, count)
    if leaf.grad is None:
        return
    if came is None:
        fail(
            f"{place}: backward gives no gradient for {which}",
            look="backward returns one gradient for each input of forward, in their order",
        )
    elif bool(came.isnan().any()) and not bool(leaf.grad.isnan().any()):
        fail(f"{place}: the gradient for {which} has NaN in it", look="infinity times 0, or infinity by infinity")
    elif differs(came, leaf.grad, tolerance):
        look = "the derivative, by hand, then with torch.autograd.gradcheck in float64"
        if came.shape == cotangent.shape and not differs(came * cotangent.double(), leaf.grad):
            look = "the chain rule: multiply by the gradient that comes in (grad_output)"
        elif not differs(came, leaf.grad):
            look = "a difference quotient, or a shorter dtype on the way: only the formula is exact"
        fail(f"{place}: the wrong backward for {which}{_where(came, leaf.grad)}", look=look)


def saves_for_backward(function: Any, *inputs: Tensor, name: str = "Swish") -> None:
    """What backward needs goes through `ctx.save_for_backward`, so torch notices when an input is changed in between."""
    cotangent, learnt = torch.ones(inputs[0].shape, dtype=inputs[0].dtype), [True] * len(inputs)
    right = observe_function(function, list(inputs), learnt, cotangent)
    _seen(name, right)
    look = "ctx.save_for_backward(x, beta) in forward, ctx.saved_tensors in backward"
    if right["on ctx"]:
        fail(
            f"{name} keeps {', '.join('ctx.' + key for key in right['on ctx'])} for backward, expected nothing but what "
            "ctx.save_for_backward was given",
            look=look,
        )
    if not right["saved"]:
        fail(f"{name} saves nothing with ctx.save_for_backward, though backward needs x and beta", look=look)
    for index in range(len(inputs)):
        seen = observe_function(function, list(inputs), learnt, cotangent, disturb=index)
        if seen["error"] and "modified by an inplace operation" in seen["error"]:
            continue
        _seen(name, seen)
        if any(differs(one, other, 1e-6) for one, other in zip(seen["grads"], right["grads"], strict=True)):
            fail(
                f"{name}: {_called(index, len(inputs))} was changed in place between forward and backward, expected torch's "
                "error about an in-place operation, came another gradient without a word",
                look=look,
            )
