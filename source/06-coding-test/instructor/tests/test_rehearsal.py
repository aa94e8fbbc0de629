"""The lesson before the papers: what is said of a reader's own tests and functions; nothing there is graded."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

import rehearsal
from workbook.authoring.text import read
from workbook.course import Course

USUAL = {"most": 240, "fill": 60}
GOOD: dict[int, Any] = {
    1: ([("A", 10), ("A", 20)], USUAL, [20.0]),
    2: ([("A", 10), ("B", 5), ("A", 20)], USUAL, [5.0, 20.0]),
    3: ([("A", "1e1"), ("B", " 7 "), ("C", None)], USUAL, [60.0, 7.0, 60.0]),
    4: ([("A", 500), ("B", 240)], USUAL, [240.0, 240.0]),
    5: ([("A", None)], {"most": 240, "fill": 300}, [300.0]),
    6: ([("A", 10)], USUAL, [10.0]),
    7: ([("A", " 10")], USUAL, [10.0]),
}


def test_a_good_test_tells_each_broken_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    rehearsal.try_tests(GOOD)
    assert capsys.readouterr().out.count("✓") == 7


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (None, "not written yet"),
        (([("A", 10)], USUAL, [10.0]), "passes, too"),
        (([("A", 500)], USUAL, [500.0]), "by hand once more"),
        ("A", "a test is (rows, rule, expected)"),
        (([("A", 500)], {}, [240.0]), "a test is (rows, rule, expected)"),
        (([("A", 500)], USUAL, 240.0), "a test is (rows, rule, expected)"),
    ],
)
def test_what_is_said_of_another_test(capsys: pytest.CaptureFixture[str], test: Any, said: str) -> None:
    rehearsal.try_tests({**GOOD, 4: test})
    of_four = capsys.readouterr().out.partition("\n4. ")[2].partition("\n5. ")[0]
    assert said in " ".join(of_four.split())


def test_functions_are_compared_and_none_of_them_raises(capsys: pytest.CaptureFixture[str]) -> None:
    def changes(table: Any, rule: Any) -> list[float]:
        table["minutes"] = 0
        return []

    rehearsal.compare({4: GOOD[4], 5: None}, new=lambda table, rule: None, bad=lambda table, rule: 1 / 0, you=changes)
    out = capsys.readouterr().out
    assert "new:    not written yet" in out and "raised ZeroDivisionError" in out and "changed the table" in out
    assert out.count("no test yet") == 3 * 6


def test_whole_numbers_and_other_kinds_of_floats_are_no_list_of_floats() -> None:
    assert rehearsal.verdict(lambda table, rule: [10], GOOD[6]) == "gave [10], expected [10.0]"
    assert rehearsal.verdict(lambda table, rule: [10.0], GOOD[6]) == ""
    assert rehearsal.verdict(lambda table, rule: table, ([("A", math.nan)], USUAL, [60.0])).startswith("gave")


def test_the_lesson_comes_first_and_has_no_points() -> None:
    folder = Path(rehearsal.__file__).resolve().parent
    first, *papers = Course.find(folder).unit(folder.name).lessons
    assert read(first.text).points == 0
    assert [read(paper.text).points for paper in papers] == [100, 100]
