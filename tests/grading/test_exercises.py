"""What a lesson asks for: its tasks, their titles and the answers that each tests."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from workbook.course import Course
from workbook.grading.exercises import tasks
from workbook.grading.rebuild import heading_of


def markdown(*lines: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": "\n".join(lines), "metadata": {}}


def cell(name: str, solution: bool, points: float = 0) -> dict[str, Any]:
    marks = {"grade_id": name, "solution": solution, "grade": not solution, "points": points}
    return {"cell_type": "code", "source": [""], "metadata": {"nbgrader": marks}}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["## S1 · One"], "S1 · One"),
        (["## Fields", "words", "", "## S7 · Answers that failed", "**Level 1**"], "S7 · Answers that failed"),
        (["## S7 · Answers", "```", "## a comment of a shell", "```"], "S7 · Answers"),
        (["### A smaller heading"], ""),
    ],
)
def test_an_exercise_is_named_by_the_last_heading_above_it(lines: list[str], title: str) -> None:
    assert heading_of(markdown(*lines)) == title


def test_a_tests_cell_tests_the_answers_since_the_last_one() -> None:
    cells = [
        markdown("## One"), cell("a", True), cell("b", True), cell("t1", False, 2), cell("t2", False, 1),
        markdown("## Two"), cell("c", True), cell("t3", False, 4),
    ]  # fmt: skip
    found = tasks({"cells": cells})
    assert [(task.id, task.title, task.points, task.answers) for task in found] == [
        ("t1", "One", 2, ("a", "b")),
        ("t2", "One", 1, ("a", "b")),
        ("t3", "Two", 4, ("c",)),
    ]


def test_every_task_of_the_course_carries_the_heading_of_an_exercise(course: Course) -> None:
    """Which begins with its number, ``S7 · Answers that failed``; a section's heading has none."""
    odd = [
        (lesson.name, task.title)
        for lesson in course.lessons()
        for task in tasks(json.loads(lesson.release.read_text(encoding="utf-8")))
        if not re.match(r"[A-Z]\d*[a-z]? · ", task.title)
    ]
    assert odd == []
