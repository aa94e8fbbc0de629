"""Requests for another look at a grade, through the service: a student asks about an own grade, the instructor answers, both see it.

They are the records of :mod:`workbook.classroom.regrading`, so ``workbook requests`` and ``workbook answer`` on the course's
machine see the same ones, and the feedback page tells them. Names come from the hub, exercises are compared with the course's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from workbook import asking
from workbook.classroom.dates import valid_student
from workbook.classroom.gradebook.write import Place
from workbook.classroom.regrading import requests
from workbook.classroom.regrading.requests import Asked
from workbook.errors import UnknownUnit, WorkbookError
from workbook.service.desk import Desk, Refused, Unknown


@dataclass(frozen=True)
class Look:
    """All that one student asked about one exercise, for a page."""

    place: Place
    title: str
    asked: tuple[Asked, ...]

    @property
    def open(self) -> bool:
        """Whether the last one waits for its answer."""
        return not self.asked[-1].answered


def may_ask(desk: Desk, student: str, unit: str) -> bool:
    """Whether there is a grade that the student has seen: only that can be looked at again."""
    return any(one.counts and one.points is not None for one in desk.history(student, unit))


def own(desk: Desk, student: str, unit: str) -> list[Look]:
    """What the student has asked about *unit*, with the answers as far as they may be seen."""
    if not valid_student(student):
        return []
    titles = {(one.lesson, one.cell): one.title for one in asking.files(desk.course.unit(unit)).values()}
    shown = desk.schedule().own(unit, student).shows("points", desk.clock())
    return [
        Look(
            one.place,
            titles[one.place.lesson, one.place.cell],
            one.asked if shown else tuple(replace(asked, points=None) for asked in one.asked),
        )
        for one in requests.kept(desk.course, unit, student)
    ]


def ask(desk: Desk, student: str, unit: str, lesson: str, exercise: str, text: str) -> Look:
    """Put the request of *student*, a name that the hub vouches for, on record.

    Raises Refused where there is no grade to look at again or the text is none, UnknownUnit for another exercise.
    """
    the_lesson = desk.course.unit(unit).lesson(lesson)
    meant = asking.named(the_lesson, exercise)
    if not valid_student(student) or not may_ask(desk, student, the_lesson.unit.name):
        raise Refused("You have no grade here to look at again yet.", "Ask once you see points.")
    place = Place(student, the_lesson.unit.name, meant.lesson, meant.cell)
    try:
        made = requests.ask(desk.course, place, text.replace("\r\n", "\n"))
    except UnknownUnit:
        raise
    except WorkbookError as error:
        raise Refused(error.message, error.mend) from None
    return Look(place, meant.title, made.asked)


def plain(look: Look) -> dict[str, Any]:
    """As JSON."""
    return {
        "lesson": look.place.lesson,
        "exercise": look.place.cell,
        "title": look.title,
        "open": look.open,
        "asked": [
            {"text": one.text, "when": one.when, "answer": one.answer, "answered": one.answered, "points": one.points}
            for one in look.asked
        ],
    }


def waiting(desk: Desk, everything: bool = False) -> tuple[list[Look], tuple[str, ...]]:
    """The class's requests, files that were handed in too: those that wait, or all; and notes on files that are none."""
    looks: list[Look] = []
    notes: list[str] = []
    for unit in desk.course.units:
        titles = {(one.lesson, one.cell): one.title for one in asking.files(unit).values()}
        found, said = requests.gather(desk.course, unit.name)
        looks += [Look(one.place, titles[one.place.lesson, one.place.cell], one.asked) for one in found]
        notes += said
    return [one for one in looks if one.open or everything], tuple(notes)


def answer(desk: Desk, sent: Mapping[str, str]) -> None:
    """Answer a request that is on record: ``student``, ``unit``, ``lesson``, ``cell``, ``text``, ``points`` or nothing. Raises Refused or Unknown."""
    student, unit = sent.get("student", ""), desk.course.unit(sent.get("unit", "")).name
    place = Place(student, unit, sent.get("lesson", ""), sent.get("cell", ""))
    if place not in [look.place for look in own(desk, student, unit)]:  # whatever the names are, they become no path
        raise Unknown("There is no such request.", "Look at those that there are.")
    try:
        requests.answer(
            desk.course,
            place,
            sent.get("text", "").replace("\r\n", "\n"),
            _points(sent.get("points", "")),
            anew="anew" in sent,
        )
    except WorkbookError as error:
        raise Refused(error.message, error.mend) from None


def _points(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise Refused("The points are no number.", "Write one, or nothing: then the points stay.")
    return found
