"""Reports and exports."""

from __future__ import annotations

import csv
import os
import shutil
import stat
import unicodedata
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, tiny_course
from workbook.bank.answers import Claim
from workbook.classroom import report
from workbook.classroom.export import Exported, export, harmless
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import CourseError, WorkbookError

LATE = """
from nbgrader.plugins import BasePlugin
class Late(BasePlugin):
    def late_submission_penalty(self, student, score, seconds):
        return {penalty}
c.AssignLatePenalties.plugin_class = Late
"""


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
    assert export(graded, tmp_path / "grades.csv", form) == Exported(students=6, waiting=4)
    rows = list(csv.reader((tmp_path / "grades.csv").open(encoding="utf-8")))
    assert rows[0] == head
    assert {row[0]: row for row in rows}["ada"][-1 if form != "csv" else 3] in ("7", "6", "1")


@pytest.mark.parametrize(("form", "column"), [("canvas", -1), ("moodle", -1), ("csv", 3)])
@pytest.mark.parametrize("penalty", [0.5, 2, 99])
def test_every_export_takes_off_what_late_work_loses(tmp_path: Path, form: str, column: int, penalty: float) -> None:
    course = tiny_course(tmp_path / "course")
    with open(course.config, "a", encoding="utf-8") as stream:
        stream.write(LATE.format(penalty=penalty))
    for name, stamp in (("ada", "2029-12-31 00:00:00 UTC"), ("bob", "2030-01-02 00:00:00 UTC")):
        (hand_in(course, name, ("1-numbers",), **RIGHT) / "timestamp.txt").write_text(stamp)
    autograde(course)
    with Gradebook(f"sqlite:///{course.gradebook}") as book:
        book.update_or_create_assignment(UNIT, duedate="2030-01-01")
    autograde(course, force=True)
    export(course, tmp_path / "grades.csv", form)
    rows = {
        (row[0], form == "csv" and row[2]): row for row in csv.reader((tmp_path / "grades.csv").open(encoding="utf-8"))
    }
    lesson = form == "csv" and "1-numbers"
    assert float(rows["ada", lesson][column]) == 6
    assert float(rows["bob", lesson][column]) == max(0, 6 - penalty)
    standing = {row.student: row for row in report.report(course, [UNIT]).standings}
    assert standing["bob"].points == max(0, 6 - penalty)


def test_a_name_that_a_spreadsheet_would_run_is_madeharmless(graded: Course, tmp_path: Path) -> None:
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


FORMULAS = ("=1+1", "＝1+1", "+1|x", "＠SUM(1)", "-cmd", "－cmd", " =1", "a;=1+1", "b|@x", "c\t=2", "−x")


@pytest.mark.parametrize("name", FORMULAS)
def test_no_spreadsheet_finds_a_formula_in_a_name_in_whatever_columns_it_splits_the_line(name: str) -> None:
    made = harmless(name)
    for separator in (",", ";", "|", "\t"):
        for column in made.split(separator):
            assert unicodedata.normalize("NFKC", column).strip()[:1] not in ("=", "+", "@", "-", "\u2212")


@pytest.mark.parametrize("name", ["ada", "-5", "-0.25", "2026-01-01T00:00:00", "ada=bob", "a-b+c@d.org", "7"])
def test_what_is_no_formula_is_exported_as_it_is(name: str) -> None:
    assert harmless(name) == name


@pytest.mark.parametrize("existing", [b"SQLite format 3\0", b"Dear diary", "folder", "link", "pipe"])
def test_an_export_takes_the_place_of_grades_only(graded: Course, tmp_path: Path, existing: bytes | str) -> None:
    path = tmp_path / "grades.csv"
    if existing == "folder":
        path.mkdir()
    elif existing == "link":
        path.symlink_to("/dev/null")
    elif existing == "pipe":
        os.mkfifo(path)
    elif isinstance(existing, bytes):
        path.write_bytes(existing)
    before = os.lstat(path)
    with pytest.raises(CourseError, match="exists"):
        export(graded, path, "csv")
    assert os.lstat(path).st_ino == before.st_ino
    free = tmp_path / "free.csv"
    for form in ("csv", "canvas", "moodle", "csv"):
        export(graded, free, form)


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o022])
def test_grades_are_as_private_as_the_umask_says(graded: Course, tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        export(graded, tmp_path / "grades.csv", "csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "grades.csv").stat().st_mode) == 0o666 & ~mask
