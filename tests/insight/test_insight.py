"""Reports and exports."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.grading.classroom import RIGHT, UNIT, autograde, hand_in, tiny_course
from workbook.authoring.bank import Claim
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.grading import gradebook
from workbook.insight import report
from workbook.insight.export import export


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Six students: two know everything, two make the same mistake, one did nothing, one handed in half."""
    course = tiny_course(tmp_path_factory.mktemp("insight") / "course")
    for name in ("ada", "bea"):
        hand_in(course, name, **RIGHT)
    for name in ("cyd", "dan"):
        hand_in(course, name, **{**RIGHT, "mean": "def mean(numbers):\n    return sum(numbers) / max(len(numbers), 1)"})
    hand_in(course, "eve")
    hand_in(course, "=cmd()", ("2-words",), **RIGHT)
    autograde(course)
    return course


def test_the_report_has_difficulty_discrimination_and_the_misconception(graded: Course) -> None:
    made = report.report(graded, [UNIT])
    items = {item.cell: item for item in made.items}
    mean = items["mean-tests"]
    assert mean.difficulty == pytest.approx((4 + 4 + 2 + 2 + 0 + 0) / 24)
    assert mean.discrimination is not None
    assert mean.discrimination > 0.5
    assert dict(mean.misconceptions)["zero for empty"] == 2
    assert (items["why"].waiting, items["double-tests"].full) == (4, 4)
    assert {row.student: row.points for row in made.standings}["cyd"] == 5


def test_a_correlation_of_a_few_or_of_equals_is_none() -> None:
    assert report.correlation([1, 2], [1, 2]) is None
    assert report.correlation([1] * 9, list(range(9))) is None
    assert report.correlation(list(range(9)), list(range(9))) == pytest.approx(1)


def test_the_most_telling_misconception_is_named() -> None:
    claims = {"loose": Claim("t", ("empty",)), "exact": Claim("t", ("empty", "the mean of the file"))}
    assert report.best_match("The mean of the file, and an empty list", claims) == "exact"
    assert report.best_match("An empty list", claims) == "loose"
    assert report.best_match("nothing of it", claims) == ""


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("canvas", ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", UNIT]),
        ("moodle", ["ID number", UNIT]),
        ("csv", ["student", "unit", "lesson", "points", "max_points", "late_penalty", "handed_in"]),
    ],
)
def test_exports_have_the_columns_that_the_importer_knows(
    graded: Course, tmp_path: Path, form: str, head: list[str]
) -> None:
    assert export(graded, tmp_path / "grades.csv", form) == 6
    rows = list(csv.reader((tmp_path / "grades.csv").open(encoding="utf-8")))
    assert rows[0] == head
    assert {row[0]: row for row in rows}["ada"][-1 if form != "csv" else 3] in ("7", "6", "1")


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(graded: Course, tmp_path: Path) -> None:
    export(graded, tmp_path / "grades.csv", "moodle")
    assert "'=cmd()" in (tmp_path / "grades.csv").read_text(encoding="utf-8")


def test_an_unknown_format_and_an_empty_gradebook_are_refused(graded: Course, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="canvas, moodle, csv"):
        export(graded, tmp_path / "x", "excel")
    empty = Course(tmp_path / "course")
    shutil.copytree(graded.source, empty.source)
    gradebook.create(empty.gradebook, "c")
    with pytest.raises(WorkbookError, match="workbook autograde"):
        report.report(empty)
