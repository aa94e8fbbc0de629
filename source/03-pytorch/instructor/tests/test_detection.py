"""Pictures of boxes: right numbers, valid SVG, and no kernel needed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from workbook.notebook import detection

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(PIXEL)
    return path


def test_measures_of_two_boxes() -> None:
    found = detection.measures((0, 0, 4, 4), (2, 0, 6, 4))
    assert found == {"common": 8, "union": 24, "hull": 24, "iou": 8 / 24, "giou": 8 / 24}
    assert detection.measures((0, 0, 1, 1), (3, 0, 4, 1))["giou"] == -0.5


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
