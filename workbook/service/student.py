"""What a student asks: hand in, receipts, own points, own feedback, own history. Never anyone else's.

No address holds a student's name: whose things are shown follows from who asks.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from tornado import httputil, web

from workbook import asking
from workbook.classroom.feedback import pages
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course, released
from workbook.service import receipts, second_look
from workbook.service.desk import MOST_BYTES, Desk, Refused, Shown
from workbook.service.limits import OVERHEAD
from workbook.service.web import FEEDBACK_POLICY, Api, Later, Page, Request, form

UNIT = r"([0-9]{2}-[a-z0-9-]{1,100})"
LESSON = r"([0-9]-[a-z0-9-]{1,100})"
NUMBER = r"([0-9]{1,12})"
MOST_TOLD = 100  # attempts in an answer; the page shows all


def standing(desk: Desk, student: str, unit: str) -> dict[str, Any]:
    """One unit as its student may see it now."""
    rules, now = desk.schedule().own(unit, student), desk.clock()
    history = desk.history(student, unit)
    last = history[-1].kept.received if history else None
    refusal = rules.refusal(now, len(history), last)
    shown = rules.shows("points", now) and any(one.counts for one in history)
    score, of, waits = _points(desk, student, unit) if shown else (None, None, 0)
    return {
        "unit": desk.course.unit(unit), "rules": rules, "history": history, "refusal": refusal, "score": score, "of": of,
        "waits": waits, "late": rules.due is not None and now > rules.due,
    }  # fmt: skip


def _points(desk: Desk, student: str, unit: str) -> tuple[float | None, float | None, int]:
    """Points and how many there are at most, from the gradebook; how many essays nobody has read yet."""
    if not desk.gradebook.is_file():
        return None, None, 0
    rows = gradebook.notebooks(desk.gradebook, [unit], student)
    waits = sum(grade.waits for grade in gradebook.grades(desk.gradebook, [unit], student)) if rows else 0
    if not rows:
        return None, None, 0
    return sum(row.score - row.late_penalty for row in rows), sum(row.max_score for row in rows), waits


def plain(shown: Shown) -> dict[str, Any]:
    """One attempt as JSON."""
    kept = shown.kept
    return {
        "number": kept.number, "attempt": kept.attempt, "received": kept.received.isoformat(), "sha256": kept.sha256,
        "state": shown.state, "late_seconds": shown.late, "counts": shown.counts, "points": shown.points,
        "problem": kept.problem if shown.points is not None or shown.state == "failed" else "",
        "feedback": list(shown.feedback),
    }  # fmt: skip


def told(found: Mapping[str, Any]) -> dict[str, Any]:
    """:func:`standing` as JSON."""
    rules = found["rules"]
    moments = {name: getattr(rules, name) for name in ("open", "due", "closes")}
    return {
        "unit": found["unit"].name, "title": found["unit"].title,
        "lessons": [lesson.name for lesson in found["unit"].lessons],
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
        "attempts": rules.attempts, "refusal": found["refusal"], "points": found["score"], "max_points": found["of"],
        "waiting_essays": found["waits"], "history": [plain(one) for one in found["history"][-MOST_TOLD:]],
    }  # fmt: skip


def _listed(course: Course) -> list[str]:
    return [unit.name for unit in course.units]


class Home(Page):
    """``/``: all units."""

    async def get(self) -> None:
        """The student's standing in each unit."""
        names = _listed(self.desk.course)
        units = [await self.off_loop(standing, self.desk, self.person.name, name) for name in names]
        self.show("home.html.j2", title="Your course", units=units)


class Unit(Page):
    """``/units/UNIT``: history, and the form to hand in."""

    most_bytes = MOST_BYTES + OVERHEAD

    def admit(self) -> None:
        """Handing in has a limit of its own."""
        _limit(self)

    async def get(self, unit: str) -> None:
        """The student's history."""
        name = self.desk.course.unit(unit).name
        found = await self.off_loop(standing, self.desk, self.person.name, name)
        looks = await self.off_loop(_looks, self.desk, self.person.name, name)
        self.show("unit.html.j2", title=found["unit"].title, **found, **looks)

    async def post(self, unit: str) -> None:
        """Hand in the files of the form; then its receipt."""
        receipt = await self.off_loop(self.desk.hand_in, self.person.name, unit, uploaded(self))
        self.service.worker.wake()
        self.redirect(f"{self.service.prefix}receipts/{receipt['number']}", status=303)


def _looks(desk: Desk, student: str, unit: str) -> dict[str, Any]:
    """What the student asked to be looked at again, and what there is to ask about."""
    exercises = list(asking.files(desk.course.unit(unit)).values())
    return {
        "looks": second_look.own(desk, student, unit),
        "may_ask": second_look.may_ask(desk, student, unit),
        "exercises": exercises,
    }


def _limit(handler: Request) -> None:
    if handler.request.method == "POST":
        wait = handler.service.limits.hand_ins.wait(handler.person.name)
        if wait:
            raise Later(429, wait, "You hand in too often.")


def uploaded(handler: Request) -> dict[str, bytes]:
    """The files of a form. Raises HTTPError or Refused for anything else."""
    kind = handler.request.headers.get("Content-Type", "")
    arguments: dict[str, list[bytes]] = {}
    files: dict[str, list[httputil.HTTPFile]] = {}
    try:
        httputil.parse_body_arguments(kind, bytes(handler.body), arguments, files)
    except httputil.HTTPInputError:
        raise web.HTTPError(400, reason="The form can't be read") from None
    sent = [one for several in files.values() for one in several if one["filename"]]
    if len({one["filename"] for one in sent}) != len(sent):
        raise Refused("Two files have the same name.", "Send each file once.")
    return {one["filename"]: one["body"] for one in sent}


class _Asks(Request):
    def admit(self) -> None:
        """Asking has a limit of its own."""
        if self.request.method == "POST":
            wait = self.service.limits.asks.wait(self.person.name)
            if wait:
                raise Later(429, wait, "You ask for another look too often.")


class Ask(_Asks, Page):
    """``POST /units/UNIT/requests``."""

    async def post(self, unit: str) -> None:
        """``exercise``, as lesson and cell with a slash, and ``text``; then back to the unit's page."""
        sent = form(self)
        lesson, _, cell = sent.get("exercise", "").partition("/")
        await self.off_loop(second_look.ask, self.desk, self.person.name, unit, lesson, cell, sent.get("text", ""))
        self.redirect(f"{self.service.prefix}units/{unit}#requests", status=303)


class AskApi(_Asks, Api):
    """``GET`` and ``POST api/units/UNIT/requests``."""

    async def get(self, unit: str) -> None:
        """The student's own requests about one unit, with their answers."""
        name = self.desk.course.unit(unit).name
        looks = await self.off_loop(second_look.own, self.desk, self.person.name, name)
        self.reply({"requests": [second_look.plain(one) for one in looks]})

    async def post(self, unit: str) -> None:
        """``{"lesson", "exercise", "text"}``; all that was asked about this exercise."""
        sent = self.json()
        texts = [sent.get(name) for name in ("lesson", "exercise", "text")]
        if not all(isinstance(text, str) for text in texts):
            raise web.HTTPError(400, reason="The request names no lesson, exercise and text")
        made = await self.off_loop(second_look.ask, self.desk, self.person.name, unit, *texts)
        self.reply({"request": second_look.plain(made)}, 201)


class ReceiptPage(Page):
    """``/receipts/NUMBER``."""

    async def get(self, number: str) -> None:
        """One of the student's own."""
        receipt = await self.off_loop(self.desk.receipt, self.person.name, int(number))
        self.show("receipt.html.j2", title=f"Receipt {receipt['number']}", receipt=receipt)


class ReceiptFile(Request):
    """``/receipts/NUMBER.json``: the file to keep."""

    async def get(self, number: str) -> None:
        """One of the student's own."""
        receipt = await self.off_loop(self.desk.receipt, self.person.name, int(number))
        self.set_header("Content-Type", "application/json")
        self.set_header("Content-Disposition", f'attachment; filename="receipt-{receipt["number"]}.json"')
        self.finish(json.dumps(receipt, indent=1) + "\n")


class Feedback(Page):
    """``/feedback/UNIT/LESSON``: the feedback page on the attempt that counts."""

    async def get(self, unit: str, lesson: str) -> None:
        """The student's own, if it may be seen now."""
        the_lesson = self.desk.course.unit(unit).lesson(lesson)
        if not await self.off_loop(self.desk.sees_feedback, self.person.name, the_lesson.unit.name):
            raise web.HTTPError(404, reason="There is no feedback for you here, or not yet")
        await draw(self, self.person.name, the_lesson.unit.name, the_lesson.name)


async def draw(handler: Page, student: str, unit: str, lesson: str) -> None:
    """Finish with a student's feedback page, which runs nothing and is no part of this origin."""
    import asyncio

    desk, loop, asker = handler.desk, asyncio.get_running_loop(), handler.person.name
    if asker in handler.service.drawn_for:
        raise Later(429, 2, "A page of yours is being drawn.")
    handler.service.drawn_for.add(asker)
    try:
        text = await loop.run_in_executor(
            handler.service.drawing, pages.draw, desk.course, desk.gradebook, student, unit, lesson
        )
    finally:
        handler.service.drawn_for.discard(asker)
    if text is None:
        raise web.HTTPError(404, reason="There is no feedback here yet")
    handler.set_header("Content-Security-Policy", FEEDBACK_POLICY)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.finish(text)


class CourseApi(Api):
    """``GET api/course``."""

    async def get(self) -> None:
        """The student's standing in all units."""
        names = _listed(self.desk.course)
        units = [told(await self.off_loop(standing, self.desk, self.person.name, name)) for name in names]
        self.reply(
            {
                "course": self.desk.name,
                "student": self.person.name,
                "instructor": self.person.instructor,
                "units": units,
            }
        )


class UnitApi(Api):
    """``GET`` and ``POST api/units/UNIT``."""

    most_bytes = MOST_BYTES

    def admit(self) -> None:
        """Handing in has a limit of its own."""
        _limit(self)

    async def get(self, unit: str) -> None:
        """The student's standing in one unit."""
        name = self.desk.course.unit(unit).name
        self.reply(told(await self.off_loop(standing, self.desk, self.person.name, name)))

    async def post(self, unit: str) -> None:
        """Hand in: ``{"files": {"1-lesson.ipynb": "its text"}}``; the receipt."""
        found = self.json().get("files")
        if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
            raise web.HTTPError(400, reason="The request holds no files")
        files = {name: text.encode("utf-8", "replace") for name, text in found.items()}
        receipt = await self.off_loop(self.desk.hand_in, self.person.name, unit, files)
        self.service.worker.wake()
        self.reply({"receipt": receipt}, 201)


class ReceiptApi(Api):
    """``GET api/receipts/NUMBER``."""

    async def get(self, number: str) -> None:
        """One of the student's own."""
        self.reply({"receipt": await self.off_loop(self.desk.receipt, self.person.name, int(number))})


class CheckApi(Api):
    """``POST api/receipts/check``."""

    most_bytes = receipts.MOST_BYTES

    async def post(self) -> None:
        """Whether a receipt is this server's, and whether the submission is here."""
        receipt = receipts.read(bytes(self.body))
        self.reply({"said": await self.off_loop(self.desk.check, receipt)})


class ReleaseApi(Api):
    """``GET api/release/UNIT``: what students get of a unit that is open."""

    async def get(self, unit: str) -> None:
        """Its files by path, as base64."""
        the_unit = self.desk.course.unit(unit)
        rules = self.desk.schedule().own(the_unit.name, self.person.name)
        if rules.open is not None and self.desk.clock() < rules.open:
            raise Refused(rules.refusal(self.desk.clock()), "Come back then.")

        def files() -> dict[str, str]:
            paths = released(the_unit)
            return {
                path.relative_to(the_unit.release).as_posix(): base64.b64encode(path.read_bytes()).decode()
                for path in paths
            }

        self.reply({"files": await self.off_loop(files)})


ROUTES: list[tuple[str, type[Request]]] = [
    ("", Home),
    (f"units/{UNIT}", Unit),
    (f"units/{UNIT}/requests", Ask),
    (f"receipts/{NUMBER}", ReceiptPage),
    (rf"receipts/{NUMBER}\.json", ReceiptFile),
    (f"feedback/{UNIT}/{LESSON}", Feedback),
    ("api/course", CourseApi),
    (f"api/units/{UNIT}", UnitApi),
    (f"api/units/{UNIT}/requests", AskApi),
    (f"api/receipts/{NUMBER}", ReceiptApi),
    ("api/receipts/check", CheckApi),
    (f"api/release/{UNIT}", ReleaseApi),
]
