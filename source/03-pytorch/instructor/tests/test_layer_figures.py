"""The figures of convolution, attention and learning: right numbers, and a text for those who can't see them."""

from __future__ import annotations

import importlib
import math
from xml.etree import ElementTree

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

import pictures as figures
from pictures import curves
from workbook.notebook.interactive import bundle

# The package's names are the figures themselves; their modules are fetched by name.
convolution = importlib.import_module("pictures.convolution")
attention = importlib.import_module("pictures.attention")


@given(st.integers(3, 8), st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3))
def test_the_walk_has_the_size_and_the_values_of_a_convolution(
    size: int, kernel: int, stride: int, padding: int, dilation: int
) -> None:
    walk = convolution.Walk(size, kernel, stride, padding, dilation)
    if not walk.steps:
        assert size + 2 * padding < walk.reach
        return
    image = torch.tensor([row[:size] for row in convolution.VALUES[:size]], dtype=torch.float32)
    expected = functional.conv2d(image[None, None], torch.ones(1, 1, kernel, kernel), None, stride, padding, dilation)
    assert [[walk.value(r, c) for c in range(walk.steps)] for r in range(walk.steps)] == expected[0, 0].tolist()


def test_the_sliders_position_goes_to_the_outputs_last_cell() -> None:
    values = {"size": 6, "kernel": 3, "stride": 2, "padding": 1, "dilation": 1, "output": 4}
    assert convolution.last_position(values) == {"output": 8}, "nine places, counted from 0"
    assert convolution.last_position({**values, "kernel": 5, "dilation": 3, "padding": 0}) == {"output": 0}


@given(st.integers(0, 6), st.booleans(), st.floats(0, 4))
def test_what_a_row_may_see_adds_up_to_one(padding: int, causal: bool, sharpness: float) -> None:
    for row in attention.weights(6, padding, causal, sharpness):
        seen = [value for value in row if value is not None]
        assert math.isclose(sum(seen), 1) or not seen


@pytest.mark.parametrize(
    "picture",
    [
        lambda: convolution.draw(),
        lambda: convolution.draw(size=3, kernel=5, padding=0),
        lambda: attention.draw(padding=6),
        lambda: curves.draw([(3.0, 4.0), (2.0, 3.5), (1.0, 3.9)]),
        lambda: curves.draw([(1.0, 1.0)]),
        lambda: curves.draw([]),
        lambda: curves.draw([(float("nan"), float("inf")), (1.0, float("nan"))]),
    ],
)
def test_a_picture_is_well_formed_and_has_a_text(picture) -> None:  # type: ignore[no-untyped-def]
    drawn = picture()
    root = ElementTree.fromstring(str(drawn))
    assert root.findtext("{http://www.w3.org/2000/svg}title") == drawn.alt
    assert bundle(str(drawn))["text/plain"] == drawn.alt


def test_the_figures_can_be_shown_without_a_kernel(capsys: pytest.CaptureFixture[str]) -> None:
    figures.convolution()
    figures.attention()
    figures.learning_curve([(2.0, 3.0), (1.0, 2.5)])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("high", [0.003, 0.31, 1.0, 1.15, 4.99, 5.0, 7300.0])
def test_the_marks_of_a_curve_are_round_numbers(high: float) -> None:
    found = curves.marks(high)
    assert found[0] == 0
    assert found[-1] <= high
    assert 3 <= len(found) <= 6
    assert all(len(f"{mark:.6g}".strip("0.")) <= 1 or f"{mark:.6g}".strip("0.").isdigit() for mark in found)
