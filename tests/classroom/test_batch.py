"""Autograding a class: everybody ends in grades or a named problem."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, notebook, scores
from workbook import printing
from workbook.classroom import batch
from workbook.classroom.workers import local_crew
from workbook.course import Course
from workbook.errors import UnknownUnit, WorkbookError
from workbook.grading.rebuild import MAX_BYTES


def tree(course: Course) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in course.submitted.rglob("*") if path.is_file()}


def test_right_wrong_and_untouched_work_gets_its_points(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    hand_in(tiny, "bob", double="def double(x):\n    return x ** 2", mean="def mean(numbers):\n    return 1.5")
    hand_in(tiny, "cyd")
    report = autograde(tiny)
    found = scores(tiny)
    assert report.exit_code == 0
    assert [found["ada", cell] for cell in ("double-tests", "mean-tests", "shout-tests", "why")] == [2, 4, 1, 0]
    assert [found["bob", cell] for cell in ("double-tests", "mean-tests", "shout-tests", "why")] == [0, 1, 0, 0]
    assert [found["cyd", cell] for cell in ("double-tests", "mean-tests", "shout-tests", "why")] == [0, 0, 0, 0]


def test_real_workers_give_the_same_grades_as_one_process(tiny: Course, tmp_path: Path) -> None:
    for number in range(5):
        hand_in(tiny, f"s{number}", **dict(list(RIGHT.items())[:number]))
    autograde(tiny)
    here = scores(tiny)
    autograde(tiny, crew=local_crew(2), force=True)
    assert scores(tiny) == here


def test_a_second_run_has_nothing_to_do_and_changes_nothing(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    before = tiny.gradebook.read_bytes()
    report = autograde(tiny)
    assert (report.unchanged, report.lines, report.problems) == (2, [], [])
    assert tiny.gradebook.read_bytes() == before


def test_a_test_that_is_at_fault_is_told_and_graded_again_until_it_is_mended(tiny: Course) -> None:
    lesson = tiny.unit(UNIT).lesson("1-numbers").source
    right = lesson.read_text()
    made = json.loads(right)
    next(cell for cell in made["cells"] if cell["id"] == "double-tests")["source"] = (
        "wanted = [2, 4][2]\nassert double(1) == wanted"
    )
    lesson.write_text(json.dumps(made))
    hand_in(tiny, "ada", **RIGHT)
    hand_in(tiny, "bob", **RIGHT)
    for unchanged in (0, 2):
        report = autograde(tiny)
        assert (report.exit_code, report.unchanged) == (1, unchanged)
        assert printing.problems(report)[0] == (
            f"broken: {UNIT}/1-numbers, double-tests, for ada and 1 more: "
            "The test itself is at fault. IndexError: list index out of range"
        )
    lesson.write_text(right)
    assert autograde(tiny).exit_code == 0
    assert scores(tiny)["ada", "double-tests"] == 2


def test_a_new_hand_in_is_graded_without_force_and_others_are_left_alone(tiny: Course) -> None:
    hand_in(tiny, "ada")
    hand_in(tiny, "bob", **RIGHT)
    autograde(tiny)
    hand_in(tiny, "ada", ("1-numbers",), **RIGHT)
    report = autograde(tiny)
    assert [(line.student, line.lesson) for line in report.lines] == [("ada", "1-numbers")]
    assert scores(tiny)["ada", "mean-tests"] == 4


def test_a_changed_hidden_test_grades_everybody_again(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    source = tiny.source / UNIT / "2-words.ipynb"
    source.write_text(source.read_text(encoding="utf-8").replace("of the empty text", "of nothing"), encoding="utf-8")
    assert [line.lesson for line in autograde(tiny).lines] == ["2-words"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"nonsense", "not JSON"),
        (b"", "empty"),
        (b"\xff\xfe{", "UTF-8"),
        (b'{"worksheets": [], "nbformat": 3}', "format 4"),
        (b"[" * 100_000, "JSON"),
        (b"[1, 2]", "format 4"),
    ],
)
def test_a_file_that_is_no_notebook_is_named_and_the_rest_is_graded(tiny: Course, content: bytes, reason: str) -> None:
    hand_in(tiny, "ada", **RIGHT)
    (hand_in(tiny, "bob", **RIGHT) / "1-numbers.ipynb").write_bytes(content)
    report = autograde(tiny)
    assert report.exit_code == 1
    assert [(problem.student, problem.lesson) for problem in report.problems] == [("bob", "1-numbers")]
    assert reason in report.problems[0].message
    assert scores(tiny)["bob", "shout-tests"] == 1
    assert scores(tiny)["ada", "mean-tests"] == 4


def test_a_renamed_notebook_is_recognised_by_its_cells(tiny: Course) -> None:
    folder = hand_in(tiny, "ada", **RIGHT)
    (folder / "1-numbers.ipynb").rename(folder / "my homework (1).ipynb")
    report = autograde(tiny)
    assert scores(tiny)["ada", "mean-tests"] == 4
    assert any("taken for '1-numbers.ipynb'" in note for note in report.notes)


def test_a_notebook_of_another_course_is_ignored_with_a_note(tiny: Course) -> None:
    folder = hand_in(tiny, "ada", ("2-words",), **RIGHT)
    (folder / "other.ipynb").write_text('{"cells": [], "nbformat": 4}', encoding="utf-8")
    report = autograde(tiny)
    assert any("'other.ipynb' was ignored" in note for note in report.notes)
    assert scores(tiny)["ada", "mean-tests"] == 0


def test_deleted_test_cells_are_restored_and_graded(tiny: Course) -> None:
    folder = hand_in(tiny, "ada", **RIGHT)
    made = notebook(tiny, "1-numbers", **{**RIGHT, "double": "def double(x):\n    return 5"})
    made["cells"] = [c for c in made["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
    (folder / "1-numbers.ipynb").write_text(json.dumps(made), encoding="utf-8")
    report = autograde(tiny)
    assert scores(tiny)["ada", "double-tests"] == 0
    assert scores(tiny)["ada", "mean-tests"] == 4
    assert any("double-tests: the cell was missing" in note for line in report.lines for note in line.restored)


def test_a_missing_lesson_counts_nothing_and_needs_no_reader(tiny: Course) -> None:
    hand_in(tiny, "ada", ("2-words",), **RIGHT)
    autograde(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        grade = book.find_grade("why", "1-numbers", UNIT, "ada")
        assert (grade.auto_score, grade.needs_manual_grade) == (0, False)


def test_symbolic_links_are_not_followed(tiny: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text(json.dumps(notebook(tiny, "1-numbers", **RIGHT)), encoding="utf-8")
    folder = hand_in(tiny, "eve", ("2-words",), **RIGHT)
    (folder / "1-numbers.ipynb").symlink_to(secret)
    (tiny.submitted / "mal").mkdir()
    (tiny.submitted / "mal" / UNIT).symlink_to(folder)
    report = autograde(tiny)
    assert {(p.student, p.lesson) for p in report.problems} == {("eve", "1-numbers"), ("mal", "")}
    assert all("symbolic link" in problem.message for problem in report.problems)


def test_pipes_and_huge_files_are_refused_without_reading_them(tiny: Course) -> None:
    folder = hand_in(tiny, "eve", ("2-words",), **RIGHT)
    os.mkfifo(folder / "1-numbers.ipynb")
    with open(hand_in(tiny, "fat", ("2-words",), **RIGHT) / "1-numbers.ipynb", "wb") as stream:
        stream.truncate(MAX_BYTES * 6)
    report = autograde(tiny)
    reasons = {problem.student: problem.message for problem in report.problems}
    assert "not a regular file" in reasons["eve"]
    assert "too big" in reasons["fat"]
    assert scores(tiny)["fat", "shout-tests"] == 1


@pytest.mark.parametrize("name", ["zoë o'hara; drop table", "-rf", "名前", "a b", "x" * 100])
def test_odd_student_names_are_taken_as_they_are(tiny: Course, name: str) -> None:
    hand_in(tiny, name, **RIGHT)
    assert autograde(tiny).exit_code == 0
    assert scores(tiny)[name, "mean-tests"] == 4


@pytest.mark.parametrize("name", [b"new\nline", b"not-utf8-\xff", b"\x1b[31mred"])
def test_names_that_are_no_text_are_a_named_problem(tiny: Course, name: bytes) -> None:
    hand_in(tiny, "ada", **RIGHT)
    folder = Path(os.fsdecode(os.fsencode(tiny.submitted) + b"/" + name))
    (folder / UNIT).mkdir(parents=True)
    report = autograde(tiny)
    assert "folder's name" in report.problems[0].message
    assert str(report.problems[0]).isprintable()
    assert scores(tiny)["ada", "mean-tests"] == 4


def test_an_unknown_unit_or_student_is_refused_with_a_way_out(tiny: Course) -> None:
    hand_in(tiny, "ada")
    with pytest.raises(UnknownUnit, match="Did you mean '00-tiny'"):
        batch.autograde(tiny, ["00-tinny"])
    with pytest.raises(WorkbookError, match="Nothing was handed in by 'adda'"):
        autograde(tiny, students=["adda"])


def test_submissions_are_never_changed(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    hand_in(tiny, "bob", mean="open('1-numbers.ipynb', 'w').close()\nopen('data/numbers.txt', 'a').close()")
    before = tree(tiny)
    autograde(tiny)
    assert tree(tiny) == before


def test_a_class_of_none_is_no_error(tiny: Course) -> None:
    assert autograde(tiny).lines == []


def test_the_gradebook_of_a_stopped_database_is_reported_with_its_cause(tiny: Course) -> None:
    tiny.gradebook.write_bytes(b"this is no database" * 100)
    with pytest.raises(WorkbookError, match="can't be used"):
        autograde(tiny)


def test_two_runs_at_once_are_refused(tiny: Course) -> None:
    with batch.only_one(tiny), pytest.raises(WorkbookError, match="Another run"):
        autograde(tiny)


def test_the_gradebook_holds_each_grade_once(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    for _ in range(3):
        autograde(tiny, force=True)
    with sqlite3.connect(tiny.gradebook) as database:
        assert database.execute("select count(*) from grade").fetchone() == (4,)
        assert database.execute("select count(*) from submitted_notebook").fetchone() == (2,)
