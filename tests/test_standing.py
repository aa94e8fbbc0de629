"""`workbook progress`: from the record where nothing has changed; `workbook check` of one lesson, in few lines."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from workbook import cli, printing, workspace
from workbook.course import Course
from workbook.errors import CourseError
from workbook.grading.local import Checker
from workbook.progress import Progress
from workbook.standing import LessonStanding, standings

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
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
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


def test_a_lesson_that_is_only_read_is_none_that_was_not_begun() -> None:
    to_read = LessonStanding(UNIT, "0-before", begun=False)
    left, done = LessonStanding(UNIT, "1-numbers", 0, 6, begun=False), LessonStanding(UNIT, "2-words", 3, 3)
    assert "1 of 2 lessons not begun" in printing.standing([to_read, left, done])
    assert "not begun" not in printing.standing([to_read, done])


def test_check_takes_a_lesson_and_says_in_one_line_what_was_not_begun_and_what_is_next(tiny: Course) -> None:
    save(tiny, double=RIGHT["double"])
    code, text = run(tiny, "check", f"{UNIT}/1-numbers")
    assert code == 1 and "2-words" not in text
    assert "✓ 2 of 2  T1 · Double" in text
    assert "○ not begun: T2 · Mean" in text and "not written yet" not in text
    assert text.strip().endswith("Next: T2 · Mean, in 00-tiny/1-numbers")
    assert "In all: 2 of " in run(tiny, "check", UNIT)[1]


def test_check_in_a_terminal_is_written_down_so_that_progress_needs_no_second_one(tiny: Course) -> None:
    save(tiny, double=RIGHT["double"])
    run(tiny, "check", f"{UNIT}/1-numbers")
    [(name, standing)] = Progress(tiny.progress).standings().items()
    assert name[2] == "double-tests" and standing.state == "solved"
    assert look(tiny)[0] == ("1-numbers", 2, True, True)


def test_reset_in_a_terminal_begins_anew_in_the_record_too(tiny: Course) -> None:
    save(tiny, **RIGHT)
    run(tiny, "check", f"{UNIT}/1-numbers")
    code, text = run(tiny, "reset", f"{UNIT}/1-numbers")
    assert code == 0 and "Reload, not Overwrite" in text
    assert {one.state for one in Progress(tiny.progress).standings().values()} == {"new"}


def test_a_lesson_that_is_closed_is_checked_with_the_visible_tests_and_has_no_key(tiny: Course) -> None:
    unit = tiny.unit(UNIT)
    (unit.source / "closing_hours.py").write_text("def closed(lesson, folder):\n    return 'The clock runs.'\n")
    with unit.settings_file.open("a", encoding="utf-8") as file:
        file.write('\n[submission]\nclosed = "closing_hours:closed"\n')
    save(tiny, **RIGHT)
    _, text = run(Course(tiny.root), "check", f"{UNIT}/1-numbers", "--json")
    assert '"hidden": false' in text and "visible tests only. The clock runs." in text, text
    with pytest.raises(CourseError, match="closed"):
        workspace.key(Course(tiny.root).unit(UNIT))


def test_verdicts_have_colours_on_a_terminal_and_none_in_a_pipe() -> None:
    text = "✓ 2 of 2  T1 · Double\n✗ 0 of 4  T2 · Mean\n      expected [red]\x1b[2J"
    shown = {}
    for terminal in (True, False):
        file = io.StringIO()
        console = printing.PlainConsole(
            file=file, force_terminal=terminal, color_system="standard" if terminal else None, soft_wrap=True
        )
        console.print(printing.coloured(text))
        shown[terminal] = file.getvalue()
    assert "\x1b[32m✓ 2 of 2" in shown[True] and "\x1b[31m✗ 0 of 4" in shown[True]
    assert "\x1b" not in shown[False] and "expected [red]" in shown[False] and "\x1b[2J" not in shown[True]
