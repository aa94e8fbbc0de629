"""The solution of one exercise: the key's answers, and the answer bank's other ways that earn full marks."""

from __future__ import annotations

import json
import re
from typing import Any

from workbook.course import Answer, Lesson
from workbook.errors import CourseError
from workbook.grading.exercises import Task
from workbook.grading.rebuild import text_of

_MARKER = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)
_COMMENT = re.compile(r"^(?:#!.*\n)?(?:#|--|//) ?(.*)")


def solution(lesson: Lesson, task: Task) -> dict[str, Any]:
    """The key's answers and others of *task*. Raises CourseError in a student's bundle, which has none."""
    if lesson.unit.course.bundle:
        raise CourseError("Your copy of the course holds no solutions.", "They are with your instructor.")
    notebook = json.loads(lesson.source.read_text(encoding="utf-8"))
    key = {_name(cell): _MARKER.sub("", text_of(cell)).strip("\n") for cell in notebook["cells"] if _name(cell)}
    return {
        "title": task.title,
        "answers": [{"id": name, "text": key.get(name, "")} for name in task.answers],
        "others": [
            _other(answer) for name in task.answers for answer in lesson.unit.answers(name) if answer.right
        ],
    }  # fmt: skip


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _other(answer: Answer) -> dict[str, str]:
    text = answer.path.read_text(encoding="utf-8").strip("\n")
    said = _COMMENT.match(text)
    how = answer.path.stem.removeprefix("right-").replace("-", " ")
    return {"id": answer.grade_id, "how": how, "why": said[1].strip() if said else "", "text": text}
