"""The lesson on smaller models: its references against torch's own, its hidden instances, its readers, its figures, its verdicts."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

import smaller_checks
import smaller_figures
import smaller_nets
import smaller_readers
import smaller_watch
from hidden import smaller_refs
from workbook.check.failure import Failure

prune = pytest.importorskip("torch.nn.utils.prune")


@pytest.fixture(params=range(4))
def draw(request: pytest.FixtureRequest) -> torch.Generator:
    return torch.Generator().manual_seed(request.param)


@pytest.mark.parametrize("filled", ["", "ends", "some", "one letter"])
def test_the_loss_and_its_gradient_are_those_of_torch(draw: torch.Generator, filled: str) -> None:
    student, teacher, labels = smaller_refs.places(draw, (4, 5, 3), filled)
    keep = labels != -100
    z = student[keep].requires_grad_()
    p = torch.softmax(teacher[keep] / 3, -1)
    soft = F.kl_div(torch.log_softmax(z / 3, -1), p, reduction="batchmean")
    expected = 0.7 * 9 * soft + 0.3 * F.cross_entropy(z, labels[keep])
    expected.backward()
    value, gradient = smaller_refs.loss(student, teacher, labels, 3.0, 0.7)
    assert value == pytest.approx(expected.item(), rel=1e-12)
    assert z.grad is not None
    torch.testing.assert_close(gradient[keep], z.grad, rtol=1e-10, atol=1e-12)
    assert not gradient[~keep].any()


@pytest.mark.parametrize("filled", ["ends", "some", "one letter"])
def test_filled_places_hold_nan_and_rubbish_and_letters_differ_in_length(draw: torch.Generator, filled: str) -> None:
    student, _, labels = smaller_refs.places(draw, (4, 5, 3), filled)
    empty = labels == -100
    assert student[empty].isnan().any()
    assert student[empty].isfinite().any()
    assert not student[~empty].isnan().any()
    assert len(set(empty.sum(dim=1).tolist())) > 1


@pytest.mark.parametrize("seed", range(4))
def test_masks_are_those_of_torchs_pruning_where_nothing_is_tied(seed: int) -> None:
    draw = torch.Generator().manual_seed(seed)
    model = nn.Sequential(nn.Linear(7, 6), nn.ReLU(), nn.Linear(6, 5))
    for parameter in model.parameters():
        parameter.data = torch.randn(parameter.shape, generator=draw)
    weights = {name: value.clone() for name, value in model.state_dict().items()}
    own = smaller_refs.masks(weights, 0.5, "global")
    layers = [(model[0], "weight"), (model[2], "weight")]
    prune.global_unstructured(layers, pruning_method=prune.L1Unstructured, amount=int(0.5 * 72))
    for layer, name in ((model[0], "0.weight"), (model[2], "2.weight")):
        assert torch.equal(own[name], layer.weight_mask.bool())
    per_layer = smaller_refs.masks(weights, 0.5, "layer")
    fresh = nn.Linear(7, 6)
    fresh.weight.data = weights["0.weight"]
    prune.l1_unstructured(fresh, "weight", int(0.5 * 42))
    assert torch.equal(per_layer["0.weight"], fresh.weight_mask.bool())


@pytest.mark.parametrize("seed", range(6))
def test_every_draw_of_weights_has_ties_at_the_limit_small_vectors_and_shares_that_round(seed: int) -> None:
    cases = smaller_refs.pruned_tensors(np.random.default_rng(seed))
    tied = next(case for case in cases if "same magnitude" in case.told)
    for scope in ("global", "layer"):
        masks = smaller_refs.masks(tied.weights, tied.share, scope)
        cut = [
            (float(weight.abs().flatten()[~masks[name].flatten()].max()), float(weight.abs().flatten()[masks[name].flatten()].min()))
            for name, weight in tied.weights.items() if name in masks
        ]  # fmt: skip
        assert any(gone == left for gone, left in cut)
    assert any(
        round(c.share * n) != int(c.share * n) for c in cases for n in [sum(c.weights[k].numel() for k in c.names)]
    )
    small = cases[0].weights
    assert float(small["norm.weight"].abs().max()) < float(small["z.weight"].abs().median())


@pytest.mark.parametrize("kind", ["sgd", "adam"])
def test_the_masked_layer_trains_as_torchs_pruned_one(draw: torch.Generator, kind: str) -> None:
    weight, bias, mask = smaller_refs.masked_layer(draw, (4, 5), True)
    x, y = (torch.randn(6, count, generator=draw, dtype=torch.float64) for count in (5, 4))
    steps = [{"do": "train", "with": kind, "x": x, "y": y, "times": 4}, {"do": "call", "x": x}]
    own = smaller_refs.run(smaller_refs.Masked, [weight, bias, mask], steps)

    def torchs(weight: torch.Tensor, bias: torch.Tensor, mask: torch.Tensor) -> nn.Module:
        layer = nn.Linear(5, 4).double()
        layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
        return prune.custom_from_mask(layer, "weight", mask.double())

    other = smaller_watch.run_script(torchs, [weight, bias, mask], steps)
    torch.testing.assert_close(own["records"][1]["value"], other["records"][1]["value"], rtol=1e-10, atol=1e-12)


def test_every_matrix_has_the_rank_that_is_planted(draw: torch.Generator) -> None:
    ranks = []
    for case in smaller_refs.matrices(draw):
        singular = torch.linalg.svdvals(case.weight)
        rank = next(r for r in range(1, len(singular) + 1) if singular[r:].norm() <= case.error * singular.norm())
        saves = rank * sum(case.weight.shape) < case.weight.numel()
        assert case.rank == (rank if saves else None)
        ranks.append(case.rank)
    assert None in ranks
    assert {1, 2, 3} <= set(ranks)


def test_an_adapter_is_back_to_the_last_bit(draw: torch.Generator) -> None:
    case = smaller_refs.lora_layer(draw, (5, 4), True, 2, 3.0)
    steps = smaller_refs.lora_rounds(draw, "adam", (5, 4), 2)
    seen = smaller_refs.run(smaller_refs.Adapter, case, steps)
    bases = [
        one["state"]["weight"] for step, one in zip(steps, seen["records"], strict=True) if step is smaller_refs.BASE
    ]
    assert len(bases) == 4
    assert all(torch.equal(base, case[0]) for base in bases)


def test_readers_differ_in_wiring_and_a_large_network_reads_more_than_a_small_one_alone() -> None:
    one, other = smaller_readers.reader(1), smaller_readers.reader(2)
    assert one.labels.tolist() == sorted(list(range(10)) * 2)
    assert not torch.equal(one.images, other.images)
    for reader in (one, other):
        large = smaller_nets.share_right(reader.large, reader.new_images, reader.new_labels)
        assert large > 0.88
        assert large - smaller_readers.alone_right(reader.number, (64, 11, 10)) > 0.12
        assert not reader.teacher(reader.images).requires_grad


def test_a_student_over_its_budget_is_refused_and_one_at_its_budget_is_not() -> None:
    reader = smaller_readers.reader(1)

    def eleven(*_: object) -> list[tuple[torch.Tensor, torch.Tensor]]:
        return smaller_nets.start([64, 11, 10], 0)

    assert smaller_nets.numbers(smaller_checks.student(eleven, reader, 835, 0, 100)) == 835
    with pytest.raises(Failure, match="at most 834"):
        smaller_checks.student(eleven, reader, 834, 0, 100)
    with pytest.raises(Failure, match="share right"):
        smaller_checks.gap(eleven, [reader], [900], [0], "a reader")


def test_the_loss_of_a_constant_is_told_to_hang_on_nothing() -> None:
    row = torch.zeros(1, 2, dtype=torch.float64)

    def constant(*_: object) -> torch.Tensor:
        return torch.tensor(math.log(2), dtype=torch.float64)

    with pytest.raises(Failure, match="hangs on nothing"):
        smaller_checks.loss(constant, row, row, torch.tensor([0]), {}, math.log(2), "two equal logits")


def test_the_figure_tells_the_probabilities_and_flattens_them_with_the_temperature() -> None:
    sharp, flat = (smaller_figures.draw_temperature([2 * math.log(4), 0.0], T, "two") for T in (1.0, 2.0))
    assert "0: 0.941" in sharp
    assert "0: 0.800" in flat
