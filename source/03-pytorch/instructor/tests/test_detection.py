"""Pictures of boxes: right numbers, valid SVG, and no kernel needed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

import detection

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(PIXEL)
    return path


@pytest.mark.parametrize(
    ("corner", "said"),
    [
        ((60, 50, 100, 80), "common 8000   union 8000   hull 8000"),
        ((110, 50, 100, 80), "common 4000   union 12000   hull 12000"),
        ((260, 50, 100, 80), "common 0   union 16000   hull 24000"),
    ],
)
def test_areas_of_two_boxes(corner: tuple[int, int, int, int], said: str) -> None:
    assert said in detection.moved(*corner)


def test_a_gap_lowers_the_generalised_measure_below_zero() -> None:
    picture = detection.moved(260, 50, 100, 80)
    assert "IoU 0.00   GIoU -0.33" in picture and "IoU 0.000" in picture


@pytest.mark.parametrize(
    "picture", [detection.overlap_cases(), detection.moved(10, 40, 30, 30), detection.moved(200, 150, 20, 20)]
)
def test_pictures_are_valid_and_say_in_words_what_they_show(picture: str) -> None:
    root = ElementTree.fromstring(picture)
    assert "IoU" in root.attrib["aria-label"]


def test_a_photograph_is_drawn_once_with_the_boxes_of_each_panel(photo: Path) -> None:
    picture = detection.panels(photo, [("all", [[0, 0, 5, 5], [1, 1, 6, 6]]), ("kept", [[0, 0, 5, 5]])])
    ElementTree.fromstring(picture)
    assert picture.count("data:image/png") == 1
    assert "all: 2 boxes" in picture and "kept: 1 boxes" in picture


def test_a_suppression_that_is_not_written_yet_does_not_break_the_page(photo: Path) -> None:
    def stub(*args: object) -> None:
        raise NotImplementedError

    detection.suppression(photo, torch.tensor([[0.0, 0, 5, 5]]), torch.tensor([0.9]), stub)
    detection.overlap()
