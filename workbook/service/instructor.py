"""What an instructor asks: the class at a glance, a student's history and feedback, regrading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado import web

from workbook.classroom import seeds
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.insight import analysis, page
from workbook.classroom.regrading import requests
from workbook.errors import CourseError
from workbook.service import second_look
from workbook.service.desk import Desk, Refused
from workbook.service.student import LESSON, UNIT, draw, standing
from workbook.service.web import FEEDBACK_POLICY, SMALL, Api, Page, Request, Service, form


class InstructorsOnly:
    """For instructors alone: to anybody else the address does not exist."""

    person: Any

    def admit(self) -> None:
        """Raise 404 for students."""
        if not self.person.instructor:
            raise web.HTTPError(404)


@dataclass
class _Marks:
    """What the gradebook knows, by student and unit, and the most that a unit gives."""

    points: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    essays: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    most: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def _marks(file: Path) -> _Marks:
    found = _Marks()
    rows = gradebook.notebooks(file) if file.is_file() else []
    for row in rows:
        found.points[row.student, row.unit] += row.score - row.late_penalty
    for unit, lesson, score in {(row.unit, row.lesson, row.max_score) for row in rows}:
        found.most[unit] += score if lesson else 0
    for grade in gradebook.grades(file) if rows else []:
        found.essays[grade.student, grade.unit] += grade.waits
    return found


def overview(desk: Desk) -> dict[str, Any]:
    """The class: per unit how many have handed in, wait and failed; per student points and attempts by unit."""
    kept, marks = desk.store.all(), _marks(desk.gradebook)
    attempts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in kept:
        attempts[one.student, one.unit].append(one)
    students = sorted({one.student for one in kept} | {student for student, _ in marks.points})
    units = [unit.name for unit in desk.course.units]

    def cell(student: str, unit: str) -> dict[str, Any]:
        tried = attempts.get((student, unit), [])
        return {
            "attempts": len(tried),
            "state": tried[-1].state if tried else "",
            "points": marks.points.get((student, unit)),
            "essays": marks.essays[student, unit],
        }

    summary = [
        {
            "unit": unit,
            "handed_in": sum((student, unit) in attempts for student in students),
            "waiting": sum(one.state == "waiting" for one in kept if one.unit == unit),
            "failed": [one for one in kept if one.unit == unit and one.state == "failed"],
            "problems": [one for one in kept if one.unit == unit and one.state == "graded" and one.problem],
            "essays": sum(marks.essays[student, unit] for student in students),
            "most": marks.most[unit],
            "rules": desk.schedule().rules(unit),
        }
        for unit in units
    ]
    table = [{"student": student, "cells": [cell(student, unit) for unit in units]} for student in students]
    return {"students": table, "units": summary, "formgrader": desk.schedule().formgrader}


class Class(InstructorsOnly, Page):
    """``/class``."""

    async def get(self) -> None:
        """The class at a glance."""
        worker = self.service.worker
        found = await self.off_loop(overview, self.desk)
        asked = await self.off_loop(requests.waiting, self.desk.course)
        self.show(
            "class.html.j2",
            title="The class",
            stopped=worker.stopped,
            behind=list(worker.behind.items()),
            asked=asked,
            **found,
        )


class Student(InstructorsOnly, Page):
    """``/class/student?name=``: one student's history."""

    async def get(self) -> None:
        """All units that were handed in."""
        student = self.get_query_argument("name")
        names = [unit.name for unit in self.desk.course.units if self.desk.store.of(student, unit.name)]
        units = [await self.off_loop(standing, self.desk, student, name) for name in names]
        self.show("student.html.j2", title=student, student=student, units=units)


class StudentFeedback(InstructorsOnly, Page):
    """``/class/feedback/UNIT/LESSON?name=``."""

    async def get(self, unit: str, lesson: str) -> None:
        """What the student sees, or will see."""
        the_lesson = self.desk.course.unit(unit).lesson(lesson)
        student = self.get_query_argument("name")
        if not self.desk.store.of(student, the_lesson.unit.name):  # whatever the name is, it becomes no path
            raise web.HTTPError(404)
        await draw(self, student, the_lesson.unit.name, the_lesson.name)


class Report(InstructorsOnly, Page):
    """``/class/report``, ``/class/report?names=hidden``: what ``workbook report --html`` writes."""

    async def get(self) -> None:
        """Drawn anew each time, and no part of this origin."""
        hidden = self.get_query_argument("names", "") == "hidden"
        text = await self.off_loop(_report, self.desk, hidden)
        self.set_header("Content-Security-Policy", FEEDBACK_POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text)


def _report(desk: Desk, anonymous: bool) -> str:
    return page.page(analysis.insight(desk.course, anonymous=anonymous))


def regrade(service: Service, unit: str, seed: str) -> int:
    """Have all submissions of *unit* graded again with *seed*: a number, ``final``, or nothing for the same."""
    name = service.desk.course.unit(unit).name
    try:
        seeds.choose(service.desk.course, name, seed or None)
    except CourseError as error:
        raise Refused(error.message, error.mend) from None
    count = service.desk.store.again(unit=name)
    service.worker.wake()
    return count


class Regrade(InstructorsOnly, Page):
    """``POST /class/regrade``: a unit again, with a new seed or the same."""

    async def post(self) -> None:
        """``unit`` and ``seed``."""
        sent = form(self)
        await self.off_loop(regrade, self.service, sent.get("unit", ""), sent.get("seed", "").strip())
        self.redirect(f"{self.service.prefix}class", status=303)


class Retry(InstructorsOnly, Page):
    """``POST /class/retry``: one submission again."""

    async def post(self) -> None:
        """``number``."""
        number = form(self).get("number", "")
        if not number.isdecimal() or self.desk.store.submission(int(number[:12])) is None:
            raise web.HTTPError(404)
        await self.off_loop(lambda: self.desk.store.again(number=int(number[:12])))
        self.service.worker.wake()
        self.redirect(f"{self.service.prefix}class", status=303)


class Requests(InstructorsOnly, Page):
    """``/class/requests``, ``/class/requests?all=yes``."""

    async def get(self) -> None:
        """What the class asks to be looked at again, with a form for each answer."""
        everything = self.get_query_argument("all", "") == "yes"
        looks, notes = await self.off_loop(second_look.waiting, self.desk, everything)
        self.show(
            "requests.html.j2", title="Requests for another look", looks=looks, notes=notes, everything=everything
        )


class Answer(InstructorsOnly, Page):
    """``POST /class/answer``."""

    most_bytes = 3 * SMALL

    async def post(self) -> None:
        """See :func:`second_look.answer`; then back to what waits."""
        await self.off_loop(second_look.answer, self.desk, form(self))
        self.redirect(f"{self.service.prefix}class/requests", status=303)


class ClassApi(InstructorsOnly, Api):
    """``GET api/class``."""

    async def get(self) -> None:
        """Points, attempts and waiting essays by student and unit."""
        found = await self.off_loop(overview, self.desk)
        units = [
            {**{name: one[name] for name in ("unit", "handed_in", "waiting", "essays", "most")},
             "failed": [kept.number for kept in one["failed"]]}
            for one in found["units"]
        ]  # fmt: skip
        self.reply({"units": units, "students": found["students"]})


ROUTES: list[tuple[str, type[Request]]] = [
    ("class", Class),
    ("class/report", Report),
    ("class/student", Student),
    (f"class/feedback/{UNIT}/{LESSON}", StudentFeedback),
    ("class/regrade", Regrade),
    ("class/retry", Retry),
    ("class/requests", Requests),
    ("class/answer", Answer),
    ("api/class", ClassApi),
]
