"""The grader's process: ``python -m workbook.jupyter.process COURSE [--anywhere]``, a child of the Jupyter server.

``%check`` in any kernel has one of its own. With ``--anywhere`` it goes on in an ordinary kernel where there is no sandbox.

It reads one JSON object a line from standard input and writes one a line to standard output, in order. It is a process
of its own so that the server stays quick, and so that a check can be cancelled by ending it. Answers run in the
sandbox below it, never in it.

- ``{"do": "warm", "unit", "lesson"}``: have the unit's template ready. → ``{}``
- ``{"do": "check", "unit", "lesson", "only": [id]|null, "notebook": text}`` → ``{"checked": …, "closed": reason, "said":
  [text]}``; what is said is about the machine, such as that there is no sandbox
- ``{"do": "explain", "unit", "lesson", "exercise": id, "seed": number, "notebook": text}``: questions on an answer that is
  right as it stands. → ``{"right": bool, "title", "answers", "questions", "closed": reason}``
- ``{"do": "closed", "unit", "lesson"}``: why nothing of the lesson is told now. → ``{"closed": reason}``

Where something can't be done: ``{"error": {"message", "mend"}}``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from workbook import hooks
from workbook.course import Course, Lesson
from workbook.errors import SandboxUnavailable, WorkbookError
from workbook.grading.local import Checked, Checker, Exercise
from workbook.grading.masters import own_master

Reply = dict[str, Any]
_ELSEWHERE = "Until then `workbook check` in a terminal checks your work in an ordinary kernel."


class Desk:
    """Answers requests about one course."""

    def __init__(self, course: Course, boxed: bool = True) -> None:
        self._course = course
        self._said: list[str] = []
        self._checker = Checker(self._said.append, boxed=boxed)

    def answer(self, request: Reply) -> Reply:
        """The reply to *request*; never raises."""
        try:
            lesson = self._course.unit(str(request["unit"])).lesson(str(request["lesson"]))
            return self._do(request, lesson)
        except SandboxUnavailable as error:
            return {"error": {"message": error.message, "mend": f"{error.mend} {_ELSEWHERE}".strip()}}
        except WorkbookError as error:
            return {"error": {"message": error.message, "mend": error.mend}}
        except Exception as error:  # noqa: BLE001  (the server is to say what came, and the next request to work)
            return {"error": {"message": f"The grader failed: {type(error).__name__}: {error}", "mend": "Try again."}}

    def _do(self, request: Reply, lesson: Lesson) -> Reply:
        closed = hooks.closed(lesson.unit, lesson.name, lesson.work.parent)
        if request["do"] == "check":
            notebook = str(request["notebook"]).encode("utf-8", "replace")
            checked = self._checker.check(lesson, notebook, request.get("only"), visible=bool(closed))
            return {"checked": told(checked), "closed": closed, "said": list(self._said)}
        if request["do"] == "warm":
            self._checker.check(lesson, lesson.release.read_bytes(), only=None)
            return {}
        if request["do"] == "explain" and not closed:
            return {**self._explain(request, lesson), "closed": ""}
        return {"closed": closed}

    def _explain(self, request: Reply, lesson: Lesson) -> Reply:
        """Questions on one exercise's answers, if they earn all points now."""
        from workbook.classroom.oral.explain import explained

        notebook, name = str(request["notebook"]).encode("utf-8", "replace"), str(request["exercise"])
        checked = self._checker.check(lesson, notebook, [name])
        found = next((one for one in checked.exercises if one.test.id == name), None)
        if found is None or not found.begun or found.test.points < found.test.max_points:
            return {"right": False, "problem": checked.problem}
        return {
            "right": True,
            "title": found.title,
            **explained(notebook, own_master(lesson), name, int(request["seed"])),
        }


def told(checked: Checked) -> Reply:
    """What the server is told of one lesson's check: only what a student may read."""
    exercises = [_exercise(one) for one in checked.exercises if one.test.outcome != "skipped"]
    return {**checked.to_dict(), "exercises": exercises}


def _exercise(one: Exercise) -> Reply:
    test = one.test
    return {
        "id": test.id,
        "title": one.title,
        "points": test.points,
        "max_points": test.max_points,
        "outcome": test.outcome,
        "begun": one.begun,
        "ran": one.ran,
        "trace": one.trace,
        "message": test.message,
        "parts": [part.facts() for part in test.parts],
    }


def main() -> None:
    """Serve until standard input ends."""
    desk = Desk(Course(Path(sys.argv[1])), boxed="--anywhere" not in sys.argv)
    # What anything here prints goes to the server's log, never between the replies.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        reply = desk.answer(json.loads(line))
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
