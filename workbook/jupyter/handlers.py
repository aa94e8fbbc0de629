"""The requests below ``/workbook/api/``: Jupyter's own authentication, authorisation and XSRF check, then a `Desk`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from workbook.course import Course
from workbook.errors import NotACourse, UnknownUnit, WorkbookError
from workbook.grading.door import MAX_BYTES
from workbook.jupyter.desk import VERSION, Desk, Json, NotYet

_SETTING = "workbook_desk"
_CODES: list[tuple[type[Exception], int]] = [
    (NotACourse, 404), (UnknownUnit, 404), (NotYet, 403), (WorkbookError, 409), (OSError, 500),
]  # fmt: skip


class _Request(APIHandler):
    """What all requests have in common: errors are said as JSON, with what to do about them."""

    auth_resource = "workbook"

    @property
    def desk(self) -> Desk:
        """The course's desk. Raises NotACourse where the server's folder lies in none."""
        found: Desk | NotACourse = self.settings[_SETTING]
        if isinstance(found, NotACourse):
            raise found
        return found

    def body(self) -> Json:
        """The request's JSON object. Raises WorkbookError for anything else, and for one that is too big."""
        if len(self.request.body) > MAX_BYTES:
            raise WorkbookError(
                f"The notebook is larger than {MAX_BYTES >> 20} MB.", "Clear its outputs, and take large pictures out."
            )
        try:
            found = json.loads(self.request.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise WorkbookError("The request is no JSON object.", "Reload the page.")
        return found

    async def reply(self, work: Callable[[], Coroutine[Any, Any, Json]]) -> None:
        """Finish with what *work* gives, or with its error."""
        try:
            self.finish(json.dumps(await work()))
        except asyncio.CancelledError:  # whoever asked has hung up
            return
        except (WorkbookError, OSError) as error:
            code = next(code for kind, code in _CODES if isinstance(error, kind))
            if isinstance(error, WorkbookError):
                self.say(code, error.message, error.mend)
            else:
                self.say(
                    code,
                    f"{error.filename or 'A file'} can't be used: {error.strerror}.",
                    "Is there room? May you write there?",
                )

    def say(self, code: int, message: str, mend: str) -> None:
        """Finish with an error."""
        self.set_status(code)
        self.finish(json.dumps({"version": VERSION, "error": {"message": message, "mend": mend}}))


class CourseHandler(_Request):
    """``GET course``."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Units, lessons, exercises, points, states, what is next."""
        await self.reply(lambda: self.desk.overview())


class _Post(_Request):
    """A request whose body a method of the desk answers."""

    def initialize(self, method: str) -> None:
        """Keep which one."""
        self.method = method

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Have the desk do it."""
        await self.reply(self.work)

    async def work(self) -> Json:
        """What the desk answers."""
        found: Json = await getattr(self.desk, self.method)(self.body())
        return found


class _Cancelled(_Post):
    """A request that runs answers; it is cancelled when the browser hangs up."""

    _task: asyncio.Task[Json] | None = None

    async def work(self) -> Json:
        """What the desk answers, in a task of its own."""
        self._task = asyncio.create_task(super().work())
        return await self._task

    def on_connection_close(self) -> None:
        """Nobody waits for the answer any more."""
        super().on_connection_close()
        if self._task is not None:
            self._task.cancel()


REQUESTS: dict[str, tuple[type[_Request], dict[str, str]]] = {
    "course": (CourseHandler, {}),
    **{name: (_Cancelled, {"method": name}) for name in ("check", "explain")},
    **{name: (_Post, {"method": name}) for name in ("warm", "solution", "reset", "undo", "standing")},
    "hand-in": (_Post, {"method": "hand_in"}),
}


def add(server: Any) -> None:
    """Add the requests to Jupyter's application *server*."""
    application, root = server.web_app, Path(server.root_dir)
    try:
        application.settings[_SETTING] = Desk(Course.find(root), root)
    except NotACourse as error:
        application.settings[_SETTING] = error
    base = application.settings["base_url"]
    application.add_handlers(
        ".*$", [(url_path_join(base, "workbook", "api", name), *handler) for name, handler in REQUESTS.items()]
    )
