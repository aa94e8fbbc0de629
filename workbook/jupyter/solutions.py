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
_HINT = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"^(?:#!.*\n)?(?:#|--|//) ?(.*)")


def solution(lesson: Lesson, task: Task) -> dict[str, Any]:
    """The key's answers and others of *task*. Raises CourseError in a student's bundle, which has none."""
    if lesson.unit.course.bundle:
        raise CourseError("Your copy of the course holds no solutions.", "They are with your instructor.")
    notebook = json.loads(lesson.source.read_text(encoding="utf-8"))
    key = {_name(cell): _MARKER.sub("", text_of(cell)).strip("\n") for cell in notebook["cells"] if _name(cell)}
    return {
        "title": task.title,
        "why": _why(notebook["cells"], task),
        "answers": [{"id": name, "text": key.get(name, "")} for name in task.answers],
        "others": [
            _other(answer) for name in task.answers for answer in lesson.unit.answers(name) if answer.right
        ],
    }  # fmt: skip


def _why(cells: list[dict[str, Any]], task: Task) -> str:
    """What the lesson itself says of the answer: its hints, and the text that follows the tests up to the next heading."""
    names = [_name(cell) for cell in cells]
    end = names.index(task.id)
    first = min((names.index(name) for name in task.answers if name in names), default=end)
    begin = max((at for at in range(first) if names[at] and cells[at]["cell_type"] == "code"), default=-1) + 1
    said = [
        f"*{title.strip()}.* {text.strip()}"
        for cell in cells[begin:first]
        if cell["cell_type"] == "markdown"
        for title, text in _HINT.findall(text_of(cell))
    ]
    after, beyond = [*cells[end + 1 : end + 3], {"cell_type": "", "metadata": {}}, {"metadata": {}}][:2]
    if after["cell_type"] == "markdown" and not _name(after) and not _name(beyond):  # else it asks the next question
        said.append(re.split(r"^#", text_of(after), maxsplit=1, flags=re.MULTILINE)[0].strip())
    return "\n\n".join(filter(None, said))


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _other(answer: Answer) -> dict[str, str]:
    text = answer.path.read_text(encoding="utf-8").strip("\n")
    said = _COMMENT.match(text)
    how = answer.path.stem.removeprefix("right-").replace("-", " ")
    return {"id": answer.grade_id, "how": how, "why": said[1].strip() if said else "", "text": text}
