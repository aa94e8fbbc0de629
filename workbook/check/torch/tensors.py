"""Observers of functions on tensors: gradients, work done in Python, operations called, inputs left alone.

All of them run next to the answer and send back what they saw; the verdict is the test's. On any torch 2.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from workbook.check.failure import Failure, show
from workbook.check.observers import beside

MOST_STEPS = 500_000


@beside
def input_gradients(
    function: Callable[..., Any], inputs: list[Any], upstream: Any = None, kwargs: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Call *function* on *inputs* and go backward: ``{"value": its output, "gradients": one per input}``.

    Inputs of a floating dtype require a gradient, and keep their strides. *upstream* has the output's shape; None stands for ones. A gradient
    is None for an input that needs none; ``"connected": False`` says that the output depends on no input.
    """
    import torch

    leaves = [
        torch.empty_strided(tensor.shape, tensor.stride(), dtype=tensor.dtype).copy_(tensor.detach())
        for tensor in inputs
    ]
    wanted = [leaf.requires_grad_() for leaf in leaves if leaf.is_floating_point()]
    value = function(*leaves, **(kwargs or {}))
    if not isinstance(value, torch.Tensor) or not value.requires_grad:
        return {"value": value, "gradients": [None] * len(leaves), "connected": False}
    weights = torch.ones_like(value) if upstream is None else upstream.to(value.dtype)
    slopes = torch.autograd.grad(value, wanted, weights, allow_unused=True)
    if all(gradient is None for gradient in slopes):
        return {"value": value.detach(), "gradients": [None] * len(leaves), "connected": False}
    found, gradients = iter(slopes), []
    for leaf in leaves:
        gradient = next(found) if leaf.is_floating_point() else None
        gradients.append(torch.zeros_like(leaf) if gradient is None and leaf.is_floating_point() else gradient)
    return {"value": value.detach(), "gradients": gradients, "connected": True}


@beside
def python_steps(function: Callable[..., Any], args: list[Any], most: int = MOST_STEPS) -> int:
    """How many bytecode steps Python takes in ``function(*args)``: the same on every machine, loaded or not.

    Work inside torch and NumPy counts as one step. Counting ends at *most*, and the call with it.
    """
    steps = 0

    def count(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        if steps >= most:
            raise _Enough
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        function(*args)
    except _Enough:
        pass
    finally:
        sys.settrace(before)
    return steps


class _Enough(BaseException):
    """Counting may end. No answer's ``except Exception`` stops it."""


def no_python_loop(
    function: Callable[..., Any], small: list[Any], large: list[Any], what: str, *, look: str = "broadcasting"
) -> None:
    """Fail if *function* takes clearly more Python steps on *large* arguments than on *small* ones.

    Answers that work on whole tensors take the same number on both; a loop over rows takes a multiple.
    """
    few = python_steps(function, small)
    many = python_steps(function, large, most=20 * few + 20_000)
    if many > 2 * few + 300:
        times = f"{many / max(few, 1):.0f} times as many"
        raise Failure(
            f"{what}: work done in Python",
            "about as many Python steps on large tensors as on small ones",
            f"{times}: a Python loop grows with the input",
            look,
        )


@beside
def operations(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any] | None = None) -> list[str]:
    """The names of the torch operations that ``function(*args)`` ends in, such as ``aten::_log_softmax``, sorted."""
    from torch.utils._python_dispatch import TorchDispatchMode

    seen: set[str] = set()

    class Listen(TorchDispatchMode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            seen.add(func._schema.name)
            return func(*args, **(kwargs or {}))

    with Listen():
        function(*args, **(kwargs or {}))
    return sorted(seen)


def no_operations(
    function: Callable[..., Any], args: list[Any], banned: set[str], what: str, *, why: str, **kwargs: Any
) -> None:
    """Fail if ``function(*args)`` ends in one of the *banned* torch operations, under whatever name it was called."""
    used = sorted(banned & set(operations(function, args, kwargs)))
    if used:
        raise Failure(f"{what} calls torch's {used[0].removeprefix('aten::')}", f"an answer without it: {why}")


@beside
def inputs_after(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any] | None = None) -> list[Any]:
    """What *args* hold after ``function(*args)``: an answer that writes into its input shows here."""
    function(*args, **(kwargs or {}))
    return args


def leaves_input_alone(function: Callable[..., Any], args: list[Any], what: str, **kwargs: Any) -> None:
    """Fail if ``function(*args)`` changes a tensor, list or frame that it was given; 100 and 100.0 differ in a list."""
    import copy

    from workbook.check.values import difference

    before = copy.deepcopy(args)
    after = inputs_after(function, copy.deepcopy(args), kwargs)
    for position, (one, other) in enumerate(zip(after, before, strict=True), start=1):
        if not isinstance(other, list | dict | set):
            if difference(one, other) is not None:
                raise Failure(
                    f"{what}: argument {position} after the call",
                    "the same values as before",
                    "changed in place",
                    "an assignment such as x[mask] = ... ; work on a copy",
                )
        elif difference(one, other) is not None or (_plain(other) and repr(one) != repr(other)):
            raise Failure(
                f"{what}: argument {position} after the call",
                f"the same values as before: {show(other)}",
                f"changed in place: {show(one)}",
                "remove, sort, append, or an assignment to an item: build a new one instead",
            )


def _plain(value: Any) -> bool:
    """Whether its repr tells all: numbers, texts and None, in lists and the like."""
    if isinstance(value, dict):
        return all(_plain(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return all(_plain(one) for one in value)
    return value is None or type(value) in (bool, int, float, str)
