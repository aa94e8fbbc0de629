"""The training loop and the decorator: the reference passes, each forgotten thing is named."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch

import decorators
import fits
from hidden import training
from workbook import check

DRAW = torch.Generator().manual_seed(5)
BATCHES = [(torch.randn(size, 3, generator=DRAW), torch.randn(size, 1, generator=DRAW)) for size in (5, 3, 4, 1)]
VALID = [(torch.randn(size, 3, generator=DRAW), torch.randn(size, 1, generator=DRAW)) for size in (4, 2)]
STATE = {"0.weight": torch.randn(4, 3, generator=DRAW), "0.bias": torch.zeros(4)}
SMOOTH = STATE | {"2.weight": torch.ones(1, 4), "2.bias": [0.0]}
NORMED = STATE | {"3.weight": torch.ones(1, 4), "3.bias": [0.0]}


def every_run(fit: Callable[..., Any]) -> None:
    fits.trains(
        fit,
        "smooth",
        BATCHES,
        VALID,
        rate=0.1,
        state=SMOOTH,
        against=training.reference,
        what="groups",
        epochs=2,
        accumulate=3,
    )
    line = [(torch.ones(4, 1), torch.full((4, 1), 10.0))], [(torch.full((2, 1), 1.5), torch.full((2, 1), 6.0))]
    for rate in (0.1, 0.0):
        fits.trains(
            fit,
            "line",
            *line,
            rate=rate,
            state={"0.weight": [[0.0]]},
            against=training.reference,
            what="stop",
            epochs=12,
            patience=2,
        )
    fits.trains(
        fit,
        "line",
        [(torch.ones(3, 1), torch.full((3, 1), 4.0))],
        [(torch.full((2, 1), 2.0), torch.full((2, 1), 8.0))],
        rate=1.0,
        state={"0.weight": [[0.0]]},
        against=training.reference,
        what="equal losses",
        epochs=4,
        patience=3,
    )
    for kind in ("more waits in all than in a row", "small steps down"):
        run = training.turns(5, kind)
        fits.trains(
            fit,
            "line",
            [(torch.ones(3, 1), torch.full((3, 1), 4.0))],
            [(torch.full((2, 1), 2.0), torch.full((2, 1), 2 * run["valid"]))],
            rate=run["rate"],
            state={"0.weight": [[0.0]]},
            against=training.reference,
            what=kind,
            epochs=run["epochs"],
            patience=run["patience"],
        )
    fits.trains(
        fit,
        "normed",
        BATCHES[:3],
        VALID,
        rate=0.9,
        state=NORMED,
        against=training.reference,
        what="buffers",
        epochs=8,
        patience=2,
    )
    fits.trains(
        fit, "normed", BATCHES[:3], VALID, rate=0.1, state=NORMED, against=training.reference, what="modes", epochs=3
    )
    run = training.gaps(5)
    fits.trains(
        fit,
        "edge",
        [(torch.ones(3, 1), torch.full((3, 1), 4.0))],
        [(torch.full((2, 1), 2.0), torch.full((2, 1), 2 * run["valid"]))],
        rate=run["rate"],
        state={"0.weight": [[0.0]]},
        against=training.reference,
        what="NaN between numbers",
        epochs=9,
        patience=run["patience"],
    )
    fits.trains(
        fit,
        "smooth",
        BATCHES,
        VALID,
        rate=0.1,
        state=SMOOTH,
        against=training.reference,
        what="before",
        epochs=1,
        left_over=True,
    )
    missing = [(torch.ones(3, 1), torch.full((3, 1), torch.nan))]
    for what, train, rate in [("a target that is NaN", missing, 0.1), ("steps far too long", line[0], 1e120)]:
        fits.trains(
            fit,
            "line",
            train,
            line[1],
            rate=rate,
            state={"0.weight": [[0.0]]},
            against=training.reference,
            what=what,
            epochs=9,
            patience=5,
        )


def test_the_reference_passes_every_run() -> None:
    every_run(training.reference)


@pytest.mark.parametrize("fault", training.FAULTS)
def test_each_forgotten_thing_is_named(fault: str) -> None:
    with pytest.raises(check.Failure) as caught:
        every_run(partial(training.reference, fault=fault))
    assert caught.value.look == training.FAULTS[fault]


def test_a_loop_that_raises_says_so() -> None:
    def fit(*args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    with pytest.raises(check.Failure, match="isn't written yet"):
        every_run(fit)


def timed(log: list[Any]) -> Callable[..., Any]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            start, ok = time.perf_counter(), False
            try:
                result = function(*args, **kwargs)
                ok = True
                return result
            finally:
                log.append({"name": function.__name__, "seconds": time.perf_counter() - start, "ok": ok})

        return wrapper

    return decorate


@pytest.mark.parametrize("part", ["name", "result", "log", "exception", "seconds", "several"])
def test_a_careful_decorator_passes(part: str) -> None:
    decorators.decorates(timed, part, pause=0.01)


def test_a_function_that_is_not_wrapped_loses_its_name() -> None:
    with pytest.raises(check.Failure, match="loses the name"):
        decorators.decorates(lambda log: lambda function: lambda *args, **kwargs: function(*args, **kwargs), "name")


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> torch.Tensor:
        return 3 * ctx.saved_tensors[0] ** 2 * grad_output


class Careless(Cube):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        ctx.x = x
        return x**3

    @staticmethod
    def backward(ctx: Any, grad_output: torch.Tensor) -> torch.Tensor:
        return 3 * ctx.x**2


X = torch.linspace(-1, 1, 5)


def test_a_right_function_passes() -> None:
    check.differentiates(Cube, lambda x: x**3, X, name="Cube")
    check.saves_for_backward(Cube, X, name="Cube")


def test_a_function_without_the_chain_rule_or_saving_is_named() -> None:
    with pytest.raises(check.Failure, match="grad_output"):
        check.differentiates(Careless, lambda x: x**3, X, name="Careless")
    with pytest.raises(check.Failure, match="keeps ctx.x"):
        check.saves_for_backward(Careless, X, name="Careless")


@pytest.mark.parametrize("seed", range(50))
def test_validation_losses_with_gaps_have_their_lowest_between_two_of_them(seed: int) -> None:
    run, weight, losses = training.gaps(seed), 0.0, []
    for _ in range(9):
        weight -= run["rate"] * 2 * (weight - 4)
        losses.append(float("nan") if 2 * weight > 10 else 4 * (weight - run["valid"]) ** 2)
    assert [place for place, loss in enumerate(losses) if loss != loss][:3] == [0, 2, 4]
    assert min(loss for loss in losses if loss == loss) == losses[3]
    assert sorted(loss for loss in losses if loss == loss)[1] > losses[3] + 0.1


def test_the_first_pass_in_evaluation_mode_is_told_as_how_the_model_came() -> None:
    def fit(model: Any, *args: Any, **options: Any) -> Any:
        model.train = lambda mode=True: model  # it never goes back
        return training.reference(model, *args, **options)

    options = {"rate": 0.1, "state": SMOOTH, "against": training.reference, "epochs": 1}
    with pytest.raises(check.Failure) as caught:
        fits.trains(fit, "smooth", BATCHES, VALID, what="came", evaluating=True, **options)
    assert caught.value.look == fits.ARRIVED


def test_batches_in_another_order_are_told() -> None:
    def fit(model: Any, optimiser: Any, loss: Any, train: Any, *args: Any, **options: Any) -> Any:
        return training.reference(model, optimiser, loss, train[::-1], *args, **options)

    options = {"rate": 0.1, "state": SMOOTH, "against": training.reference, "epochs": 1}
    with pytest.raises(check.Failure, match="in the order 4, 3, 2, 1"):
        fits.trains(fit, "smooth", BATCHES, VALID, what="turned", **options)
