"""``workbook serve``: the service as a process of JupyterHub's.

The hub ends itself, with everybody's servers, when a service of its own does not answer within ten seconds. So this one
listens first, says that it is starting, and then loads what takes long.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import signal
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tornado import web
from tornado.httpserver import HTTPServer

from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.service import headers
from workbook.service.doors import Doors, more_descriptors
from workbook.service.settings import MANAGED

if TYPE_CHECKING:
    from workbook.service.web import Service

_log = logging.getLogger("workbook.service")
_PATIENCE, _LOOK = 8.0, 0.5  # seconds: for the port (the hub gives a service ten), and between two looks at the hub


def serve(course: Course, jobs: int | None = None) -> None:
    """Serve *course* where JupyterHub says, until it is told to end.

    Raises WorkbookError where the hub has not started this, or the course can't be served.
    """
    course.need_source()
    where = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    if "JUPYTERHUB_API_TOKEN" not in os.environ or not where.port:
        raise WorkbookError(
            "JupyterHub starts `workbook serve`, as a service of its own with an address.",
            "Try a whole class: workbook hub demo. docs/class.md has the lines for jupyterhub_config.py.",
        )
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("tornado.access", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)
    asyncio.run(_serve(course, where.hostname or "127.0.0.1", where.port, jobs))


class _Starting(web.RequestHandler):
    """Any request while the service is starting: nothing of it is taken."""

    def prepare(self) -> None:
        """Come back soon."""
        self.set_status(425)  # not one of the server's faults, which the hub would wait for to go away
        self.set_header("Retry-After", "5")
        self.set_header("Refresh", "3")
        told = {"message": "The class service is starting.", "mend": "Try again in a few seconds."}
        self.finish(json.dumps({"error": told}) if "/api/" in self.request.path else told["message"])


async def _serve(course: Course, host: str, port: int, jobs: int | None) -> None:
    more_descriptors()
    http_server = Doors.made(headers.application([(".*", _Starting)]))
    await _listen(http_server, host, port)
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    orphaned = asyncio.create_task(_end_with_the_hub(ended))
    service = await asyncio.to_thread(_built, course, jobs)
    from workbook.service.web import application

    http_server.request_callback = application(service)
    _log.info("serving %s at %s on port %d", service.desk.name, service.prefix, port)
    work = asyncio.create_task(service.worker.run())
    stopped = asyncio.create_task(ended.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    http_server.stop()
    await http_server.close_all_connections()
    if work.done():
        work.result()  # raises what ended it; the hub starts the service again
    work.cancel()
    orphaned.cancel()
    await asyncio.gather(work, orphaned, return_exceptions=True)


async def _listen(http_server: HTTPServer, host: str, port: int) -> None:
    """Take the port, which the service of a hub that was killed may still have for a moment."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            http_server.listen(port, host)
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
        await asyncio.sleep(0.2)


async def _end_with_the_hub(ended: asyncio.Event) -> None:
    """Where the hub started this service: end when the hub is gone, however it went, so that its next one has the port."""
    hub = os.getppid()
    while MANAGED in os.environ:
        await asyncio.sleep(_LOOK)
        if os.getppid() != hub:
            _log.warning("the hub is gone, and so this ends")
            ended.set()
            return


def _built(course: Course, jobs: int | None) -> Service:
    """Everything that takes long to load."""
    from workbook.classroom.workers import local_crew
    from workbook.grading.sandbox import outer
    from workbook.service.desk import Desk
    from workbook.service.identity import Hub
    from workbook.service.web import Service
    from workbook.service.worker import Worker

    desk = Desk(course)
    desk.schedule()  # a mistake in it is told now, not to the first student
    if outer.shares_user():
        _log.warning("one notebook is graded at a time: see the table of users in docs/grading.md")
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"].rstrip("/") + "/"
    return Service(desk, Worker(desk, local_crew(jobs)), Hub(), prefix)
