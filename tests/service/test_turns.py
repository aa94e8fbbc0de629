"""Whose turn it is, whose fault it is, and what no answer of the service gives away: found by an attack of November 2026."""

from __future__ import annotations

import http.client
import http.server
import json
import re
import resource
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tornado import web

from tests.classroom.tiny import RIGHT, UNIT
from tests.service import served as services
from tests.service.served import PREFIX, served
from tests.service.test_hand_in import START, WRONG, Clock, files, graded
from workbook import workspace
from workbook.classroom.workers import Crew, local_crew
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.jupyter import class_service
from workbook.service import desk as desks
from workbook.service import doors, headers, receipts, serving
from workbook.service.client import Client, submit
from workbook.service.desk import Desk
from workbook.service.store import MOST_OF_ONE, Full, Store
from workbook.service.web import Service, application

pytestmark = pytest.mark.sandbox


class Callback(web.RequestHandler):
    """Stands where JupyterHub's own callback does."""

    def get(self) -> None:
        self.finish("in")


def addresses(service: Service) -> Iterator[str]:
    """One address of each route."""
    for rule in application(service).wildcard_router.rules:
        pattern = rule.matcher.regex.pattern.strip("^$")  # type: ignore[attr-defined]
        yield re.sub(r"\([^)]*\)", "1", pattern).replace("\\", "")


def test_every_address_has_the_headers_that_keep_other_pages_of_the_hub_out(
    tiny: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Students' servers have the same origin: what they may frame or open, they may read."""
    monkeypatch.setattr(services.Tokens, "routes", lambda self, prefix: [(f"{prefix}oauth_callback", Callback)])
    with served(Desk(tiny, Clock())) as running:
        found = [*addresses(running.service), f"{PREFIX}style.css", f"{PREFIX}nothing", "/elsewhere"]
        assert f"{PREFIX}oauth_callback" in found and len(found) > 15
        for address in found:
            line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
            line.request("GET", address, headers={"Authorization": "token prof-token"})
            reply = line.getresponse()
            reply.read()
            for name, value in headers.HEADERS.items():
                if name != "Cache-Control":
                    assert reply.headers[name] == value, (address, name)
            assert "Server" not in reply.headers


def test_while_it_is_starting_its_answers_are_guarded_too() -> None:
    made = headers.application([(".*", serving._Starting)])
    assert made.transforms == [headers.Guarded]


def test_students_are_graded_in_turn_and_what_is_graded_anew_comes_last(tiny: Course, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db")
    for number in range(3):
        store.add("ada", UNIT, START, {"1-numbers.ipynb": b"%d" % number}, lambda _: None)
    store.finish(1, 1, START, {}, 1.0, b"{}")
    store.again(number=1)
    store.add("bob", UNIT, START, {"1-numbers.ipynb": b"x"}, lambda _: None)
    store.add("cyd", UNIT, START, {"1-numbers.ipynb": b"y"}, lambda _: None)
    assert [kept.number for kept in store.waiting()] == [4, 5, 2, 3, 1]


def test_one_student_cannot_fill_the_queue_and_grading_anew_takes_nobodys_place(tiny: Course, tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db", most_waiting=MOST_OF_ONE + 2)

    def add(student: str, number: int) -> int:
        return store.add(student, UNIT, START, {"1-numbers.ipynb": b"%d" % number}, lambda _: None).number

    for number in range(MOST_OF_ONE):
        add("ada", number)
    with pytest.raises(Full, match="of your submissions wait"):
        add("ada", 99)
    first = add("bob", 0)
    store.finish(first, 1, START, {}, 1.0, b"{}")
    store.again(unit=UNIT)
    assert add("bob", 1) and add("cyd", 0), "all of them wait in a second round, in which they count for nothing"


def test_the_same_files_are_graded_again_after_a_failure_and_use_no_attempt(tiny: Course) -> None:
    tiny.dates.write_text(f"[units.{UNIT}]\nattempts = 1\n")
    desk = Desk(tiny, Clock())
    first = desk.hand_in("ada", UNIT, files(tiny, **RIGHT))
    desk.store.fail(first["number"], 1, "the grader itself failed")
    assert desk.hand_in("ada", UNIT, files(tiny, **RIGHT))["number"] == first["number"]
    graded(desk)
    [kept] = desk.store.of("ada", UNIT)
    assert (kept.state, kept.points, kept.round) == ("graded", 7, 2)


class Short(Executor):
    """Graders on a machine that is short of something for their first tasks."""

    def __init__(self, own: Executor, errors: list[Exception]) -> None:
        self._own, self._errors = own, errors

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._errors:
            broken: Future[Any] = Future()
            broken.set_exception(self._errors.pop())
            return broken
        return self._own.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._own.shutdown(wait=wait, cancel_futures=cancel_futures)


def test_trouble_of_the_machine_is_no_students_failure(tiny: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.service.worker.AGAIN_SECONDS", 0.2)
    errors: list[Exception] = [
        OSError(28, "No space left on device"),
        MemoryError("fork"),
        OSError(24, "Too many open files"),
    ]
    crew: Crew = local_crew(1)
    short = replace(crew, make=lambda: Short(crew.make(), errors))
    desk = Desk(tiny, Clock())
    with served(desk, grading=True, crew=short) as running:
        running.hand_in("ada", UNIT, files(tiny, **RIGHT))
        found = running.settled("ada", UNIT)
    assert errors == []
    assert [one["state"] for one in found["history"]] == ["graded"]
    assert found["points"] == 7


def test_which_attempt_is_the_best_is_told_when_points_are(tiny: Course) -> None:
    clock = Clock()
    tiny.dates.write_text(f'[units.{UNIT}]\ncounts = "best"\npoints = "after due"\ndue = 2026-12-05\n')
    desk = Desk(tiny, clock)
    for answers in (RIGHT, WRONG):
        desk.hand_in("ada", UNIT, files(tiny, **answers))
        clock.later(minutes=1)
        graded(desk)
    assert [one.counts for one in desk.history("ada", UNIT)] == [False, False]
    clock.now = START + timedelta(days=9)
    assert [one.counts for one in desk.history("ada", UNIT)] == [True, False]


def test_the_disk_keeps_a_reserve(tiny: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tiny, Clock())
    monkeypatch.setattr(desks, "RESERVE_BYTES", 1 << 62)
    with pytest.raises(Full, match="nearly full"):
        desk.hand_in("ada", UNIT, files(tiny))


@pytest.mark.parametrize("length", ["abc", "5,5", "+1", "1_0", "-1", "1e3", "٣"])
def test_a_length_that_is_no_number_is_refused_in_words(tiny: Course, length: str) -> None:
    with served(Desk(tiny, Clock())) as running:
        line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        line.putrequest("POST", f"{PREFIX}api/units/{UNIT}")
        line.putheader("Authorization", "token ada-token")
        line.putheader("Content-Length", length.encode())
        line.endheaders(b"{}")
        assert line.getresponse().status in (400, 411)


def test_a_receipt_of_another_course_with_the_same_key_is_told_as_that(tiny: Course) -> None:
    desk = Desk(tiny, Clock())
    receipt = desk.hand_in("ada", UNIT, files(tiny))
    desk.name = "next year"
    assert "of another course" in desk.check(receipt)


def test_a_signature_that_is_no_text_of_ours_is_forged(tiny: Course) -> None:
    desk = Desk(tiny, Clock())
    receipt = {**desk.hand_in("ada", UNIT, files(tiny)), "signature": "\ud800"}
    with pytest.raises(receipts.Forged):
        desk.check(receipt)


def test_a_name_is_weighed_in_the_bytes_of_its_folder(tiny: Course) -> None:
    desk = Desk(tiny, Clock())
    with pytest.raises(desks.Refused):
        desk.hand_in("é" * 128, UNIT, files(tiny))
    assert desk.hand_in("é" * 90, UNIT, files(tiny))["number"] == 1


ODD: dict[str, Any] = {
    "nothing": {}, "a list": [1], "units are null": {"units": None, "receipt": None}, "numbers": {"units": [1, 2], "receipt": 3},
    "a number that is a path": {"receipt": {"version": 1, "course": "c", "number": "x/../../../../owned", "student": "a", "unit": UNIT, "attempt": 1, "received": "r", "sha256": "s", "files": {}, "signature": "s"}},
    "another unit": {"receipt": {"version": 1, "course": "c", "number": 1, "student": "a", "unit": "../../owned", "attempt": 1, "received": "r", "sha256": "s", "files": {}, "signature": "s"}},
    "a number below one": {"receipt": {"version": 1, "course": "c", "number": -7, "student": "a", "unit": UNIT, "attempt": 1, "received": "r", "sha256": "s", "files": {}, "signature": "s"}},
}  # fmt: skip


@contextmanager
def answering(data: bytes, length: int | None = None) -> Iterator[str]:
    """A service that gives the same answer to everything."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Length", str(len(data) if length is None else length))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("kind", [*ODD, "deep", "cut short"])
def test_an_odd_answer_is_told_and_writes_nothing(
    tiny: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    workspace.take(tiny.units)
    data = b"[" * 100_000 if kind == "deep" else json.dumps(ODD.get(kind, {})).encode()
    before = sorted(tmp_path.rglob("*"))
    with answering(data, 1000 if kind == "cut short" else None) as address:
        monkeypatch.setenv("WORKBOOK_SERVICE", address)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token")
        for work in (
            class_service.standing,
            lambda: submit(tiny, UNIT, Client()),
            lambda: class_service.hand_in(tiny, UNIT),
        ):
            with pytest.raises(WorkbookError):
                work()
    assert sorted(tmp_path.rglob("*")) == before


def test_connections_that_say_nothing_give_way_to_those_that_speak(tiny: Course) -> None:
    with served(Desk(tiny, Clock())) as running, ExitStack() as stack:
        silent = [
            stack.enter_context(socket.create_connection(("127.0.0.1", running.port), 30))
            for _ in range(doors.MOST_SILENT + 50)
        ]
        half = silent[-1]
        half.sendall(b"GET /services/workbook/ HTTP/1.1\r\nHost: x\r\n")  # a head that never ends
        assert running.ask("GET", "api/course").status == 200
        assert silent[0].recv(1) == b"", "the oldest has gone"
        half.settimeout(0.2)
        with pytest.raises(TimeoutError):
            half.recv(1)
        speaking = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        for _ in range(3):  # one connection, several requests
            speaking.request("GET", f"{PREFIX}api/course", headers={"Authorization": "token ada-token"})
            assert speaking.getresponse().read()


def test_a_process_takes_the_descriptors_that_it_may_have() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, soft), hard))
    try:
        assert doors.more_descriptors() == min(hard, 65_536) == resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    "odd", ["[[],[]" + ",[]" * 500_000 + "]", '{"a":' * 3_000 + "1" + "}" * 3_000, "[" + "1," * 9_999 + "1]"]
)
def test_a_request_of_many_lists_is_refused_by_its_punctuation(tiny: Course, odd: str) -> None:
    with served(Desk(tiny, Clock())) as running:
        line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        body = f'{{"files": {{}}, "more": {odd}}}'.encode()
        line.request("POST", f"{PREFIX}api/units/{UNIT}", body, {"Authorization": "token ada-token"})
        reply = line.getresponse()
        assert (reply.status, b"no JSON object" in reply.read()) == (400, True)
