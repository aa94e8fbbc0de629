"""Requests for another look at a grade, through the service: asked, answered, seen by both, and by nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, scores
from tests.service.served import PREFIX, Reply, Served, served
from tests.service.test_hand_in import Clock, files, graded, rules
from workbook import cli
from workbook.classroom.regrading import requests
from workbook.course import Course
from workbook.service.desk import Desk
from workbook.service.limits import Rate
from workbook.service.web import Limits

WRONG = {**RIGHT, "mean": "def mean(numbers):\n    return 1.5"}
ATTACK = '<script>alert(1)</script> & "quoted" {{ 7 * 7 }}'
HTML = {"Content-Type": "application/x-www-form-urlencoded"}
pytestmark = pytest.mark.sandbox


@pytest.fixture
def running(tiny: Course) -> Iterator[Served]:
    """A service in which Ada's and Bob's hand-ins are graded."""
    desk = Desk(tiny, Clock())
    desk.hand_in("ada", UNIT, files(tiny, **WRONG))
    desk.hand_in("bob", UNIT, files(tiny, **RIGHT))
    graded(desk)
    with served(desk, limits=Limits(asks=Rate(a_minute=600, burst=100))) as found:
        yield found


def ask(running: Served, text: str, who: str = "ada", exercise: str = "mean", lesson: str = "1-numbers") -> Reply:
    body = {"lesson": lesson, "exercise": exercise, "text": text, "student": "bob", "name": "bob"}
    return running.ask("POST", f"api/units/{UNIT}/requests", who, body)


def own(running: Served, who: str = "ada") -> list[dict[str, object]]:
    found: list[dict[str, object]] = running.ask("GET", f"api/units/{UNIT}/requests", who).json["requests"]
    return found


def send(running: Served, path: str, who: str, **fields: str) -> Reply:
    return running.ask("POST", path, who, urlencode(fields).encode(), HTML)


def answer(running: Served, text: str, who: str = "prof", **more: str) -> Reply:
    place = {"student": "ada", "unit": UNIT, "lesson": "1-numbers", "cell": "mean-tests"}
    return send(running, "class/answer", who, **{**place, "text": text, **more})


def test_a_student_asks_the_instructor_answers_and_both_see_it(running: Served) -> None:
    made = ask(running, "Part 2 asks for 1.5, which I give.")
    assert made.status == 201 and made.json["request"]["exercise"] == "mean-tests" and made.json["request"]["open"]
    assert "1 for you to answer" in running.ask("GET", "class", "prof").text
    told = running.ask("GET", "class/requests", "prof").text
    assert "ada: T2 · Mean" in told and "Part 2 asks for 1.5" in told

    before = scores(running.desk.course)["ada", "mean-tests"]
    assert answer(running, "You are right.", points="3,5").status == 303
    assert scores(running.desk.course)["ada", "mean-tests"] == 3.5 != before
    [seen] = own(running)
    assert not seen["open"] and seen["asked"][0]["answer"] == "You are right."  # type: ignore[index]
    page = running.ask("GET", f"units/{UNIT}").text
    assert "Part 2 asks for 1.5" in page and "You are right." in page and "3.5 points" in page
    assert "You are right." in unescape(running.ask("GET", f"feedback/{UNIT}/1-numbers").text)
    assert "No request waits" in running.ask("GET", "class/requests", "prof").text
    assert "You are right." in running.ask("GET", "class/requests?all=yes", "prof").text


def test_the_form_of_the_units_page_asks_too(running: Served) -> None:
    page = running.ask("GET", f"units/{UNIT}").text
    assert '<option value="1-numbers/mean-tests">' in page and 'name="text"' in page
    made = send(running, f"units/{UNIT}/requests", "ada", exercise="1-numbers/mean-tests", text="One\r\ntwo")
    assert made.status == 303 and made.headers["location"] == f"{PREFIX}units/{UNIT}#requests"
    assert own(running)[0]["asked"][0]["text"] == "One\ntwo"  # type: ignore[index]


def test_nobody_sees_or_answers_what_is_not_theirs(running: Served) -> None:
    ask(running, "Only mine.")
    assert own(running, "bob") == [] and requests.kept(running.desk.course, UNIT, "bob") == []
    assert "Only mine." not in running.ask("GET", f"units/{UNIT}", "bob").text
    for path in ("class/requests", "class/requests?all=yes"):
        assert running.ask("GET", path, "bob").status == 404
    assert answer(running, "Full points, please.", who="ada", points="4").status == 404
    assert running.ask("GET", f"api/units/{UNIT}/requests", None).status == 403
    assert running.ask("POST", f"api/units/{UNIT}/requests", None, {}).status == 403
    assert own(running)[0]["open"]


def test_until_it_is_answered_another_text_takes_its_place_and_the_same_text_counts_once(running: Served) -> None:
    for text in ("First.", "Second.", "Second."):
        assert ask(running, text).status == 201
    assert [one["text"] for one in own(running)[0]["asked"]] == ["Second."]  # type: ignore[attr-defined]
    answer(running, "No.")
    assert ask(running, "Once more.").json["request"]["open"]
    assert len(own(running)[0]["asked"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "  \n ", "x" * 5001, "ü" * 5001], ids=["none", "blank", "long", "long, two bytes"]
)
def test_a_text_that_is_none_is_refused_and_nothing_is_kept(text: str, running: Served) -> None:
    made = ask(running, text)
    assert made.status == 409 and "1 to 5000 characters" in made.json["error"]["message"]
    assert own(running) == []


def test_what_is_far_too_big_is_refused_before_it_is_read(running: Served) -> None:
    assert ask(running, "x" * 100_000).status == 413
    assert answer(running, "x" * 300_000).status == 413


@pytest.mark.parametrize(
    ("lesson", "exercise"),
    [("1-numbers", "nothing"), ("9-nothing", "mean"), ("../1-numbers", "mean"), ("1-numbers", "../../mean"), ("", "")],
)
def test_an_exercise_that_is_none_is_refused(lesson: str, exercise: str, running: Served) -> None:
    assert ask(running, "Please.", lesson=lesson, exercise=exercise).status == 404
    assert own(running) == []


@pytest.mark.parametrize("body", [{}, [], {"lesson": 1, "exercise": [], "text": None}, {"text": "x"}])
def test_a_request_that_is_none_is_told_so(body: object, running: Served) -> None:
    assert running.ask("POST", f"api/units/{UNIT}/requests", "ada", body).status == 400


def test_who_has_seen_no_grade_has_nothing_to_ask_about(running: Served) -> None:
    made = ask(running, "Please.", who="odd")
    assert made.status == 409 and "no grade" in made.json["error"]["message"]
    rules(running.desk, 'points = "never"\nmessages = "never"')
    assert ask(running, "Please.").status == 409
    assert "Ask for another look" not in running.ask("GET", f"units/{UNIT}").text


def test_points_of_an_answer_are_hidden_where_points_are(running: Served) -> None:
    ask(running, "Please.")
    answer(running, "Fine.", points="3.5")
    rules(running.desk, 'points = "never"')
    page = running.ask("GET", f"units/{UNIT}").text
    assert "Fine." in page and "3.5 points" not in page
    assert own(running)[0]["asked"][0]["points"] is None  # type: ignore[index]


@pytest.mark.parametrize("points", ["nan", "inf", "many", "-1", "4.5", "1e400"])
def test_points_that_can_not_be_given_are_refused_and_nothing_is_answered(points: str, running: Served) -> None:
    ask(running, "Please.")
    before = scores(running.desk.course)
    assert answer(running, "Yes.", points=points).status == 409
    assert own(running)[0]["open"] and scores(running.desk.course) == before


@pytest.mark.parametrize(
    "place",
    [{"student": "bob"}, {"student": "../ada"}, {"cell": "double-tests"}, {"lesson": "../../x"}, {"student": ""}],
    ids=str,
)
def test_only_what_was_asked_can_be_answered(place: dict[str, str], running: Served) -> None:
    ask(running, "Please.")
    assert answer(running, "Yes.", **place).status == 404
    assert answer(running, "Yes.", unit="../00-tiny").status == 404


def test_an_answer_is_replaced_only_where_that_is_said(running: Served) -> None:
    ask(running, "Please.")
    assert answer(running, "No.").status == 303
    assert answer(running, "Yes.").status == 409
    assert answer(running, "Yes.", anew="yes").status == 303
    assert own(running)[0]["asked"][0]["answer"] == "Yes."  # type: ignore[index]


def test_a_script_in_a_request_or_an_answer_is_text(running: Served) -> None:
    ask(running, ATTACK)
    answer(running, ATTACK)
    for path, who in (
        (f"units/{UNIT}", "ada"),
        ("class/requests?all=yes", "prof"),
        (f"feedback/{UNIT}/1-numbers", "ada"),
    ):
        page = running.ask("GET", path, who).text
        assert "<script>alert" not in page, path
        assert "alert(1)" in page or path.startswith("feedback"), "which takes scripts out"


def test_who_asks_again_and_again_is_told_to_wait_and_at_most_twenty_times_about_one_exercise(tiny: Course) -> None:
    desk = Desk(tiny, Clock())
    desk.hand_in("ada", UNIT, files(tiny, **WRONG))
    graded(desk)
    with served(desk) as running:
        replies = [ask(running, f"Request {number}.") for number in range(10)]
        assert [one.status for one in replies[:6]] == [201] * 6
        assert replies[-1].status == 429 and int(replies[-1].headers["retry-after"]) > 0
        assert ask(running, "Mine.", who="bob").status == 409, "of one student's limit no other one hears"
    with served(desk, limits=Limits(asks=Rate(a_minute=6000, burst=200))) as running:
        for number in range(requests.MOST_ASKED):
            assert ask(running, f"Now {number}.").status == 201
            answer(running, "No.")
        told = ask(running, "Once more.")
        assert told.status == 409 and "20 times" in told.json["error"]["message"]


def test_requests_that_come_at_once_are_all_kept(running: Served) -> None:
    cells = ["double-tests", "mean-tests", "why"]
    threads = [threading.Thread(target=ask, args=(running, f"About {cell}.", "ada", cell)) for cell in cells]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {look["exercise"] for look in own(running)} == set(cells)


def test_the_command_asks_the_service_and_without_one_writes_a_file(
    running: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--course", str(running.desk.course.root), "regrade", f"{UNIT}/1-numbers", "mean", "Part 2, please."]
    monkeypatch.setenv("WORKBOOK_SERVICE", f"http://127.0.0.1:{running.port}{PREFIX}")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "ada-token")
    done = CliRunner().invoke(cli.app, words)
    assert done.exit_code == 0 and f"units/{UNIT}" in done.output, done.output
    assert own(running)[0]["asked"][0]["text"] == "Part 2, please."  # type: ignore[index]
    file = running.desk.course.work / UNIT / "regrade-1-numbers-mean-tests.md"
    assert not file.exists()
    done = CliRunner().invoke(cli.app, [*words, "--file"])
    assert done.exit_code == 0 and file.read_text(encoding="utf-8") == "Part 2, please.\n"

    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "bob-token")
    answered = CliRunner().invoke(cli.app, ["--course", words[1], "requests", UNIT])
    assert "Part 2, please." in answered.output, "the instructor's command sees the same records"
    monkeypatch.delenv("WORKBOOK_SERVICE")
    file.unlink()
    done = CliRunner().invoke(cli.app, words)
    assert done.exit_code == 0 and file.exists()
