"""The report as a page, as CSV and as JSON: the same figures, no scripts, and no names where they are hidden."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import re
import subprocess
import sys
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.test_insight import made_up
from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, tiny_course
from workbook.classroom.insight import files
from workbook.classroom.insight.analysis import hide_names, insight, measure
from workbook.classroom.insight.model import Insight, Student
from workbook.classroom.insight.page import duration, page
from workbook.course import Course
from workbook.errors import CourseError
from workbook.progress import Check, Progress

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd()|'/c calc'!A1",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "\u202egro",
    "a&b",
)
SMALL_ANSWER = "def mean(numbers):\n    return sum(numbers) / max(len(numbers), 1)"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Twelve students: some make the same mistake, one did nothing, one handed in half, two their records."""
    course = tiny_course(tmp_path_factory.mktemp("page") / "course")
    for number in range(6):
        hand_in(course, f"right-{number}", **RIGHT)
    for number in range(4):
        hand_in(course, f"wrong-{number}", **{**RIGHT, "mean": SMALL_ANSWER})
    hand_in(course, "nothing")
    hand_in(course, "<b>half", ("2-words",), **RIGHT)
    folder = course.submitted / "wrong-0" / UNIT
    record = Progress(folder / "progress.db")
    for at, points in ((0.0, 0.0), (600.0, 2.0), (1500.0, 4.0)):
        record.record([Check(UNIT, "1-numbers", "mean-tests", points, 4.0, "partial")], now=at)
    with open(folder / "progress.csv", "w", encoding="utf-8") as stream:
        record.export(stream)
    (course.submitted / "wrong-1" / UNIT / "progress.csv").symlink_to("/etc/passwd")
    for broken in hand_in(course, "broken").glob("*.ipynb"):
        broken.write_text("{", encoding="utf-8")
    autograde(course)
    return course


@pytest.fixture(scope="module")
def known(graded: Course) -> Insight:
    return insight(graded)


def named(*names: str) -> Insight:
    """A class of 15 with these names among them."""
    unit = measure(made_up(1, 15))
    students = [dataclasses.replace(student, name=name) for student, name in zip(unit.students, names, strict=False)]
    return Insight((dataclasses.replace(unit, students=(*students, *unit.students[len(names) :])),))


class Elements(HTMLParser):
    """All elements of a page, its texts, and what never was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_graded_class_is_told_as_it_is(known: Insight) -> None:
    (unit,) = known.units
    exercises = {one.cell: one for one in unit.exercises}
    mean = exercises["mean-tests"]
    assert (len(unit.students), mean.graded, mean.missing, mean.not_begun) == (12, 11, 1, 1)
    assert mean.difficulty.value == pytest.approx((6 * 4 + 4 * 2 + 0) / 44)
    assert [(one.name, one.count) for one in mean.mistakes] == [("zero for empty", 4)]
    assert mean.title != "mean-tests"
    assert unit.ungraded == 1
    assert (exercises["why"].waiting, exercises["why"].graded) == (10, 1)
    stuck = {student.name: student for student in unit.students if student.stuck or student.missing}
    assert set(stuck) == {"nothing", "<b>half"}
    assert stuck["<b>half"].missing == ("1-numbers",)
    assert {one.begun for one in stuck["nothing"].stuck} == {False}


def test_records_that_were_handed_in_are_read_and_links_are_not(known: Insight) -> None:
    (unit,) = known.units
    tries = {one.cell: one.tries for one in unit.exercises}["mean-tests"]
    assert (unit.recorded, unit.unreadable) == (1, 1)
    assert (tries.first.value, tries.last.value, tries.count.value, tries.seconds.value) == (0, 1, 3, 1500)


def test_the_page_has_no_scripts_nothing_outside_and_every_element_closed(known: Insight) -> None:
    text = page(known)
    made = Elements(text)
    assert made.open == []
    tags = {tag for tag, _ in made.found}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    names = {name for _, attributes in made.found for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcset")]
    links = {str(attributes["href"]) for tag, attributes in made.found if tag == "a"}
    ids = [attributes["id"] for _, attributes in made.found if "id" in attributes]
    assert {link[1:] for link in links} <= set(ids) and len(ids) == len(set(ids))
    policy = next(a["content"] for _, a in made.found if a.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+='; form-action 'none'; base-uri 'none'", str(policy)
    )
    assert "url(" not in text and "@import" not in text


def test_each_picture_has_a_name_and_its_numbers_stand_in_a_table(known: Insight) -> None:
    made = Elements(page(known))
    pictures = [attributes for tag, attributes in made.found if tag == "svg"]
    assert len(pictures) >= 4 and all(one["role"] == "img" and one["aria-label"] for one in pictures)
    assert [tag for tag, _ in made.found].count("caption") == [tag for tag, _ in made.found].count("table") >= 5
    words = "".join(made.texts)
    assert "Provisional" in words and "zero for empty" in words and "25 min" in words


def test_hostile_names_are_text_on_the_page_and_no_formula_in_csv(tmp_path: Path) -> None:
    given = named(*HOSTILE)
    made = Elements(page(given))
    assert not {tag for tag, _ in made.found} & {"script", "img", "b onerror"}
    assert "\u202e" not in "".join(made.texts)
    assert [name for name in HOSTILE if name not in made.texts] == ["\u202egro"]  # an order of writing is no letter
    files.write(given, folder=tmp_path)
    for path in tmp_path.glob("*.csv"):
        cells = [cell for row in csv.reader(path.open(encoding="utf-8")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert f"'{HOSTILE[1].replace('|', ' ')}" in {row["student"] for row in read(tmp_path / "students.csv")}


def test_no_name_is_anywhere_where_names_are_hidden(graded: Course, tmp_path: Path) -> None:
    given = insight(graded, anonymous=True)
    files.write(given, tmp_path / "r.html", tmp_path / "r.json", tmp_path / "data")
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    names = [
        path.name for path in graded.submitted.iterdir() if path.name not in ("nothing", "broken")
    ]  # which is a word, too
    assert (len(names), len(texts)) == (11, 12)
    assert [name for name in names if any(name in text or escape(name) in text for text in texts)] == []
    rows = list(csv.reader((tmp_path / "data" / "students.csv").open(encoding="utf-8")))
    assert {row[0] for row in rows[1:]} == {f"student {n:02}" for n in range(1, 13)}


def test_claims_are_left_out_where_names_are_hidden() -> None:
    unit = measure(made_up(1, 6))
    students: list[Student] = [dataclasses.replace(s, claims={"1-a": {"paper": "Ada's"}}) for s in unit.students]
    given = Insight((dataclasses.replace(unit, students=tuple(students)),))
    assert "Ada&#39;s" in page(given) and "Ada's" in files.to_json(given)
    assert "Ada" not in page(hide_names(given)) + files.to_json(hide_names(given))


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8")))


def test_csv_and_json_have_the_figures_of_the_page(known: Insight, tmp_path: Path) -> None:
    files.write(known, json_file=tmp_path / "r.json", folder=tmp_path)
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    (unit,) = data["units"]
    assert data["workbook report"] == files.VERSION and unit["waiting"] == 10
    rows = {row["cell"]: row for row in read(tmp_path / "exercises.csv")}
    for one in unit["exercises"]:
        row = rows[one["cell"]]
        assert row["difficulty"] == ("" if one["difficulty"]["value"] is None else written(one["difficulty"]["value"]))
        assert (row["discrimination"] == "") == (one["discrimination"]["value"] is None)
        assert row["discrimination_why_none"] == one["discrimination"]["why"]
        assert int(row["graded"]) == one["graded"]
    (mistake,) = read(tmp_path / "misconceptions.csv")
    assert (mistake["misconception"], mistake["students"]) == ("zero for empty", "4")
    fifths = [int(mistake[name]) for name in ("weakest", "second", "third", "fourth", "strongest")]
    assert sum(fifths) == 4
    assert sum(int(row["students"]) for row in read(tmp_path / "distribution.csv")) == 12
    assert {row["cell"] for row in read(tmp_path / "stuck.csv") if row["student"] == "nothing"} >= {"mean-tests"}
    assert len(read(tmp_path / "students.csv")) == 12


def written(value: Any) -> str:
    return repr(round(float(value), 10))


@pytest.mark.parametrize("students", [0, 1, 2, 5, 10])
def test_a_page_of_any_class_is_made_of_sentences_and_figures(students: int) -> None:
    given = Insight((measure(made_up(0, students, holes=True)),))
    words = set(re.findall(r"\w+", "".join(Elements(page(given)).texts)))
    assert not words & {"nan", "inf", "NaN", "Measured", "Undefined"}
    json.loads(files.to_json(given), parse_constant=pytest.fail)
    empty = "Nobody has handed anything in." in page(given)
    assert empty == (students == 0)


@pytest.mark.parametrize("existing", [b"Dear diary", "folder", "link", "other"])
def test_a_report_takes_the_place_of_a_report_only_and_else_writes_nothing(
    known: Insight, tmp_path: Path, existing: bytes | str
) -> None:
    path = tmp_path / "r.html"
    if existing == "folder":
        path.mkdir()
    elif existing == "link":
        path.symlink_to("/dev/null")
    elif existing == "other":
        path.write_text(files.to_json(known), encoding="utf-8")
    elif isinstance(existing, bytes):
        path.write_bytes(existing)
    before = os.lstat(path)
    with pytest.raises(CourseError, match="exists, and holds no report"):
        files.write(known, path, tmp_path / "r.json", tmp_path / "data")
    assert os.lstat(path).st_ino == before.st_ino
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_is_written_over_an_earlier_one(known: Insight, tmp_path: Path) -> None:
    for _ in range(2):
        made = files.write(known, tmp_path / "r.html", tmp_path / "r.json", tmp_path / "data")
    assert len(made) == 12 and all(path.is_file() for path in made)
    with pytest.raises(CourseError, match="Name two files"):
        files.write(known, tmp_path / "same", tmp_path / "same")


@pytest.mark.parametrize(
    ("seconds", "told"), [(None, "–"), (5.0, "5 s"), (600, "10 min"), (9000, "2.5 h"), (1e6, "11.6 days")]
)
def test_times_are_told_as_people_say_them(seconds: float | None, told: str) -> None:
    assert duration(seconds) == told


def command(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "workbook", "--course", str(course.root), "report", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_writes_what_is_asked_for_and_hides_names_in_text_too(graded: Course, tmp_path: Path) -> None:
    done = command(graded, UNIT, "--html", str(tmp_path / "r.html"), "--csv", str(tmp_path / "data"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    printed = command(graded, "--anonymous").stdout
    assert "student 01" in printed and "right-0" not in printed and "wrong-0" not in printed


def test_a_place_that_cannot_be_written_ends_with_code_2_and_the_way_out(graded: Course, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for option in ("--html", "--json"):
        done = command(graded, option, str(tmp_path / "file"))
        assert done.returncode == 2 and "Choose another name" in done.stderr
    done = command(graded, "--csv", str(tmp_path / "file"))
    assert done.returncode == 2 and "Traceback" not in done.stderr and "can't be written" in done.stderr
