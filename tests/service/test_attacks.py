"""An attacker's view of the service: each threat that docs/class.md names, tried over HTTP."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.classroom.tiny import RIGHT, UNIT
from tests.service.served import PREFIX, Served, served
from tests.service.test_hand_in import START, Clock, files
from workbook.course import Course
from workbook.grading.door import MAX_BYTES
from workbook.service.desk import Desk
from workbook.service.limits import Rate, Room
from workbook.service.web import Limits


@pytest.fixture
def running(tiny: Course) -> Iterator[Served]:
    with served(Desk(tiny, Clock()), limits=Limits(hand_ins=Rate(a_minute=100, burst=100))) as found:
        yield found


def test_a_hand_in_gives_a_receipt_that_the_service_knows_again(running: Served) -> None:
    made = running.hand_in("ada", UNIT, files(running.desk.course))
    assert made.status == 201
    receipt = made.json["receipt"]
    assert (receipt["student"], receipt["received"]) == ("ada", START.isoformat())
    checked = running.ask("POST", "api/receipts/check", "bob", receipt)
    assert checked.status == 200 and "genuine" in checked.json["said"]
    assert running.ask("GET", "receipts/1.json").json == receipt
    assert running.ask("GET", "receipts/1").status == 200


def test_a_name_that_a_request_brings_is_not_believed(running: Served) -> None:
    body = {"files": {"1-numbers.ipynb": "{}"}, "student": "bob", "name": "bob", "received": "2020-01-01"}
    body["files"] = {name: data.decode() for name, data in files(running.desk.course).items()}  # type: ignore[assignment]
    headers = {
        "X-Forwarded-User": "bob",
        "X-Student": "bob",
        "Remote-User": "bob",
        "Date": "Wed, 01 Jan 2020 00:00:00 GMT",
    }
    made = running.ask("POST", f"api/units/{UNIT}?student=bob&user=bob", "ada", body, headers)
    assert made.json["receipt"]["student"] == "ada" and made.json["receipt"]["received"] == START.isoformat()
    assert running.desk.store.of("bob") == []


def test_nobody_gets_anything_without_the_hub_knowing_them(running: Served) -> None:
    for path in (
        "api/course",
        f"api/units/{UNIT}",
        "api/receipts/1",
        "receipts/1.json",
        "api/class",
        f"api/release/{UNIT}",
    ):
        for who in (None, "stranger"):
            assert running.ask("GET", path, who).status == 403, path
    assert running.ask("POST", f"api/units/{UNIT}", None, {"files": {}}).status == 403
    assert running.ask("POST", f"units/{UNIT}", None, b"").status == 403
    assert running.ask("GET", "", None).headers["location"] == "/hub/login"


def test_no_address_shows_another_students_things(running: Served) -> None:
    running.hand_in("ada", UNIT, files(running.desk.course, **RIGHT))
    for path in ("receipts/1", "receipts/1.json", "api/receipts/1", f"feedback/{UNIT}/1-numbers", "class", "api/class",
                 "class/student?name=ada", f"class/feedback/{UNIT}/1-numbers?name=ada", "class/report",
                 f"feedback/{UNIT}/1-numbers?name=ada", f"feedback/ada/{UNIT}/1-numbers"):  # fmt: skip
        reply = running.ask("GET", path, "bob")
        assert reply.status == 404, path
        assert b"ada" not in reply.body.replace(f"{PREFIX}".encode(), b"")
    assert running.ask("GET", f"api/units/{UNIT}?student=ada", "bob").json["history"] == []
    for path in ("class/regrade", "class/retry"):
        assert running.ask("POST", path, "bob", b"unit=00-tiny&number=1").status == 404
    assert running.desk.store.submission(1).round == 1  # type: ignore[union-attr]
    assert running.ask("GET", "receipts/1", "prof").status == 404, "an instructor has no receipt of a student's"
    assert b"ada" in running.ask("GET", "class", "prof").body


@pytest.mark.parametrize(
    "path", ["api/units/../../etc/passwd", "api/units/..%2f..%2fetc", "api/units/00-tiny%00", "feedback/00-tiny/..%2f..%2fkey",
             "api/release/..%2f.workbook", "style.css/../../key", "api/units/%2e%2e", "receipts/-1", "receipts/1e3",
             "receipts/99999999999999999999999"],
)  # fmt: skip
def test_a_path_in_an_address_leads_nowhere(running: Served, path: str) -> None:
    assert running.ask("GET", path).status == 404
    assert running.ask("GET", f"class/feedback/{UNIT}/1-numbers?name=..%2F..%2F..%2Fetc", "prof").status == 404


def test_what_is_too_big_is_refused_before_it_is_read(running: Served) -> None:
    """The sender says how much will come; nothing of it is waited for."""
    for head, status in [
        (f"Content-Length: {3 * MAX_BYTES}", b"413"),
        ("Transfer-Encoding: chunked", b"411"),
        ("Content-Encoding: gzip\r\nContent-Length: 10", b"411"),
    ]:
        with socket.create_connection(("127.0.0.1", running.port), 20) as line:
            request = (
                f"POST {PREFIX}api/units/{UNIT} HTTP/1.1\r\nHost: x\r\nAuthorization: token ada-token\r\n{head}\r\n\r\n"
            )
            line.sendall(request.encode())
            reply = line.recv(4000)
            assert reply.startswith(b"HTTP/1.1 " + status) or (status == b"413" and b"400" in reply[:20]), reply[:100]
    assert running.desk.store.all() == []


def test_bombs_are_refused_with_a_reason(running: Served) -> None:
    for text in ("[" * 200_000, '{"cells": [' + "[]," * 1_100_000 + "[]]}", "PK\x03\x04"):
        reply = running.ask("POST", f"api/units/{UNIT}", "ada", {"files": {"1-numbers.ipynb": text}})
        assert reply.status == 409 and "no notebook" in reply.json["error"]["message"]
    for body in (b"", b"[]", b"{", b'{"files": 5}', b'{"files": {"a": 5}}', b"[" * 50_000,
                 b'{"files": {}, "x": [' + b"[]," * 2_000_000 + b"1]}"):  # fmt: skip
        assert running.ask("POST", f"api/units/{UNIT}", "ada", body).status == 400
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="../../key"\r\n\r\nx\r\n--x--\r\n'
    reply = running.ask("POST", f"units/{UNIT}", "ada", form, {"Content-Type": "multipart/form-data; boundary=x"})
    assert reply.status == 409 and "does not belong to" in reply.text


def test_ten_thousand_requests_of_one_student_cost_the_others_nothing(tiny: Course) -> None:
    limits = Limits(requests=Rate(a_minute=60, burst=20), hand_ins=Rate(a_minute=1, burst=3))
    with served(Desk(tiny, Clock()), limits=limits) as running:
        codes = []
        for _ in range(200):
            reply = running.ask("GET", "api/receipts/1", "ada")
            codes.append(reply.status)
        assert codes.count(404) < 60 and codes[-1] == 429 and int(reply.headers["retry-after"]) >= 1
        assert running.ask("GET", "api/course", "bob").status == 200
        sent = [running.hand_in("bob", UNIT, files(tiny, double=f"# {n}")).status for n in range(5)]
        assert sent == [201, 201, 201, 429, 429]
        assert len(tiny and running.desk.store.all()) == 3


def test_a_rate_fills_again_with_time_and_forgets_old_names() -> None:
    now = 0.0
    rate = Rate(a_minute=60, burst=2, most_names=3, clock=lambda: now)
    assert [rate.wait("ada") for _ in range(3)] == [0, 0, 1] and rate.wait("bob") == 0
    now = 1.0
    assert [rate.wait("ada"), rate.wait("ada")] == [0, 1]
    for name in "cdefg":
        rate.wait(name)
    assert len(rate._left) == 3


def test_when_all_room_is_taken_hand_ins_are_asked_to_come_back_and_room_is_given_back(tiny: Course) -> None:
    """Somebody sends slowly, to keep the room from the others; and no second time at once."""
    limits = Limits(room=Room(300_000))
    with served(Desk(tiny, Clock()), limits=limits) as running:
        sent = files(tiny, why="x" * 80_000)
        request = f"POST {PREFIX}api/units/{UNIT} HTTP/1.1\r\nHost: x\r\nAuthorization: token %s-token\r\nContent-Length: %d\r\n\r\n"
        with socket.create_connection(("127.0.0.1", running.port), 20) as slow:
            slow.sendall((request % ("bob", 250_000)).encode())
            _until(lambda: limits.room.taken == 250_000)
            refused = running.hand_in("ada", UNIT, sent)
            assert refused.status == 503 and refused.headers["retry-after"]
            with socket.create_connection(("127.0.0.1", running.port), 20) as second:
                second.sendall((request % ("bob", 100_000)).encode())
                assert second.recv(1000).startswith(b"HTTP/1.1 503 ")
            assert limits.room.taken == 250_000
        _until(lambda: limits.room.taken == 0)  # the slow one has hung up
        assert running.hand_in("ada", UNIT, sent).status == 201
        _until(lambda: limits.room.taken == 0)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came")


def test_a_script_in_a_name_is_text_on_every_page(running: Served) -> None:
    assert running.hand_in("odd", UNIT, files(running.desk.course)).status == 409, "and no folder is called like it"
    running.desk.store.add("<script>x</script>", UNIT, START, files(running.desk.course), lambda _: None)
    running.desk.store.fail(1, 1, "<img src=x onerror=alert(1)>")
    for path, who in (("", "odd"), (f"units/{UNIT}", "odd"), ("class", "prof"), ("class/student?name=<script>x</script>".replace("<", "%3C").replace(">", "%3E"), "prof"),
                      ("<script>x".replace("<", "%3C").replace(">", "%3E"), "odd")):  # fmt: skip
        reply = running.ask("GET", path, who)
        assert "<script" not in reply.text and "<img" not in reply.text, path
        assert "script-src" not in reply.headers["content-security-policy"]
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")


def test_every_answer_has_the_headers_that_keep_it_apart(running: Served) -> None:
    for path, who in (("", "ada"), ("api/course", "ada"), ("nothing", "ada"), ("api/course", None), ("class", "prof")):
        headers = running.ask("GET", path, who).headers
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"] and "server" not in headers


def test_the_log_has_no_secret(running: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    running.ask("GET", "api/course?token=ada-token&_xsrf=hidden", "ada", headers={"Cookie": "session=hidden"})
    running.hand_in("ada", UNIT, files(running.desk.course, why="hidden words"))
    running.ask("POST", f"api/units/{UNIT}", "ada", b'{"hidden')
    running.ask("GET", "%0aforged%20line", "ada")
    ours = "\n".join(record.getMessage() for record in caplog.records)
    assert "GET /services/workbook/api/course ada" in ours
    assert "hidden" not in ours and "token" not in ours
    assert not [record for record in caplog.records if "\n" in record.getMessage()], "no line is forged"


def test_a_request_that_is_sent_again_counts_once(tiny: Course) -> None:
    clock = Clock()
    tiny.dates.write_text(f"[units.{UNIT}]\nattempts = 1\n")
    with served(Desk(tiny, clock)) as running:
        first = running.hand_in("ada", UNIT, files(tiny)).json
        clock.now += timedelta(hours=1)
        assert running.hand_in("ada", UNIT, files(tiny)).json == first
        refused = running.hand_in("ada", UNIT, files(tiny, **RIGHT))
        assert refused.status == 409 and "The one attempt is used" in refused.json["error"]["message"]


def test_a_mistake_in_the_courses_file_stops_nobody_else_and_tells_students_nothing(running: Served) -> None:
    running.desk.course.dates.write_text("[students.bob]\ntime_factor = -3\n")
    reply = running.hand_in("ada", UNIT, files(running.desk.course))
    assert (
        reply.status == 500
        and "bob" not in reply.text
        and "settings are at fault" in json.loads(reply.body)["error"]["message"]
    )
    running.desk.course.dates.unlink()
    assert running.hand_in("ada", UNIT, files(running.desk.course)).status == 201


def test_what_is_not_open_yet_is_not_given_out(running: Served) -> None:
    assert "1-numbers.ipynb" in running.ask("GET", f"api/release/{UNIT}").json["files"]
    running.desk.course.dates.write_text(f"[units.{UNIT}]\nopen = 2027-01-01\n")
    refused = running.ask("GET", f"api/release/{UNIT}")
    assert refused.status == 409 and "It opens on 2027-01-01" in refused.json["error"]["message"]
