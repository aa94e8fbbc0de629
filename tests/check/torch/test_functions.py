"""Custom autograd functions by their behaviour: what they ask autograd for, what they keep, how exact they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.autograd import forward_ad
from torch.autograd.function import once_differentiable

from workbook import check

X, BETA = torch.tensor([0.3, -1.2, 2.0], dtype=torch.float64), torch.tensor(0.7, dtype=torch.float64)


def formula(x: Tensor, beta: Tensor) -> Tensor:
    return x * torch.sigmoid(beta * x)


def by_hand(x: Tensor, beta: Tensor, gradient: Tensor) -> tuple[Tensor, Tensor]:
    s = torch.sigmoid(beta * x)
    slope = s * (1 - s)
    return gradient * (s + beta * x * slope), (gradient * x * x * slope).sum()


def saves(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
    ctx.save_for_backward(x, beta)
    return formula(x, beta)


def hand(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
    return by_hand(*ctx.saved_tensors, gradient)


def swish(forward: Callable[..., Any] = saves, backward: Callable[..., Any] = hand) -> Any:
    return type(
        "Swish",
        (torch.autograd.Function,),
        {"forward": staticmethod(forward), "backward": staticmethod(backward)},
    )


def keeps_the_gradients(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
    ctx.save_for_backward(*by_hand(x, beta, torch.ones_like(x))[:1], x, beta)
    return formula(x, beta)


def test_right_functions_pass() -> None:
    kept = swish(keeps_the_gradients, lambda ctx, g: (g * ctx.saved_tensors[0], by_hand(*ctx.saved_tensors[1:], g)[1]))
    for right in (swish(), swish(backward=once_differentiable(hand)), swish(backward=torch.no_grad()(hand)), kept):
        check.differentiates(right, formula, X, BETA, between=[X + 1, BETA])
        check.saves_for_backward(right, X, BETA)


def test_strided_inputs_reach_the_function_as_they_are() -> None:
    def views(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
        x.view(-1)
        return saves(ctx, x, beta)

    check.differentiates(swish(), formula, X.expand(2, 3).contiguous().T, BETA)
    with pytest.raises(check.Failure, match="raised RuntimeError: view size"):
        check.differentiates(swish(views), formula, X.expand(2, 3).contiguous().T, BETA)


def graph(ctx: Any, gradient: Tensor) -> Any:
    x, beta = (value.detach().requires_grad_() for value in ctx.saved_tensors)
    with torch.enable_grad():
        return torch.autograd.grad(formula(x, beta), (x, beta), gradient)


def engine(ctx: Any, gradient: Tensor) -> Any:
    x, beta = (value.detach().requires_grad_() for value in ctx.saved_tensors)
    torch._C._set_grad_enabled(True)
    out = formula(x, beta)
    torch._C._set_grad_enabled(False)
    run = torch.autograd.Variable._execution_engine.run_backward
    return run((out,), (gradient,), False, False, (x, beta), allow_unreachable=True, accumulate_grad=False)


def functional(ctx: Any, gradient: Tensor) -> Any:
    return torch.func.vjp(formula, *(value.detach() for value in ctx.saved_tensors))[1](gradient)


@pytest.mark.parametrize("backward", [graph, engine, functional])
def test_autograd_inside_is_seen_by_whatever_door(backward: Callable[..., Any]) -> None:
    with pytest.raises(check.Failure, match="asks autograd"):
        check.differentiates(swish(backward=backward), formula, X, BETA)


def test_a_difference_quotient_is_not_exact_enough() -> None:
    def differences(ctx: Any, g: Tensor) -> Any:
        (x, beta), e = ctx.saved_tensors, 1e-5
        slope = (formula(x, beta + e) - formula(x, beta - e)) / (2 * e)
        return g * (formula(x + e, beta) - formula(x - e, beta)) / (2 * e), (g * slope).sum()

    with pytest.raises(check.Failure) as caught:
        check.differentiates(swish(backward=differences), formula, X, BETA)
    assert "difference quotient" in caught.value.look


def test_a_gradient_that_is_not_added_up_is_told() -> None:
    def unsummed(ctx: Any, g: Tensor) -> Any:
        x, beta = ctx.saved_tensors
        return by_hand(x, beta, g)[0], g * x * x * torch.sigmoid(beta * x) * (1 - torch.sigmoid(beta * x))

    with pytest.raises(check.Failure, match=r"gradient of shape \(3,\) for beta, expected \(\)"):
        check.differentiates(swish(backward=unsummed), formula, X, BETA)


kept: dict[str, Any] = {}


def on_the_class(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
    kept["both"] = x, beta
    return formula(x, beta)


def test_what_is_kept_elsewhere_is_told() -> None:
    elsewhere = swish(on_the_class, lambda ctx, g: by_hand(*kept["both"], g))
    with pytest.raises(check.Failure, match="saves nothing with"):
        check.saves_for_backward(elsewhere, X, BETA)
    with pytest.raises(check.Failure, match="wrong backward"):
        check.differentiates(elsewhere, formula, X, BETA, between=[X + 1, BETA])


@pytest.mark.parametrize(
    "keep",
    [lambda x, b: x.clone(), lambda x, b: float(b), lambda x, b: x.numel(), lambda x, b: [x], lambda x, b: lambda: x],
)
def test_what_is_kept_on_ctx_is_told(keep: Callable[..., Any]) -> None:
    def forward(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
        ctx.x = keep(x, beta)
        return saves(ctx, x, beta)

    with pytest.raises(check.Failure, match="keeps ctx.x"):
        check.saves_for_backward(swish(forward), X, BETA)


def test_a_shape_may_be_kept_on_ctx() -> None:
    def forward(ctx: Any, x: Tensor, beta: Tensor) -> Tensor:
        ctx.shape, ctx.flag = x.shape, True
        return saves(ctx, x, beta)

    check.saves_for_backward(swish(forward), X, BETA)


def test_a_backward_that_writes_into_what_comes_in_is_told() -> None:
    def careless(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        by_x, by_beta = by_hand(*ctx.saved_tensors, gradient)
        return gradient.copy_(by_x), by_beta

    with pytest.raises(check.Failure, match="changes grad_output"):
        check.differentiates(swish(backward=careless), formula, X, BETA)


def test_forward_mode_is_a_door_to_autograd() -> None:
    def forward_mode(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        x, beta = ctx.saved_tensors
        with forward_ad.dual_level():
            dual = forward_ad.make_dual(x, torch.ones_like(x))
            slope = forward_ad.unpack_dual(formula(dual, beta)).tangent
        assert slope is not None
        return gradient * slope, by_hand(x, beta, gradient)[1]

    with pytest.raises(check.Failure, match="forward_ad"):
        check.differentiates(swish(backward=forward_mode), formula, X, BETA)
