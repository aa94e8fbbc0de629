"""What another system reads out of an export is what the gradebook says."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in
from workbook.classroom import oneroster
from workbook.classroom.export import Exported, export
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import WorkbookError

# As written in the tables of the standard; the columns that it calls required are in capitals here.
LINE_ITEMS = [
    "SOURCEDID",
    "STATUS",
    "DATELASTMODIFIED",
    "TITLE",
    "description",
    "ASSIGNDATE",
    "DUEDATE",
    "CLASSSOURCEDID",
    "CATEGORYSOURCEDID",
    "GRADINGPERIODSOURCEDID",
    "RESULTVALUEMIN",
    "RESULTVALUEMAX",
]
RESULTS = [
    "SOURCEDID",
    "STATUS",
    "DATELASTMODIFIED",
    "LINEITEMSOURCEDID",
    "STUDENTSOURCEDID",
    "SCORESTATUS",
    "score",
    "SCOREDATE",
    "comment",
]


@pytest.fixture
def graded(tiny: Course) -> Course:
    hand_in(tiny, "ada", **RIGHT)
    hand_in(tiny, "bob", **{**RIGHT, "double": "def double(x):\n    return x ** 2"})
    hand_in(tiny, "cleo")
    autograde(tiny)
    return tiny


def totals(course: Course) -> dict[str, float]:
    earned: dict[str, float] = {}
    for row in gradebook.notebooks(course.gradebook, [UNIT]):
        earned[row.student] = earned.get(row.student, 0) + row.score - row.late_penalty
    return earned


def canvas_reads(path: Path) -> dict[str, float]:
    """As Canvas: the first line names columns, the second the points possible, students by login."""
    head, possible, *lines = csv.reader(path.open(encoding="utf-8", newline=""))
    assert possible[0].strip() == "Points Possible"
    assert float(possible[head.index(UNIT)]) == 10
    return {line[head.index("SIS Login ID")]: float(line[head.index(UNIT)]) for line in lines}


def moodle_reads(path: Path) -> dict[str, float]:
    """As Moodle: a column that identifies users, a column mapped to a grade item."""
    lines = csv.DictReader(path.open(encoding="utf-8", newline=""))
    return {line["ID number"]: float(line[UNIT]) for line in lines}


def plain_reads(path: Path) -> dict[str, float]:
    earned: dict[str, float] = {}
    for line in csv.DictReader(path.open(encoding="utf-8", newline="")):
        earned[line["student"]] = earned.get(line["student"], 0) + float(line["points"])
    return earned


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def oneroster_reads(path: Path) -> dict[str, float]:
    """As a OneRoster importer: only files that the manifest names, results joined to line items."""
    found = tables(path)
    manifest = {row["propertyName"]: row["value"] for row in found["manifest.csv"]}
    assert manifest["oneroster.version"] == "1.1"
    assert manifest["manifest.version"] == "1.0"
    assert {f"{name}.csv" for name in oneroster.FILES if manifest[f"file.{name}"] != "absent"} | {
        "manifest.csv"
    } == set(found)
    items = {row["sourcedId"]: row for row in found["lineItems.csv"]}
    assert {row["categorySourcedId"] for row in items.values()} == {row["sourcedId"] for row in found["categories.csv"]}
    assert len({row["sourcedId"] for row in found["results.csv"]}) == len(found["results.csv"])
    assert {row["lineItemSourcedId"] for row in found["results.csv"]} == set(items)
    return {row["studentSourcedId"]: float(row["score"]) for row in found["results.csv"]}


@pytest.mark.parametrize(
    ("form", "reads"),
    [("canvas", canvas_reads), ("moodle", moodle_reads), ("csv", plain_reads), ("oneroster", oneroster_reads)],
)
def test_what_the_other_system_reads_is_what_the_gradebook_says(
    graded: Course, tmp_path: Path, form: str, reads: object
) -> None:
    path = tmp_path / "grades"
    for _ in range(2):  # the second takes the place of the first
        made = export(graded, path, form, [UNIT], class_id="k1", period="q1")
    assert made == Exported(students=3, waiting=2)
    assert reads(path) == totals(graded)  # type: ignore[operator]
    assert totals(graded)["ada"] > totals(graded)["bob"] > totals(graded)["cleo"]


def test_oneroster_files_have_the_standards_columns_and_nothing_required_is_empty(
    graded: Course, tmp_path: Path
) -> None:
    with Gradebook(f"sqlite:///{graded.gradebook}") as book:
        book.update_or_create_assignment(UNIT, duedate="2030-01-01")
    export(graded, tmp_path / "grades.zip", "oneroster", class_id="k1", period="q1")
    found = tables(tmp_path / "grades.zip")
    for name, columns in (("lineItems.csv", LINE_ITEMS), ("results.csv", RESULTS)):
        assert [column.lower() for column in found[name][0]] == [column.lower() for column in columns]
        needed = {column.lower() for column in columns if column.isupper()}
        empty = [key for row in found[name] for key, value in row.items() if key.lower() in needed and not value]
        assert empty == []
        for row in found[name]:
            assert row["status"] == "active"
            datetime.strptime(row["dateLastModified"], "%Y-%m-%dT%H:%M:%S.%fZ")
    item = found["lineItems.csv"][0]
    assert (item["classSourcedId"], item["gradingPeriodSourcedId"], item["resultValueMax"]) == ("k1", "q1", "10")
    assert item["dueDate"] == "2030-01-01"
    assert item["assignDate"] <= item["dueDate"]


def test_a_waiting_essay_makes_a_result_partial_and_a_unit_not_handed_in_has_no_points(
    graded: Course, tmp_path: Path
) -> None:
    export(graded, tmp_path / "grades.zip", "oneroster", class_id="k1", period="q1")
    status = {row["studentSourcedId"]: row["scoreStatus"] for row in tables(tmp_path / "grades.zip")["results.csv"]}
    assert status == {"ada": "partially graded", "bob": "partially graded", "cleo": "fully graded"}
    unit = oneroster.UnitGrades("u", "U", "5", None, {"ada": "3"}, frozenset())
    (tmp_path / "own.zip").write_bytes(
        oneroster.package([unit], ["ada", "bob"], "k", "q", datetime(2030, 1, 2), lambda text: text)
    )
    bob = tables(tmp_path / "own.zip")["results.csv"][1]
    assert (bob["studentSourcedId"], bob["scoreStatus"], bob["score"]) == ("bob", "not submitted", "")


def test_oneroster_without_the_other_systems_ids_is_refused_and_a_strange_zip_is_kept(
    graded: Course, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError, match="--class ID --period ID"):
        export(graded, tmp_path / "x.zip", "oneroster", class_id="k1")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("photos/1.jpg", "x")
    with pytest.raises(WorkbookError, match="holds no exported grades"):
        export(graded, tmp_path / "x.zip", "oneroster", class_id="k1", period="q1")
