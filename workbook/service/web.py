"""The service over HTTP: what all requests have in common. student.py and instructor.py hold the requests themselves.

A request is weighed, and its sender known, before a byte of its body is read. Bodies are read as they come, for as many as
there is room for. Answers run nothing: pages have no scripts, and a content policy that allows none.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

import jinja2
from tornado import web

from workbook.classroom import dates
from workbook.errors import BadSubmission, CourseError, UnknownUnit, WorkbookError
from workbook.grading.door import clean_lines, parse, printable
from workbook.service import headers
from workbook.service.desk import Desk, Refused, Unknown
from workbook.service.doors import Doors
from workbook.service.identity import Identity, Person
from workbook.service.limits import Rate, Room
from workbook.service.receipts import Forged
from workbook.service.store import Full
from workbook.service.worker import Worker

VERSION = 1
SMALL = 64 * 1024  # bytes of a request that carries no files
MOST_OF_REQUEST = 2_000  # values of a request's JSON: files come as text
_log = logging.getLogger("workbook.service")
FEEDBACK_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_CODES: list[tuple[type[Exception], int]] = [
    (UnknownUnit, 404), (Unknown, 404), (Refused, 409), (Forged, 409), (Full, 503), (CourseError, 500),
    (WorkbookError, 400),
]  # fmt: skip
Made = TypeVar("Made")


@dataclass
class Limits:
    """What one sender and all together may ask of the service."""

    requests: Rate = field(default_factory=lambda: Rate(a_minute=120, burst=60))
    hand_ins: Rate = field(default_factory=lambda: Rate(a_minute=6, burst=6))
    asks: Rate = field(default_factory=lambda: Rate(a_minute=6, burst=6))
    room: Room = field(default_factory=lambda: Room(512 << 20))


@dataclass
class Service:
    """What the handlers share."""

    desk: Desk
    worker: Worker
    identity: Identity
    prefix: str
    limits: Limits = field(default_factory=Limits)
    drawing: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "pages"))
    """Draws feedback pages, one at a time: they have limits of their own that are counted by process."""
    drawn_for: set[str] = field(default_factory=set)
    """Whose page is drawn now, or waits to be: each person has one at a time, so that nobody keeps the others waiting."""


def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(moment=dates.told, points=lambda number: f"{number:g}")
    return made


TEMPLATES = _templates()


@web.stream_request_body
class Request(web.RequestHandler):
    """A request of somebody that the hub knows."""

    most_bytes = SMALL
    person: Person

    @property
    def service(self) -> Service:
        """What the handlers share."""
        found: Service = self.settings["workbook"]
        return found

    @property
    def desk(self) -> Desk:
        """The course."""
        return self.service.desk

    async def prepare(self) -> None:
        """Weigh the request and know its sender, before its body comes."""
        self.body, self._taken = bytearray(), ""
        size = self._weighed()
        person = await self.service.identity.person(self)
        if person is None:
            self.stranger()
            return
        self.person = person
        wait = self.service.limits.requests.wait(person.name)
        if wait:
            raise Later(429, wait, "You ask too often.")
        self.admit()
        if size > SMALL:
            if not self.service.limits.room.take(person.name, size):
                raise Later(503, 5, "Too many hand-ins are on their way.")
            self._taken = person.name

    def _weighed(self) -> int:
        """How long the body will be. Raises HTTPError where that isn't told, or is too long."""
        sent = self.request.headers
        if "Transfer-Encoding" in sent or sent.get("Content-Encoding", "identity") != "identity":
            raise web.HTTPError(411, reason="Send the body as it is, with its length")
        length = sent.get("Content-Length") or "0"
        if not re.fullmatch(r"[0-9]{1,12}", length):
            raise web.HTTPError(400, reason="The length of the body is no number")
        size = int(length)
        if size > self.most_bytes:
            raise web.HTTPError(413, reason=f"At most {max(self.most_bytes >> 20, 1)} MB can be sent")
        return size

    def admit(self) -> None:
        """Raise HTTPError where this person may not ask this."""

    def data_received(self, chunk: bytes) -> None:
        """A part of the body."""
        self.body += chunk

    def on_finish(self) -> None:
        """Give the room back."""
        if getattr(self, "_taken", ""):
            self.service.limits.room.give(self._taken)
            self._taken = ""

    def on_connection_close(self) -> None:
        """Whoever asked has hung up."""
        self.on_finish()

    def stranger(self) -> None:
        """Nobody that the hub knows asks: a program is told so, a browser may log in."""
        raise web.HTTPError(403, reason="The hub does not know who asks; log in, or send a token")

    async def off_loop(self, work: Callable[..., Made], *values: Any) -> Made:
        """Do what takes time in a thread."""
        return await asyncio.to_thread(work, *values)

    def problem(self, status: int, error: BaseException | None) -> tuple[str, str]:
        """What to tell of an error, and what to do about it: words of ours, never a traceback."""
        if isinstance(error, CourseError) and not isinstance(error, UnknownUnit):
            return "The course's settings are at fault.", "Tell your instructor."
        if isinstance(error, WorkbookError):
            return clean_lines(error.message), clean_lines(error.mend)
        if isinstance(error, web.HTTPError) and error.reason:
            return f"{error.reason}.", ""
        return f"{HTTPStatus(status).phrase}.", ""

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """What is ours goes to the log, with no words of the request's but its path."""
        if isinstance(value, CourseError) and not isinstance(value, UnknownUnit):
            _log.error("%s", value)
        elif not isinstance(value, web.HTTPError | WorkbookError):
            _log.error("%s %s failed", self.request.method, printable(self.request.path), exc_info=(typ, value, tb))

    def send_error(self, status_code: int = 500, **values: Any) -> None:
        """Answer with the error's own code."""
        error = values.get("exc_info", (None, None, None))[1]
        for kind, code in _CODES:
            if isinstance(error, kind):
                status_code = code
                break
        super().send_error(status_code, **values)


class Later(web.HTTPError):
    """Too much was asked; when to come back."""

    def __init__(self, status: int, seconds: int, reason: str) -> None:
        super().__init__(status, reason=f"{reason} Come back in {seconds} s")
        self.seconds = seconds


class Page(Request):
    """A page for browsers."""

    def stranger(self) -> None:
        """A browser is sent to the hub's page; what it wanted to send is not taken."""
        if self.request.method not in ("GET", "HEAD"):
            raise web.HTTPError(403, reason="Log in, and load the page again")
        self.redirect(self.service.identity.login(self))

    def show(self, name: str, **values: Any) -> None:
        """Finish with a page."""
        here = {"person": self.person, "prefix": self.service.prefix, "xsrf": self._xsrf(), "title": ""}
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(TEMPLATES.get_template(name).render({**here, **values}))

    def _xsrf(self) -> str:
        token = self.xsrf_token
        return token.decode() if isinstance(token, bytes) else str(token)

    def write_error(self, status_code: int, **values: Any) -> None:
        """Finish with a page that tells an error."""
        error = values.get("exc_info", (None, None, None))[1]
        _come_back(self, error)
        message, mend = self.problem(status_code, error)
        text = TEMPLATES.get_template("error.html.j2").render(
            title="That did not work", prefix=self.service.prefix, person=None, message=message, mend=mend
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text)


class Api(Request):
    """A request of a program's, in JSON."""

    def reply(self, found: Any, status: int = 200) -> None:
        """Finish with *found*."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"version": VERSION, **found}))

    def json(self) -> dict[str, Any]:
        """The body's JSON object, weighed before it is parsed. Raises HTTPError for anything else."""
        try:
            found = parse(bytes(self.body), MOST_OF_REQUEST)
        except BadSubmission:
            found = None
        if not isinstance(found, dict):
            raise web.HTTPError(400, reason="The request is no JSON object")
        return found

    def write_error(self, status_code: int, **values: Any) -> None:
        """Finish with an error, as JSON."""
        error = values.get("exc_info", (None, None, None))[1]
        _come_back(self, error)
        message, mend = self.problem(status_code, error)
        self.reply({"error": {"message": message, "mend": mend}}, status_code)


def form(handler: Request) -> dict[str, str]:
    """The fields of a form without files, the last of each name. Raises HTTPError for anything else."""
    try:
        found = parse_qs(handler.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise web.HTTPError(400, reason="The form can't be read") from None
    return {name: values[-1] for name, values in found.items()}


def _come_back(handler: web.RequestHandler, error: BaseException | None) -> None:
    if isinstance(error, Later):
        handler.set_header("Retry-After", str(error.seconds))
    elif isinstance(error, Full):
        handler.set_header("Retry-After", "60")


class Style(web.RequestHandler):
    """The pages' style."""

    _TEXT = (Path(__file__).parent / "templates" / "service.css").read_bytes()

    def get(self) -> None:
        """The same for everybody."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "max-age=3600")
        self.finish(self._TEXT)


class NotHere(Page):
    """Any other address."""

    def get(self) -> None:
        """There is nothing."""
        raise web.HTTPError(404)

    post = put = delete = patch = get


def application(service: Service) -> web.Application:
    """All requests below the service's prefix."""
    from workbook.service import instructor, student

    dress = service.identity.dressed
    routes: list[Any] = [(f"{service.prefix}{path}", dress(kind)) for path, kind in student.ROUTES + instructor.ROUTES]
    routes += [(f"{service.prefix}style.css", Style), *service.identity.routes(service.prefix)]
    return headers.application(
        routes,
        default_handler_class=dress(NotHere),
        log_function=log_request,
        cookie_secret=secrets.token_bytes(32),
        workbook=service,
    )


def log_request(handler: web.RequestHandler) -> None:
    """One line a request: who, what, how long; no query, no header, no body, which may hold secrets."""
    person = getattr(handler, "person", None)
    name = person.name if person else "-"
    path, milliseconds = printable(handler.request.path), handler.request.request_time() * 1000
    _log.info("%d %s %s %s %.0f ms", handler.get_status(), handler.request.method, path, name, milliseconds)


def server(service: Service) -> Doors:
    """The HTTP server; whoever calls it has it listen."""
    # Behind the hub's proxy only: who asks is told by the hub, never by an address.
    return Doors.made(application(service))
