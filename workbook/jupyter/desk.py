"""What the requests do, apart from HTTP: each a coroutine from plain data to plain data."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook import workspace
from workbook.check.card import facts as card
from workbook.course import Course, Lesson
from workbook.errors import CourseError, UnknownUnit, WorkbookError
from workbook.grading.exercises import Task
from workbook.jupyter import class_service
from workbook.jupyter.grader import Grader
from workbook.jupyter.lessons import lesson_of
from workbook.jupyter.overview import NEW, Overview
from workbook.jupyter.solutions import solution
from workbook.progress import Progress, checks_of

VERSION = 1
_MOST_SEEDS = 10_000
_BACKUP = re.compile(r"[\w.-]+(/[\w.-]+\.ipynb)?")
Json = dict[str, Any]


class NotYet(WorkbookError):
    """The solution of an exercise that was not tried; whoever wants it anyway may say so."""


class Desk:
    """One course as the server shows it; *root* is the folder that the server's paths begin in."""

    def __init__(self, course: Course, root: Path) -> None:
        self.course, self._root = course, root.resolve()
        self.grader = Grader(course.root)
        self._overview = Overview(course)
        self._progress = Progress(course.progress)

    async def overview(self) -> Json:
        """The course panel's contents."""
        found = await asyncio.to_thread(self._overview.course, self._progress, self._folder())
        if found["next"]:  # which is what will be checked first, most likely
            self.grader.warm(found["next"]["unit"], found["next"]["lesson"])
        return {"version": VERSION, **found}

    def _folder(self) -> str:
        """Where work/ lies below the server's root."""
        work = self.course.work.resolve()
        inside = work == self._root or self._root in work.parents
        if not inside:
            raise CourseError("This server shows another folder than the course's work/.", "Run: workbook lab")
        return "".join(f"{part}/" for part in work.relative_to(self._root).parts)

    def _lesson(self, body: Json) -> Lesson:
        path, notebook = body.get("path"), body.get("notebook")
        if not isinstance(path, str):
            raise CourseError("The request names no notebook.", 'Send "path".')
        place = self._root / path.lstrip("/")
        return lesson_of(self.course, self._overview, place, notebook if isinstance(notebook, dict) else None)

    def _own_lesson(self, body: Json) -> Lesson:
        """The lesson whose file is the one that was named, not a copy of it."""
        lesson = self._lesson(body)
        if (self._root / str(body["path"]).lstrip("/")).resolve() != lesson.work.resolve():
            raise CourseError(
                f"This notebook is a copy of {lesson.unit.name}/{lesson.work.name}.", "Open that one to begin it anew."
            )
        return lesson

    def _task(self, lesson: Lesson, body: Json) -> Task:
        found = {task.id: task for task in self._overview.plan(lesson).tasks}
        wanted = str(body.get("exercise"))
        if wanted not in found:
            raise UnknownUnit(wanted, found, kind=f"exercise of {lesson.unit.name}/{lesson.name}")
        return found[wanted]

    async def warm(self, body: Json) -> Json:
        """Have the grader ready for the notebook that was opened; what it is, if it is a lesson."""
        lesson = await asyncio.to_thread(self._lesson, body)
        self.grader.warm(lesson.unit.name, lesson.name)
        return {"version": VERSION, "unit": lesson.unit.name, "lesson": lesson.name}

    async def check(self, body: Json) -> Json:
        """Check one exercise, or the whole lesson, from the notebook in *body*, and write down what it gave."""
        lesson = await asyncio.to_thread(self._lesson, body)
        only = None if body.get("exercise") is None else [self._task(lesson, body).id]
        reply = await self.grader.ask(
            {
                "do": "check",
                "unit": lesson.unit.name,
                "lesson": lesson.name,
                "only": only,
                "notebook": json.dumps(body.get("notebook")),
            }
        )
        checked = reply["checked"]
        if checked["problem"]:
            raise CourseError(checked["problem"], "Save a copy under another name, and begin the lesson anew.")
        note = await asyncio.to_thread(self._record, checked)
        return {
            "version": VERSION,
            "unit": lesson.unit.name,
            "lesson": lesson.name,
            "hidden": checked["hidden"],
            "closed": reply["closed"],
            "seconds": checked["seconds"],
            "exercises": [card(exercise) for exercise in checked["exercises"]],
            "notes": [*checked["restored"], *([note] if note else [])],
        }

    def _record(self, checked: Json) -> str:
        """Write down the exercises that were begun; what to say where that can't be."""
        try:
            self._progress.record(checks_of(checked))
        except WorkbookError as error:
            return str(error)
        return ""

    async def explain(self, body: Json) -> Json:
        """Questions on an answer that earns all points as it stands. Raises CourseError for another, and while a clock runs."""
        lesson = await asyncio.to_thread(self._lesson, body)
        task, seed = self._task(lesson, body), body.get("seed", 0)
        if type(seed) is not int or not 0 <= seed < _MOST_SEEDS:
            raise CourseError("The request's seed is no number from 0 on.", 'Leave "seed" out.')
        reply = await self.grader.ask(
            {
                "do": "explain",
                "unit": lesson.unit.name,
                "lesson": lesson.name,
                "exercise": task.id,
                "seed": seed,
                "notebook": json.dumps(body.get("notebook")),
            }
        )
        if reply["closed"]:
            raise CourseError("There are no questions on this lesson now.", reply["closed"])
        if not reply["right"]:
            raise CourseError(
                reply["problem"] or "The answer does not have full points as it stands.", "Check it, and mend it first."
            )
        return {"version": VERSION, **{name: reply[name] for name in ("title", "answers", "questions")}}

    async def solution(self, body: Json) -> Json:
        """The solution of one exercise, once it was tried or *anyway*. Raises NotYet before."""
        lesson = await asyncio.to_thread(self._lesson, body)
        task = self._task(lesson, body)
        name = lesson.unit.name, lesson.name, task.id
        closed = (await self.grader.ask({"do": "closed", "unit": name[0], "lesson": name[1]}))["closed"]
        if closed:
            raise CourseError("The solutions of this lesson are closed.", closed)
        found = await asyncio.to_thread(solution, lesson, task)
        standing = (await asyncio.to_thread(self._progress.standings)).get(name, NEW)
        if not (standing.tried or standing.looked or standing.state == "solved" or body.get("anyway") is True):
            raise NotYet(
                "You have not checked an answer of your own that runs yet.", "Try first, or look at it anyway."
            )
        if standing.state != "solved":
            await asyncio.to_thread(self._progress.looked, name)
        return {"version": VERSION, **found}

    async def reset(self, body: Json) -> Json:
        """Begin one exercise, or the lesson, anew; what there was is kept in a backup, which is named."""
        return await asyncio.to_thread(self._reset, body)

    def _reset(self, body: Json) -> Json:
        lesson = self._own_lesson(body)
        if body.get("exercise") is None:
            kept = workspace.reset(lesson.unit, [lesson])
            backup = kept.name if kept else ""
            released, ids = {}, [task.id for task in self._overview.plan(lesson).tasks]
        else:
            task = self._task(lesson, body)
            own = _texts(body.get("cells"), task)
            path = workspace.keep_cells(lesson, task.id, own)
            backup = path.relative_to(self.course.backups).as_posix()
            released, ids = workspace.released_cells(lesson, task.answers), [task.id]
        self._progress.reset((lesson.unit.name, lesson.name, name) for name in ids)
        return {"version": VERSION, "backup": backup, "cells": released}

    async def standing(self, _: Json) -> Json:
        """What the class service says of each unit. Raises WorkbookError where there is none, or none that answers."""
        return {"version": VERSION, "units": await asyncio.to_thread(class_service.standing)}

    async def hand_in(self, body: Json) -> Json:
        """Hand in a unit as it stands in work/; the receipt's number and time, and how the unit stands."""
        unit = self.course.unit(str(body.get("unit")))
        return {"version": VERSION, **await asyncio.to_thread(class_service.hand_in, self.course, unit.name)}

    async def undo(self, body: Json) -> Json:
        """Take a :meth:`reset` back; what was written since is kept in another backup."""
        return await asyncio.to_thread(self._undo, body)

    def _undo(self, body: Json) -> Json:
        lesson, backup = self._own_lesson(body), str(body.get("backup"))
        if not _BACKUP.fullmatch(backup) or ".." in backup or not backup.startswith(f"{lesson.unit.name}-"):
            raise CourseError(f"There is no backup {backup!r} of {lesson.unit.name}.", "Look into work/backups/.")
        place = self.course.backups / backup
        if body.get("exercise") is None:
            cells: dict[str, str] = {}
            kept = workspace.put_back(lesson, place).name
            ids = [task.id for task in self._overview.plan(lesson).tasks]
        else:
            task = self._task(lesson, body)
            cells = workspace.kept_cells(place)
            kept = workspace.keep_cells(lesson, task.id, _texts(body.get("cells"), task)).parent.name
            ids = [task.id]
        self._progress.undo_reset((lesson.unit.name, lesson.name, name) for name in ids)
        return {"version": VERSION, "backup": kept, "cells": cells}


def _texts(cells: object, task: Task) -> dict[str, str]:
    """What the student has in the answer cells of *task*, as sent."""
    if not isinstance(cells, Mapping) or not all(isinstance(text, str) for text in cells.values()):
        raise CourseError("The request holds no texts of cells.", 'Send "cells".')
    return {name: cells[name] for name in task.answers if name in cells}
