"""Handing in from the panel: a real Jupyter server asks the real class service, with the token that a hub would give it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.jupyter.conftest import Served, served
from tests.service import served as services
from workbook import workspace
from workbook.course import Course
from workbook.service.desk import Desk

pytestmark = pytest.mark.sandbox


@pytest.fixture
def students(tmp_path: Path) -> Course:
    """What a student has."""
    course = tiny_course(tmp_path / "home" / "course")
    workspace.take(course.units)
    return course


@contextmanager
def both(
    students: Course, tmp_path: Path, token: str = "ada-token", dates: str = ""
) -> Iterator[tuple[Served, services.Served]]:
    """The student's Jupyter server, and the class service that it was told of."""
    class_course = tiny_course(tmp_path / "class")
    class_course.dates.write_text(dates)
    with services.served(Desk(class_course), grading=True) as service:
        address = f"http://127.0.0.1:{service.port}{services.PREFIX}"
        environment = {"WORKBOOK_SERVICE": address, "JUPYTERHUB_API_TOKEN": token}
        with served(students, tmp_path / "jupyter", **environment) as jupyter:
            yield jupyter, service


def write(course: Course, **answers: str) -> None:
    for lesson in ("1-numbers", "2-words"):
        (course.work / UNIT / f"{lesson}.ipynb").write_text(json.dumps(notebook(course, lesson, **answers)))


def test_what_stands_in_work_is_handed_in_and_its_points_come_back(students: Course, tmp_path: Path) -> None:
    write(students, **RIGHT)
    with both(students, tmp_path) as (jupyter, service):
        shown = jupyter.overview()["hand_in"]
        assert shown["here"] is True and shown["url"].startswith("http://127.0.0.1:")
        before = next(unit for unit in jupyter.post("standing")["units"] if unit["unit"] == UNIT)
        assert before["tries"] == 0 and before["points"] is None and before["refusal"] == ""
        receipt = jupyter.post("hand-in", unit=UNIT)
        assert receipt["unit"]["tries"] == 1
        kept = json.loads((students.root / receipt["kept"]).read_text())
        assert kept["student"] == "ada" and kept["number"] == receipt["number"]
        service.settled("ada", UNIT)
        after = next(unit for unit in jupyter.post("standing")["units"] if unit["unit"] == UNIT)
        assert (after["points"], after["max_points"], after["waits"]) == (7, 10, False)
        assert [page["lesson"] for page in after["feedback"]] == ["1-numbers", "2-words"]
        page = after["feedback"][0]["url"].removeprefix(shown["url"])
        assert service.ask("GET", page, "ada").status == 200


def test_the_token_of_this_server_is_in_no_answer(students: Course, tmp_path: Path) -> None:
    with both(students, tmp_path) as (jupyter, _):
        told = [
            jupyter.ask("GET", "course")[1],
            *(jupyter.ask("POST", name, {"unit": UNIT})[1] for name in ("standing", "hand-in")),
        ]
        assert "ada-token" not in json.dumps(told)


def test_the_services_own_words_say_why_nothing_is_taken(students: Course, tmp_path: Path) -> None:
    with both(students, tmp_path, dates=f"[units.{UNIT}]\ncloses = 2020-01-01\n") as (jupyter, _):
        now = next(unit for unit in jupyter.post("standing")["units"] if unit["unit"] == UNIT)
        assert now["refusal"].startswith("It closed on")
        status, found = jupyter.ask("POST", "hand-in", {"unit": UNIT})
        assert (
            status == 409
            and "It closed on" in found["error"]["message"]
            and "Ask your instructor" in found["error"]["mend"]
        )
        assert not (students.work / "receipts").exists()


def test_what_is_no_unit_is_refused_before_anything_is_sent(students: Course, tmp_path: Path) -> None:
    with both(students, tmp_path) as (jupyter, service):
        for unit in ("99-nothing", "../01-shop", "", None, ["00-tiny"], 0):
            status, found = jupyter.ask("POST", "hand-in", {"unit": unit})
            assert status == 404 and found["error"]["mend"], unit
        assert service.desk.store.of("ada", UNIT) == []


def test_a_token_that_the_service_does_not_know_is_told_and_the_panel_goes_on(students: Course, tmp_path: Path) -> None:
    with both(students, tmp_path, token="stale") as (jupyter, _):
        status, found = jupyter.ask("POST", "standing", {})
        assert status == 409 and found["error"]["message"]
        assert jupyter.overview()["units"]


def test_a_service_that_is_gone_loses_nothing_and_without_a_hub_there_is_none(students: Course, tmp_path: Path) -> None:
    write(students, **RIGHT)
    gone = {"WORKBOOK_SERVICE": "http://127.0.0.1:9/services/workbook/", "JUPYTERHUB_API_TOKEN": "ada-token"}
    with served(students, tmp_path / "gone", **gone) as jupyter:
        status, found = jupyter.ask("POST", "hand-in", {"unit": UNIT})
        assert (
            status == 409
            and "does not answer" in found["error"]["message"]
            and "Nothing is lost" in found["error"]["mend"]
        )
    with served(students, tmp_path / "alone") as jupyter:
        assert jupyter.overview()["hand_in"] is None
        status, found = jupyter.ask("POST", "standing", {})
        assert status == 409 and "no class service here" in found["error"]["message"]
