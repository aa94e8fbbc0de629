"""Where float32 itself can't tell, no right layer is refused, and wrong ones still are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from workbook import check
from workbook.check import observers
from workbook.check.seeds import VARIABLE


class Steep(nn.Module):
    """A gate by a sigmoid: with weights in the hundreds its slope hangs on digits that float32 hasn't got."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size, size))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(x @ self.weight.T)


class InAnotherOrder(Steep):
    """Right, but it rounds otherwise."""

    def forward(self, x: Tensor) -> Tensor:
        z = sum(x[..., i, None] * self.weight[:, i] for i in reversed(range(len(self.weight))))
        return x - x * torch.sigmoid(-z)


class Bent(Steep):
    """Wrong by a hundredth, on the way back only."""

    def forward(self, x: Tensor) -> Tensor:
        out = super().forward(x)
        return out.detach() + 1.01 * (out - out.detach())


class Jumpy(nn.Module):
    """A reference that no float32 can follow: a step where its number is rounded."""

    def forward(self, x: Tensor) -> Tensor:
        return x + ((x * 3.0 - 0.3).double() > 0)


class Still(nn.Module):
    """Wrong everywhere but where the step isn't taken."""

    def forward(self, x: Tensor) -> Tensor:
        return 1.02 * x


def agrees(answer: type[Steep], seed: int, spread: float) -> None:
    rows = torch.randn(5, 4, generator=torch.Generator().manual_seed(seed))
    check.layer(answer, Steep, spread=spread)(4).agrees(rows)


UNLUCKY = [(1000.0, 35), (3000.0, 5), (3000.0, 288), (10000.0, 86), (10000.0, 222), (10000.0, 269)]
"""Spreads and seeds at which a right layer is off by more than the usual tolerance, and float32 with it."""


@pytest.mark.parametrize("answer", [Steep, InAnotherOrder])
def test_a_right_layer_is_not_refused_for_how_float32_rounds(
    answer: type[Steep], monkeypatch: pytest.MonkeyPatch
) -> None:
    for spread, seed in UNLUCKY:
        monkeypatch.setenv(VARIABLE, str(seed))
        agrees(answer, seed, spread)


@pytest.mark.parametrize("spread", [1.0, 200.0])
def test_a_layer_that_is_wrong_by_more_is_refused(spread: float, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(30):
        monkeypatch.setenv(VARIABLE, str(seed))
        with pytest.raises(check.Failure, match="the gradient of"):
            agrees(Bent, seed, spread)


def test_an_input_that_the_test_changes_later_is_compared_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def begun(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[], Any]:
        seen = observers.find(name)(*args, **kwargs)
        return lambda: seen

    monkeypatch.setattr(observers, "_beginner", begun)
    rows = torch.randn(5, 4, generator=torch.Generator().manual_seed(1))
    grade = check.parts(1)
    with grade("the rows, then others in their place"):
        check.layer(Bent, Steep)(4).agrees(rows)
        rows.mul_(1000)
    with pytest.raises(check.Failure, match="the gradient of"):
        grade.score()


def test_an_answer_is_told_wrong_where_the_reference_itself_is_off_by_much() -> None:
    rows = torch.tensor([[0.1, -2.0], [-1.0, -3.0]])  # 3 · 0.1 - 0.3 is above 0 in double precision, and 0 in single
    with pytest.raises(check.Failure, match="the output differs"):
        check.layer(Still, Jumpy)().agrees(rows, gradients=False)
