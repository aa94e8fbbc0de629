"""The figures of unit 05: readable as static pictures, and true to what they are given."""

from xml.etree import ElementTree

import pytest

import anonymity
import fairness
import licences
from workbook.notebook import interactive

ROWS = [{"age": str(age), "sex": sex} for age in (20, 20, 21, 35) for sex in ("f", "m", "m")]
LADDERS = {
    "age": [{str(age): str(age) for age in (20, 21, 35)}, {str(age): "*" for age in (20, 21, 35)}],
    "sex": [{"f": "f", "m": "m"}, {"f": "*", "m": "*"}],
}


def remix(sources: list[str], new: str) -> tuple[str, str]:
    if any("ND" in source for source in sources):
        return "no", "nd"
    return ("ok", "kept") if "NC" in new or not any("NC" in source for source in sources) else ("not recommended", "nc")


def read(picture: str) -> ElementTree.Element:
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img" and len(root.get("aria-label", "")) > 20
    return root


@pytest.mark.parametrize("picture", [licences.pairs(remix), licences.pairs(remix, "BY"), licences.single(remix)])
def test_the_explorer_draws_a_square_for_each_pair(picture: str) -> None:
    boxes = [node for node in read(picture).iter() if node.tag.endswith("rect")]
    assert len(boxes) == 1 + 49 + 3


def test_the_explorer_names_the_freest_licence_that_the_given_rule_calls_ok() -> None:
    assert licences.best(remix, "BY", "BY-NC") == ("ok", "BY-NC")
    assert licences.best(remix, "BY", "BY") == ("ok", "CC0")
    assert licences.best(remix, "BY-ND", "BY") == ("no", "")


def test_groups_merge_as_the_levels_rise() -> None:
    assert anonymity.sizes(ROWS, LADDERS, {"age": 0, "sex": 0}) == [4, 2, 2, 2, 1, 1]
    assert anonymity.sizes(ROWS, LADDERS, {"age": 1, "sex": 0}) == [8, 4]
    assert anonymity.sizes(ROWS, LADDERS, {"age": 1, "sex": 1}) == [12]


@pytest.mark.parametrize("found", [[12], [5] * 40, [1] * 400, [300, 80, 20, *[1] * 200]])
def test_every_group_is_drawn_within_the_panel(found: list[int]) -> None:
    squares = anonymity.placed(found, 300, 180)
    assert len(squares) == len(found)
    assert all(x + side <= 300.01 and y + side <= 180.01 for x, y, side in squares)


def test_the_picture_says_how_many_people_are_exposed() -> None:
    words = "".join(read(anonymity.draw(ROWS, LADDERS, 3, {"age": 0, "sex": 0})).itertext())
    assert "6 groups; 8 of 12 people in groups under 3" in words


def test_showing_outside_of_a_notebook_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    licences.explorer(remix)
    interactive.show("<svg/>")
    assert capsys.readouterr().out == ""


PEOPLE = {"north": ([0.1, 0.4, 0.6, 0.9], [False, True, False, True]), "south": ([0.2, 0.8], [False, False])}


def test_shares_count_who_is_chosen_reached_and_right() -> None:
    words = list(read(fairness.draw(PEOPLE, {"north": 0.5, "south": 0.9})).itertext())
    assert [word for word in words if word == "–" or word.endswith("%")] == ["50%", "50%", "50%", "0%", "–", "–"]


def test_the_picture_tells_the_thresholds_and_leaves_out_what_nobody_counts() -> None:
    root = read(fairness.draw(PEOPLE, {"north": 0.5, "south": 0.9}, "two thresholds"))
    assert "north at 0.50; south at 0.90" in root.get("aria-label", "")
    words = [node.text for node in root.iter() if node.tag.endswith("text")]
    assert words.count("50%") == 3
    assert words.count("–") == 2
