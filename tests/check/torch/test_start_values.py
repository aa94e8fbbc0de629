"""Start values: the right distribution passes on every seed, and one that is off by a few per cent is told."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from workbook import check

Draw = Callable[[Tensor, float], Tensor]


def linear(draw: Draw, draw_bias: Draw | None = None) -> type[nn.Module]:
    """A linear layer whose weights are drawn so."""

    class Linear(nn.Module):
        def __init__(self, rows: int, columns: int) -> None:
            super().__init__()
            bound = 1 / math.sqrt(rows)
            self.weight = nn.Parameter(draw(torch.empty(columns, rows), bound))
            self.bias = nn.Parameter((draw_bias or draw)(torch.empty(columns), bound))

    return Linear


def uniform(tensor: Tensor, bound: float) -> Tensor:
    return tensor.uniform_(-bound, bound)


def test_the_right_distribution_passes_on_every_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(30):
        monkeypatch.setenv("WORKBOOK_SEED", str(seed))
        check.layer(linear(uniform), nn.Linear)(20, 30).state()
        check.layer(linear(lambda tensor, bound: nn.init.kaiming_uniform_(tensor, math.sqrt(5)), uniform), nn.Linear)(
            3, 2
        ).state()


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda tensor, bound: tensor.uniform_(-1.1 * bound, 1.1 * bound), "starts between"),
        (lambda tensor, bound: tensor.uniform_(-0.9 * bound, 0.9 * bound), "starts between"),
        (lambda tensor, bound: tensor.uniform_(0, bound), "starts between"),
        (lambda tensor, bound: tensor.normal_(0, bound / math.sqrt(3)), "starts between"),
        (lambda tensor, bound: nn.init.trunc_normal_(tensor, 0, bound / 2, -bound, bound), "isn't drawn uniformly"),
        (lambda tensor, bound: tensor.uniform_(-bound, bound).flatten()[:1].expand(tensor.shape), "few different"),
        (lambda tensor, bound: tensor.fill_(0.1), "the same numbers each time"),
        (lambda tensor, bound: tensor.fill_(math.nan), "NaN or infinity"),
    ],
)
def test_another_distribution_is_told(draw: Draw, words: str) -> None:
    with pytest.raises(check.Failure, match=words):
        check.layer(linear(draw), nn.Linear)(20, 30).state()


def test_a_bias_that_starts_at_zero_is_told() -> None:
    with pytest.raises(check.Failure, match="'bias' starts with the same numbers each time"):
        check.layer(linear(uniform, lambda tensor, bound: tensor.zero_()), nn.Linear)(20, 30).state()


@pytest.mark.parametrize("copy", [lambda values: values.clone(), lambda values: -values])
def test_two_parameters_that_start_alike_are_told(copy: Callable[[Tensor], Tensor]) -> None:
    class Twins(nn.Module):
        def __init__(self, size: int, alike: bool = False) -> None:
            super().__init__()
            self.one = nn.Parameter(torch.empty(size).uniform_(-1, 1))
            self.other = nn.Parameter(copy(self.one.detach()) if alike else torch.empty(size).uniform_(-1, 1))

    check.layer(Twins, Twins)(30).state()
    with pytest.raises(check.Failure, match="'one' and 'other' start with the same numbers"):
        check.layer(lambda size: Twins(size, True), Twins, name="Twins")(30).state()


def test_a_distribution_that_is_not_uniform_is_compared_by_its_numbers() -> None:
    class Normal(nn.Module):
        def __init__(self, size: int, spread: float = 1.0) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.randn(size) * spread)

    check.layer(Normal, Normal)(300).state()
    with pytest.raises(check.Failure, match=r"standard deviation of 1.\d+, expected about"):
        check.layer(lambda size: Normal(size, 1.2), Normal)(300).state()


def test_attributes_that_must_be_none_are_asked_for() -> None:
    class Without(nn.Module):
        def __init__(self, rows: int, columns: int, bias: bool) -> None:
            super().__init__()
            self.weight = nn.Linear(rows, columns).weight

    check.layer(nn.Linear, nn.Linear)(3, 2, bias=False).state(none=["bias"])
    with pytest.raises(check.Failure, match="'bias' must be None"):
        check.layer(Without, nn.Linear)(3, 2, bias=False).state(none=["bias"])


def test_a_counter_is_a_whole_number() -> None:
    class Counting(nn.BatchNorm2d):
        def __init__(self, size: int) -> None:
            super().__init__(size)
            self.num_batches_tracked = torch.tensor(0.0)

    with pytest.raises(check.Failure, match=r"'num_batches_tracked' is torch.float32, expected torch.int64"):
        check.layer(Counting, nn.BatchNorm2d)(3).state()
