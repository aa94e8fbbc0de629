"""Fewer bits: the references against torch's own quantisation, what each draw plants, and what the forms refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

import bits_end
import bits_figures as figures
import bits_forms as forms
import bits_reader as reader
import bits_watch as watch
from hidden import bits_references as right
from hidden import bits_worlds as worlds
from workbook.check import Failure

SEEDS = range(6)
Floats = NDArray[np.float64]


def drawn(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("zero", "first", "last"), [(0, -127, 127), (3, 0, 255), (8, 0, 15)])
def test_codes_come_back_as_from_torchs_fake_quantisation(zero: int, first: int, last: int) -> None:
    x = drawn(zero).integers(-90, 90, size=400) * 0.125
    own = (right.codes_of(x, 0.25, zero, first, last) - zero) * 0.25
    theirs = torch.fake_quantize_per_tensor_affine(torch.tensor(x, dtype=torch.float32), 0.25, zero, first, last)
    assert np.array_equal(own, theirs.numpy())


def test_row_grids_agree_with_torch_per_channel() -> None:
    weight = drawn(2).normal(size=(5, 3, 4)).astype(np.float32).astype(np.float64)
    codes, scales = right.row_grids(weight, 8)
    theirs = torch.fake_quantize_per_channel_affine(
        torch.tensor(weight, dtype=torch.float32), torch.tensor(scales, dtype=torch.float32),
        torch.zeros(5, dtype=torch.int32), 0, -127, 127,
    )  # fmt: skip
    assert np.allclose(codes * scales[:, None, None], theirs.numpy(), atol=1e-6)


def test_the_gradient_is_that_of_torchs_fake_quantisation() -> None:
    x = torch.tensor([-3.0, -1.0, 0.3, 0.9, 2.0], requires_grad=True)
    torch.fake_quantize_per_tensor_affine(x, 1 / 7, 0, -7, 7).sum().backward()
    [step] = right.fake_steps({"bits": 4}, [(x.detach().double().numpy(), False)], start=1.0)
    assert x.grad is not None
    assert step["gradient"].tolist() == x.grad.tolist()


def test_integer_sums_are_those_of_float64() -> None:
    for x, x_zero, w, w_zero, bias, sums in worlds.int_layers(drawn(1)):
        assert np.array_equal(sums, (x.astype(float) - x_zero) @ (w.astype(float) - w_zero).T + bias)
        assert np.abs(sums).max(initial=0) < 2**31


@pytest.mark.parametrize("seed", SEEDS)
def test_every_draw_of_outputs_has_halves_both_limits_and_products_that_no_float64_holds(seed: int) -> None:
    halves, codes, beyond = set(), set(), False
    for sums, multipliers, shift, y_zero, expected in worlds.int_outputs(drawn(seed)):
        codes |= set(expected.ravel().tolist())
        for row, wanted in zip(sums.tolist(), expected.tolist(), strict=True):
            for s, m, code in zip(row, multipliers.tolist(), wanted, strict=True):
                down, rest = divmod(s * m, 2**shift)
                if rest == 2 ** (shift - 1) and 0 < code < 255:
                    halves.add((down % 2, s > 0))
                beyond |= min(max(round(float(s * m) / 2.0**shift) + y_zero, 0), 255) != code
    assert halves == {(0, True), (1, True), (0, False), (1, False)}
    assert {0, 255} <= codes
    assert beyond


@pytest.mark.parametrize("seed", SEEDS)
def test_every_draw_of_records_lets_each_method_win_and_would_be_turned_by_the_wrong_values(seed: int) -> None:
    for bits, records, best in worlds.records(drawn(seed)):
        assert right.chosen(records, bits or 8) == best
        if bits is not None:
            assert {method for method, _, _ in best.values()} == set(right.METHODS)
            turned = right.chosen({**records, "validation": records["calibration"]}, bits)
            assert turned != best
        if "test" in records:
            assert right.chosen({**records, "validation": records["test"]}, bits or 8) != best


@pytest.mark.parametrize("seed", SEEDS)
def test_every_draw_of_weights_has_a_short_group_odd_columns_and_zeros(seed: int) -> None:
    made = worlds.weights_to_pack(drawn(seed))
    assert any(weight.shape[1] % (group or 32) for weight, group, *_ in made)
    assert any(weight.shape[1] % 2 for weight, *_ in made)
    assert any((scales == 1.0).any() for *_, scales in made)


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_the_mixtures_are_possible(seed: int) -> None:
    possible = [case[3] for case in worlds.mixtures(drawn(seed))]
    assert possible.count(True) == possible.count(False)


def test_a_fraction_is_near_its_factor_and_has_31_bits() -> None:
    factors = np.exp(drawn(3).uniform(-12, -1, size=50))
    numbers, shift = reader.fixed_point(factors)
    assert 2**30 <= int(numbers.max()) < 2**31
    assert np.abs(numbers / 2.0**shift - factors).max() <= 0.5 / 2.0**shift


def test_shares_of_the_pictures_are_apart_and_the_reader_learns() -> None:
    shares: Any = reader.pictures(5)
    assert [len(shares[f"{name}_labels"]) for name in ("train", "calibration", "test")] == [900, 300, 597]
    layers = reader.float_network(shares["train_images"], shares["train_labels"], [40, 32], 5)
    assert reader.share_right(layers, shares["test_images"], shares["test_labels"]) > 0.9
    plain = [
        (np.where(codes, codes, 0) * scales[:, None], bias)
        for (codes, scales), bias in ((right.row_grids(w, 2), b) for w, b in layers)
    ]
    assert reader.share_right(plain, shares["test_images"], shares["test_labels"]) < 0.88


def test_an_answer_that_writes_into_its_input_is_seen() -> None:
    def careless(x: Floats) -> Floats:
        x[0] = 7
        return x

    seen = watch.run(careless, [(np.zeros(3),)])[0]
    assert not seen["kept"]
    assert seen["shared"]
    with pytest.raises(Failure, match="an argument was changed"):
        forms.results(careless, "careless", [(np.zeros(3),)])


def test_a_float_is_no_zero_point_and_a_list_no_pair() -> None:
    case = (-1.0, 3.0, 4, False, 4 / 15, 4)
    with pytest.raises(Failure, match="a whole number"):
        forms.grids(lambda low, high, bits, symmetric: (4 / 15, 4.0), [case])
    with pytest.raises(Failure, match="a tuple"):
        forms.grids(lambda low, high, bits, symmetric: [4 / 15, 4], [case])
    forms.grids(lambda low, high, bits, symmetric: (np.float64(4 / 15), np.int64(4)), [case])


def test_the_figure_tells_error_and_marks() -> None:
    weights = drawn(1).normal(size=(20, 30))

    def on_grid(bits: int, cover: float) -> tuple[float, Floats]:
        scale = cover * float(np.abs(weights).max()) / (2 ** (bits - 1) - 1)
        return scale, np.asarray(np.rint(weights / scale) * scale)

    picture = figures.draw(weights, on_grid, 2, 1.0)
    assert "3 marks in use" in picture
    assert f"error {figures.error_of(weights, on_grid(2, 1.0)[1]):.5f}" in picture


def test_the_end_tells_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    def wrong() -> str:
        raise ValueError("no")

    bits_end.settle("Q", "K10", missing)
    bits_end.settle("Q", "K10", wrong)
    assert (
        capsys.readouterr().out
        == "Q\n    still open: solve K10 first\nQ\n    K10 isn't right yet, it stops with ValueError: no\n"
    )
