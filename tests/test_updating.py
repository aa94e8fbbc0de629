"""A course that is released anew: `workbook lab` brings the copies to it, and keeps what students wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from workbook import workspace
from workbook.course import Course, Lesson

LESSON = "1-numbers"


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    """A lesson of which a student has a copy."""
    course = tiny_course(tmp_path / "course")
    list(workspace.ready(course.units))
    return course.unit(UNIT).lesson(LESSON)


def change(lesson: Lesson, old: str, new: str) -> None:
    """Release the lesson with another text."""
    text = lesson.release.read_text(encoding="utf-8")
    assert old in text
    lesson.release.write_text(text.replace(old, new), encoding="utf-8")


def ready(lesson: Lesson) -> list[str]:
    return list(workspace.ready(Course(lesson.unit.course.root).units))


def answer(lesson: Lesson, **answers: str) -> dict[str, Any]:
    """Write answers and a note of one's own into the copy."""
    made = notebook(lesson.unit.course, LESSON, **answers)
    made["cells"].append(
        {"cell_type": "markdown", "id": "note", "source": "my own note", "metadata": {}},
    )
    lesson.work.write_text(json.dumps(made), encoding="utf-8")
    return made


def test_answers_and_notes_move_into_the_new_lesson_and_the_old_file_is_kept(lesson: Lesson) -> None:
    answer(lesson, double=RIGHT["double"])
    before = lesson.work.read_bytes()
    change(lesson, "Summary", "What you have learnt")
    [line] = ready(lesson)
    text = lesson.work.read_text(encoding="utf-8")
    assert "return x + x" in text and "my own note" in text and "What you have learnt" in text
    [backup] = lesson.unit.course.backups.rglob("*.ipynb")
    assert backup.read_bytes() == before
    assert backup.parent.name in line and "with what you wrote" in line
    assert ready(lesson) == []


def test_a_copy_that_was_left_alone_becomes_the_new_one(lesson: Lesson) -> None:
    change(lesson, "Summary", "What you have learnt")
    assert ready(lesson) == [f"{UNIT}/{LESSON}.ipynb is the course's new one."]
    assert lesson.work.read_bytes() == lesson.release.read_bytes()
    assert not lesson.unit.course.backups.exists()


def test_where_the_course_has_not_changed_no_copy_does(lesson: Lesson) -> None:
    answer(lesson, double=RIGHT["double"])
    before = lesson.work.read_bytes()
    assert ready(lesson) == []
    assert lesson.work.read_bytes() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": 3}', ""])
def test_a_copy_that_is_no_notebook_is_left_alone_and_told(lesson: Lesson, text: str) -> None:
    lesson.work.write_text(text)
    change(lesson, "Summary", "What you have learnt")
    [line] = ready(lesson)
    assert "stays" in line
    assert lesson.work.read_text() == text


def test_data_that_the_student_has_changed_stays(lesson: Lesson) -> None:
    released, own = (folder / "data" / "numbers.txt" for folder in (lesson.unit.release, lesson.unit.work))
    own.write_text("1\n")
    released.write_text("2\n")
    [line] = ready(lesson)
    assert own.read_text() == "1\n" and "yours stays" in line
    assert ready(lesson) == []
