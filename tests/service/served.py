"""The service on loopback, in this process, asked over HTTP. Who asks is told by tokens here; test_hub.py has a real hub."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tornado import web

from workbook.classroom.workers import Crew, local_crew
from workbook.service.desk import Desk
from workbook.service.identity import Person
from workbook.service.web import Limits, Service, server
from workbook.service.worker import Worker

PREFIX = "/services/workbook/"


class Tokens:
    """People by token, in place of a hub."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people

    def dressed(self, handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
        return handler

    async def person(self, handler: Any) -> Person | None:
        return self.people.get(handler.request.headers.get("Authorization", "").removeprefix("token "))

    def login(self, handler: Any) -> str:
        return "/hub/login"

    def routes(self, prefix: str) -> list[tuple[str, type[web.RequestHandler]]]:
        return []


PEOPLE = {
    "ada-token": Person("ada"),
    "bob-token": Person("bob"),
    "prof-token": Person("prof", instructor=True),
    "odd-token": Person('<script>alert(1)</script>"&'),
}


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A running service."""

    desk: Desk
    service: Service
    port: int

    def ask(
        self, method: str, path: str, who: str | None = "ada", body: Any = None, headers: dict[str, str] | None = None
    ) -> Reply:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        own = {"Authorization": f"token {who}-token"} if who else {}
        line.request(method, PREFIX + path, data, {**own, **(headers or {})})
        reply = line.getresponse()
        found = Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        line.close()
        return found

    def hand_in(self, who: str, unit: str, files: dict[str, bytes]) -> Reply:
        return self.ask(
            "POST", f"api/units/{unit}", who, {"files": {name: data.decode() for name, data in files.items()}}
        )

    def settled(self, student: str, unit: str, seconds: float = 120) -> dict[str, Any]:
        """The student's standing, once nothing waits."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not any(kept.state == "waiting" for kept in self.desk.store.of(student, unit)) and not (
                self.desk.store.unpublished()
            ):
                found: dict[str, Any] = self.ask("GET", f"api/units/{unit}", student).json
                return found
            time.sleep(0.05)
        raise AssertionError("it was not graded")


@contextmanager
def served(
    desk: Desk, *, grading: bool = False, limits: Limits | None = None, crew: Crew | None = None
) -> Iterator[Served]:
    """The service on a port of its own, in a thread."""
    ready, stop = threading.Event(), threading.Event()
    made: list[Served] = []

    async def run() -> None:
        worker = Worker(desk, crew or local_crew(1))
        service = Service(desk, worker, Tokens(PEOPLE), PREFIX, limits or Limits())
        http_server = server(service)
        from tornado.netutil import bind_sockets

        sockets = bind_sockets(0, "127.0.0.1")
        http_server.add_sockets(sockets)
        made.append(Served(desk, service, sockets[0].getsockname()[1]))
        task = asyncio.create_task(worker.run()) if grading else None
        ready.set()
        while not stop.is_set():
            await asyncio.sleep(0.05)
        http_server.stop()
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert ready.wait(30)
        yield made[0]
    finally:
        stop.set()
        thread.join(60)
