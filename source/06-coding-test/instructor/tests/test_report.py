"""The report of a paper: points, time, lines, pass or not, and what to repeat."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import clock
import paper_report
import paper_times
import sitting
from tests.conftest import ROOT
from workbook.cli import app
from workbook.course import Course
from workbook.errors import CourseError
from workbook.grading.local import Checked, Exercise
from workbook.grading.model import PartResult, Result, TestResult


def row(part: str, points: float, most: float) -> paper_report.Row:
    return paper_report.Row(part, part, points, most, None, False, None, ())


def test_a_pass_needs_seventy_points_and_the_main_parts() -> None:
    full = [row("A", 20, 20), row("B", 25, 25), row("C", 20, 20), row("D", 25, 25), row("E", 5, 5)]
    assert paper_report.verdict(full).endswith("Passed.")
    assert "A below 60 %" in paper_report.verdict([row("A", 11, 20), *full[1:]])
    assert "below 70 points" in paper_report.verdict([row("A", 12, 20), row("B", 15, 25), row("D", 15, 25)])


def test_a_paper_that_is_unknown_is_told() -> None:
    with pytest.raises(CourseError, match="no paper"):
        paper_report.paper_lesson(Course(ROOT), "nine")


@pytest.mark.parametrize("name", ["0-before-the-clock", "clock"])
def test_the_lesson_before_the_papers_is_none(name: str) -> None:
    assert any(lesson.name == "0-before-the-clock" for lesson in Course(ROOT).unit(paper_report.UNIT).lessons)
    with pytest.raises(CourseError, match="no paper") as told:
        paper_report.paper_lesson(Course(ROOT), name)
    assert told.value.mend == "There are: one, two."
    assert sitting.closed("0-before-the-clock", Path()) == ""
    assert sitting.read("0-before-the-clock", b"{}", Path(), None) is None


def test_the_report_tells_points_time_lines_and_what_to_repeat(tmp_path: Path) -> None:
    course = Course(tmp_path)
    (tmp_path / "source" / paper_report.UNIT / "instructor").mkdir(parents=True)
    (tmp_path / "source" / paper_report.UNIT / "instructor" / "1-paper-one.py").write_text("")
    lesson = paper_report.paper_lesson(course, "one")
    lesson.unit.work.mkdir(parents=True)
    cell = {
        "cell_type": "code",
        "metadata": {"nbgrader": {"grade_id": "one-table", "solution": True}},
        "source": ["def f():\n", "    return 1\n"],
    }
    lesson.work.write_text(json.dumps({"cells": [cell]}))
    times = clock.begin("one", 0.0, lesson.unit.work)
    times.finish(1000.0)
    clock.save(times, lesson.unit.work)
    parts = (PartResult("texts", 1, "failed", "a comma"), PartResult("codes", 1, "passed"))
    test = TestResult("one-table-tests", 10, 20, "partial", "", parts)
    result = Result("self", paper_report.UNIT, lesson.name, (test,), {"cells": []})
    text = paper_report.report(
        lesson, Checked(paper_report.UNIT, lesson.name, (Exercise("A · A dirty table", test),), result)
    )
    assert "10 of 20" in text and "16:40" in text and "      2  late: more than 15 minutes" in text
    assert "A lost 10. Repeat 03-pytorch, lesson 5-preprocessing." in text and "texts: a comma" in text


def test_late_parts_of_the_class_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "submitted" / "ada" / paper_report.UNIT
    folder.mkdir(parents=True)
    (folder / "1-paper-one.ipynb").write_text("{}")
    assert list(paper_report.of_class(Course(tmp_path))) == ["ada, paper one: no times were handed in"]
    times = clock.begin("one", 0.0, folder)
    times.finish(1000.0)
    clock.save(times, folder)
    assert next(paper_report.of_class(Course(tmp_path))).endswith("; late: A")


@pytest.mark.parametrize(
    ("arguments", "paper"),
    [
        ([], "1-paper-one"),
        (["two"], "2-paper-two"),
        (["--no-browser"], "1-paper-one"),
        (["two", "--port=1"], "2-paper-two"),
    ],
)
def test_workbook_exam_opens_the_paper_and_hands_further_options_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], paper: str
) -> None:
    for name in ("source", "release"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "nbgrader_config.py").write_text("")
    started: list[list[str]] = []
    monkeypatch.setattr("os.execve", lambda program, command, environment: started.append(command))
    done = CliRunner().invoke(app, ["--course", str(tmp_path), "exam", *arguments])
    assert done.exit_code == 0, done.output
    assert f"--LabApp.default_url=/lab/tree/{paper_report.UNIT}/{paper}.ipynb" in started[0]
    assert started[0][-1] == arguments[-1] if arguments and arguments[-1].startswith("--") else True
    assert (tmp_path / "work" / paper_report.UNIT / f"{paper}.ipynb").is_file()


@pytest.mark.parametrize("begun", [False, True])
def test_there_is_no_report_before_the_clock_is_stopped(tmp_path: Path, begun: bool) -> None:
    for name in ("source", "release"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "nbgrader_config.py").write_text("")
    work = tmp_path / "work" / paper_report.UNIT
    work.mkdir(parents=True)
    (work / "1-paper-one.ipynb").write_text("{}")
    if begun:
        paper_times.save(paper_times.Times("one", started=1.0, since=1.0), work)
    done = CliRunner().invoke(app, ["--course", str(tmp_path), "exam", "one", "--report"])
    assert "not finished" in str(done.exception)


@pytest.mark.parametrize("name", ["your name", " Your  NAME "])
def test_the_samples_name_is_nobodys_and_gets_no_report(tmp_path: Path, name: str) -> None:
    for folder in ("source", "release"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "nbgrader_config.py").write_text("")
    work = tmp_path / "work" / paper_report.UNIT
    work.mkdir(parents=True)
    cell = {"cell_type": "code", "metadata": {}, "source": f"student = {name!r}"}
    (work / "1-paper-one.ipynb").write_text(json.dumps({"cells": [cell]}))
    paper_times.save(paper_times.Times("one", started=1.0, since=1.0, finished=2.0), work)
    command = [sys.executable, "-m", "workbook", "--course", str(tmp_path), "exam", "one", "--report"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "where your name belongs" in done.stderr and "student =" in done.stderr


def test_parts_that_were_lost_for_one_reason_are_told_together() -> None:
    parts = [
        ("the first fault", "not written yet"),
        ("the second fault", "not written yet"),
        ("the third fault", "no"),
        ("shape", "shape\n  got: 1"),
    ]
    assert paper_report.told_once(parts) == [
        "the first fault; the second fault: not written yet",
        "the third fault: no",
        "shape\n  got: 1",
    ]
