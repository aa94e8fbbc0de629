"""`workbook progress`: from the record where nothing has changed; `workbook check` of one lesson, in few lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from workbook import cli, workspace
from workbook.course import Course
from workbook.grading.local import Checker
from workbook.standing import standings

pytestmark = pytest.mark.sandbox


@pytest.fixture
def tiny(tmp_path: Path) -> Course:
    """The tiny course with released copies."""
    course = tiny_course(tmp_path / "course")
    workspace.take(course.units)
    return course


def save(course: Course, **answers: str) -> None:
    lesson = course.unit(UNIT).lesson("1-numbers")
    lesson.work.write_text(json.dumps(notebook(course, "1-numbers", **answers)), encoding="utf-8")


def run(course: Course, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["--course", str(course.root), *arguments])
    return result.exit_code, result.output


def look(course: Course) -> list[tuple[str, float, bool, bool]]:
    found = standings(course, Checker(print), 0, lambda *_: None)
    return [(one.lesson, one.points, one.begun, one.kept) for one in found if one.unit == UNIT]


def test_only_what_has_changed_is_checked_again(tiny: Course) -> None:
    assert look(tiny) == [("1-numbers", 0, False, False), ("2-words", 0, False, False)]
    save(tiny, double=RIGHT["double"])
    assert look(tiny)[0] == ("1-numbers", 2, True, False)
    assert look(tiny)[0] == ("1-numbers", 2, True, True)
    save(tiny, **RIGHT)
    assert look(tiny)[0] == ("1-numbers", 6, True, False)
    save(tiny, double=RIGHT["double"])
    assert look(tiny)[0] == ("1-numbers", 2, True, False)


def test_progress_lists_what_was_begun_and_writes_the_record_as_csv(tiny: Course, tmp_path: Path) -> None:
    save(tiny, double=RIGHT["double"])
    code, text = run(tiny, "progress")
    assert code == 0 and "00-tiny/1-numbers" in text and "2 of 3 lessons not begun" in text, text
    file = tmp_path / "record.csv"
    assert "wrote 1 lines" in run(tiny, "progress", "--csv", str(file))[1]
    assert "double-tests,2.0,2.0,passed" in file.read_text()
    assert "exists" in str(
        CliRunner().invoke(cli.app, ["--course", str(tiny.root), "progress", "--csv", str(file)]).exception
    )


def test_check_takes_a_lesson_and_says_in_one_line_what_was_not_begun_and_what_is_next(tiny: Course) -> None:
    save(tiny, double=RIGHT["double"])
    code, text = run(tiny, "check", f"{UNIT}/1-numbers")
    assert code == 1 and "2-words" not in text
    assert "✓ 2 of 2  T1 · Double" in text
    assert "○ not begun: T2 · Mean" in text and "not written yet" not in text
    assert text.strip().endswith("Next: T2 · Mean, in 00-tiny/1-numbers")
    assert "In all: 2 of " in run(tiny, "check", UNIT)[1]
