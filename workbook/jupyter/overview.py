"""Where a student is in the course: units, lessons and exercises with minutes, points and state, and what is next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbook.course import Course, Lesson, Unit
from workbook.grading.exercises import Task, tasks
from workbook.grading.rebuild import text_of
from workbook.jupyter import class_service
from workbook.progress import Name, Progress, Standing

NEW = Standing()


@dataclass(frozen=True)
class Plan:
    """What one lesson is about and asks for, as its release says."""

    title: str
    minutes: int
    tasks: tuple[Task, ...]


class Overview:
    """The course's table of contents, read once and again when a lesson is built again."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._plans: dict[tuple[str, str], tuple[int, Plan]] = {}

    def plan(self, lesson: Lesson) -> Plan:
        """What *lesson* asks for. Raises OSError where it is not released, ValueError where that is no notebook."""
        stamp = lesson.release.stat().st_mtime_ns
        known = self._plans.get((lesson.unit.name, lesson.name))
        if known is None or known[0] != stamp:
            known = stamp, _plan(lesson)
            self._plans[lesson.unit.name, lesson.name] = known
        return known[1]

    def course(self, progress: Progress, folder: str) -> dict[str, Any]:
        """The whole course as JSON; *folder*: where work/ lies below the server's root, ``work/`` or nothing."""
        standings = progress.standings()
        units = [self._unit(unit, standings, folder) for unit in self._course.units]
        history = progress.history()
        return {
            "hidden": not self._course.bundle,
            "units": units,
            "points": _total(units, "points"),
            "max_points": _total(units, "max_points"),
            "next": _next(units, progress.last()),
            "history": [[round(at), points] for at, points in history],
            "hand_in": class_service.reached() or _service(self._course),
        }

    def _unit(self, unit: Unit, standings: Mapping[Name, Standing], folder: str) -> dict[str, Any]:
        lessons = [self._lesson(lesson, standings, folder) for lesson in unit.lessons if lesson.release.is_file()]
        return {
            "name": unit.name,
            "title": unit.title,
            "minutes": sum(lesson["minutes"] for lesson in lessons),
            "points": _total(lessons, "points"),
            "max_points": _total(lessons, "max_points"),
            "state": _state([lesson["state"] for lesson in lessons if lesson["exercises"]]),
            "lessons": lessons,
        }

    def _lesson(self, lesson: Lesson, standings: Mapping[Name, Standing], folder: str) -> dict[str, Any]:
        plan = self.plan(lesson)
        exercises = [
            _exercise(task, standings.get((lesson.unit.name, lesson.name, task.id), NEW)) for task in plan.tasks
        ]
        return {
            "name": lesson.name,
            "title": plan.title,
            "path": f"{folder}{lesson.unit.name}/{lesson.work.name}",
            "minutes": plan.minutes,
            "points": _total(exercises, "points"),
            "max_points": _total(exercises, "max_points"),
            "state": _state([exercise["state"] for exercise in exercises]),
            "exercises": exercises,
        }


def _plan(lesson: Lesson) -> Plan:
    notebook = json.loads(lesson.release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = text_of(cell)
    facts = notebook.get("metadata", {}).get("workbook", {})
    return Plan(str(facts.get("title") or lesson.name), int(facts.get("minutes") or 0), tasks(notebook))


def _exercise(task: Task, standing: Standing) -> dict[str, Any]:
    return {
        "id": task.id,
        "title": task.title,
        "answers": list(task.answers),
        "points": standing.points,
        "max_points": task.points,
        "state": standing.state,
        "tried": standing.tried,
        "looked": standing.looked,
    }


def _service(course: Course) -> dict[str, str] | None:
    """Where a class hands in, if the student's bundle names a service: ``"service": {"label", "url"}`` of course.json."""
    try:
        found = json.loads(course.facts_file.read_text(encoding="utf-8"))["service"]
        label, url = str(found["label"]), str(found["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {"label": label, "url": url} if url.startswith(("https://", "http://")) else None


def _total(entries: list[dict[str, Any]], name: str) -> float:
    return round(sum(float(entry[name]) for entry in entries), 2)


def _state(states: list[str]) -> str:
    """Solved when all are, new when all are, else tried."""
    found = set(states)
    return found.pop() if len(found) == 1 else "tried" if found else "new"


def _next(units: list[dict[str, Any]], last: tuple[str, str] | None) -> dict[str, Any] | None:
    """The first exercise without full points, of the lesson worked on last if it has one, else of the next that has."""
    lessons = [(unit, lesson) for unit in units for lesson in unit["lessons"]]
    places = [number for number, (unit, lesson) in enumerate(lessons) if (unit["name"], lesson["name"]) == last]
    begin = places[0] if places else 0
    for unit, lesson in lessons[begin:] + lessons[:begin]:
        for exercise in lesson["exercises"]:
            if exercise["state"] != "solved":
                return {
                    "unit": unit["name"],
                    "lesson": lesson["name"],
                    "path": lesson["path"],
                    "exercise": exercise["id"],
                    "answers": exercise["answers"],
                    "title": exercise["title"],
                    "lesson_title": lesson["title"],
                    "begun": bool(places),
                }
    return None
