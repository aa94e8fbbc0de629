"""The requests below /workbook/api/, asked of a real Jupyter server over HTTP."""

from __future__ import annotations

import http.client
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.jupyter.conftest import TOKEN, Served, served
from workbook import hooks, workspace
from workbook.course import Course

PATH = f"{UNIT}/1-numbers.ipynb"
SQUARE = "def double(x):\n    return x ** 2"


@pytest.fixture(autouse=True)
def _anew(jupyter: Served) -> Iterator[None]:
    """Each test begins without progress and with released copies."""
    yield
    jupyter.course.progress.unlink(missing_ok=True)
    for lesson in jupyter.course.lessons():
        lesson.work.write_bytes(lesson.release.read_bytes())


def check(jupyter: Served, exercise: str | None = None, path: str = PATH, **answers: str) -> Any:
    return jupyter.post(
        "check", path=path, exercise=exercise, notebook=notebook(jupyter.course, "1-numbers", **answers)
    )


def test_the_overview_tells_units_lessons_exercises_and_what_is_next(jupyter: Served) -> None:
    found = jupyter.overview()
    assert (found["version"], found["hidden"], found["points"]) == (1, True, 0)
    first = found["units"][0]
    assert (first["name"], first["title"], first["state"]) == (UNIT, "A tiny unit", "new")
    lesson = first["lessons"][0]
    assert (lesson["path"], lesson["title"], lesson["minutes"], lesson["max_points"]) == (PATH, "Numbers", 5, 6)
    assert [one["title"] for one in lesson["exercises"]] == ["T1 · Double", "T2 · Mean"]
    assert (found["next"]["path"], found["next"]["exercise"], found["next"]["begun"]) == (PATH, "double-tests", False)


@pytest.mark.sandbox
def test_a_wrong_answer_is_told_part_by_part_and_a_right_one_counts(jupyter: Served) -> None:
    found = check(jupyter, "mean-tests", mean="def mean(numbers):\n    return 1.5")
    [card] = found["exercises"]
    assert (card["points"], card["max_points"], card["outcome"], found["hidden"]) == (1, 4, "partial", True)
    parts = {part["name"]: part for part in card["parts"]}
    assert parts["the mean of a list"]["outcome"] == "passed"
    assert parts["the mean of the file"]["expected"] == "20.0" and parts["the mean of the file"]["got"] == "1.5"
    assert parts["an empty list"]["look"] == "the empty input"
    assert jupyter.overview()["points"] == 1

    check(jupyter, "mean-tests", mean=RIGHT["mean"])
    told = jupyter.overview()
    assert told["points"] == 4 and told["next"]["exercise"] == "double-tests"
    assert [points for _, points in told["history"]] == [1, 4]


@pytest.mark.sandbox
def test_what_stands_in_the_editor_is_checked_not_the_file_which_stays_as_it_is(jupyter: Served) -> None:
    lesson = jupyter.course.unit(UNIT).lesson("1-numbers")
    before = lesson.work.read_bytes()
    assert check(jupyter, "double-tests", double=RIGHT["double"])["exercises"][0]["points"] == 2
    assert lesson.work.read_bytes() == before


@pytest.mark.sandbox
def test_a_whole_lesson_counts_what_was_begun_only(jupyter: Served) -> None:
    found = check(jupyter, None, double=SQUARE)
    assert [(one["id"], one["begun"]) for one in found["exercises"]] == [("double-tests", True), ("mean-tests", False)]
    states = [one["state"] for one in jupyter.overview()["units"][0]["lessons"][0]["exercises"]]
    assert states == ["tried", "new"]


@pytest.mark.sandbox
def test_a_traceback_of_the_answer_is_told_and_no_line_of_a_hidden_test(jupyter: Served) -> None:
    broken = "def double(x):\n    return 2 * x\n\nraise ValueError('by the student')"
    found = check(jupyter, "double-tests", double=broken)
    assert "by the student" in found["exercises"][0]["trace"]
    found = check(jupyter, None, double=SQUARE)
    assert "secret_number" not in json.dumps(found)


@pytest.mark.sandbox
def test_a_solution_is_told_after_a_try_that_ran_or_on_demand_and_that_is_marked(jupyter: Served) -> None:
    ask = {"path": PATH, "exercise": "double-tests"}
    assert jupyter.ask("POST", "solution", ask)[0] == 403
    check(jupyter, "double-tests", double="def double(x:")
    assert jupyter.ask("POST", "solution", ask)[0] == 403, "it did not run"
    check(jupyter, "double-tests", double=SQUARE)
    found = jupyter.post("solution", **ask)
    assert "return 2 * x" in found["answers"][0]["text"] and "SOLUTION" not in found["answers"][0]["text"]
    assert {other["how"] for other in found["others"]} == {"sum", "count"}
    assert found["why"] == "" or "Hint" in found["why"]
    exercise = jupyter.overview()["units"][0]["lessons"][0]["exercises"][0]
    assert exercise["looked"] and exercise["state"] == "tried"

    other = {"path": PATH, "exercise": "mean-tests"}
    assert jupyter.ask("POST", "solution", other)[0] == 403
    assert jupyter.ask("POST", "solution", {**other, "anyway": "yes"})[0] == 403
    assert jupyter.post("solution", **other, anyway=True)["title"] == "T2 · Mean"


@pytest.mark.sandbox
def test_an_exercise_begins_anew_with_a_backup_and_is_taken_back(jupyter: Served) -> None:
    check(jupyter, "double-tests", double=RIGHT["double"])
    ask = {"path": PATH, "exercise": "double-tests"}
    kept = jupyter.post("reset", **ask, cells={"double": "mine", "mean": "not of this exercise"})
    assert "NotImplementedError" in kept["cells"]["double"]
    backup = jupyter.course.backups / kept["backup"]
    assert [cell["source"] for cell in json.loads(backup.read_text())["cells"]] == ["mine"]
    assert jupyter.overview()["points"] == 0
    back = jupyter.post("undo", **ask, backup=kept["backup"], cells={"double": "meanwhile"})
    assert back["cells"] == {"double": "mine"} and jupyter.overview()["points"] == 2
    [meanwhile] = (jupyter.course.backups / back["backup"]).iterdir()
    assert "meanwhile" in meanwhile.read_text()


def test_a_lesson_begins_anew_with_a_backup_and_is_taken_back(jupyter: Served) -> None:
    lesson = jupyter.course.unit(UNIT).lesson("1-numbers")
    lesson.work.write_text("mine")
    kept = jupyter.post("reset", path=PATH, exercise=None)
    assert lesson.work.read_bytes() == lesson.release.read_bytes()
    lesson.work.write_text("meanwhile")
    back = jupyter.post("undo", path=PATH, exercise=None, backup=kept["backup"])
    assert lesson.work.read_text() == "mine"
    assert (jupyter.course.backups / back["backup"] / lesson.work.name).read_text() == "meanwhile"


@pytest.mark.parametrize("backup", ["../../nbgrader_config.py", "00-tiny-1/../../x", "/etc", "", "01-shop-2026"])
def test_nothing_outside_of_the_units_backups_is_given_back(backup: str, jupyter: Served) -> None:
    for exercise in (None, "double-tests"):
        ask = {"path": PATH, "exercise": exercise, "backup": backup, "cells": {}}
        status, found = jupyter.ask("POST", "undo", ask)
        assert status == 409, found


@pytest.mark.sandbox
def test_a_renamed_lesson_is_checked_by_its_cells_and_another_notebook_is_none(jupyter: Served) -> None:
    found = check(jupyter, "double-tests", path="my own name.ipynb", double=RIGHT["double"])
    assert found["lesson"] == "1-numbers" and found["exercises"][0]["points"] == 2
    status, told = jupyter.ask("POST", "check", {"path": "x.ipynb", "notebook": {"cells": []}})
    assert status == 409 and "no lesson" in told["error"]["message"]
    copy = notebook(jupyter.course, "1-numbers")
    status, told = jupyter.ask("POST", "reset", {"path": "x.ipynb", "exercise": None, "notebook": copy})
    assert status == 409 and "is a copy of" in told["error"]["message"]


@pytest.mark.parametrize("path", ["../source/00-tiny/1-numbers.ipynb", "../../x.ipynb", "/etc/passwd"])
def test_no_path_outside_of_work_is_served(path: str, jupyter: Served) -> None:
    for name in ("check", "solution", "reset", "warm"):
        status, _ = jupyter.ask("POST", name, {"path": path, "exercise": "double-tests", "notebook": {}, "cells": {}})
        assert status == 409


@pytest.mark.parametrize("name", ["course", "check", "solution", "reset", "undo", "warm"])
def test_without_a_token_nothing_is_told(name: str, jupyter: Served) -> None:
    method = "GET" if name == "course" else "POST"
    assert jupyter.ask(method, name, b"{}", headers={})[0] == 403


def test_a_cookie_alone_without_its_xsrf_token_changes_nothing(jupyter: Served) -> None:
    line = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=20)
    line.request("GET", f"/tree?token={TOKEN}")
    reply = line.getresponse()
    reply.read()
    cookies = "; ".join(value.partition(";")[0] for name, value in reply.getheaders() if name.lower() == "set-cookie")
    assert "username" in cookies
    body = json.dumps({"path": PATH, "exercise": None}).encode()
    assert jupyter.ask("POST", "reset", body, headers={"Cookie": cookies})[0] == 403


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"[" * 100_000, b'{"path": 3}', b'{"path": "00-tiny/1-numbers.ipynb"}']
)
def test_a_body_that_is_no_request_is_told_so(body: bytes, jupyter: Served) -> None:
    status, found = jupyter.ask("POST", "check", body)
    assert status == 409 and found["error"]["message"] and found["error"]["mend"]


def test_a_body_that_is_too_big_is_told_so(jupyter: Served) -> None:
    status, found = jupyter.ask("POST", "check", b'{"x": "' + b"x" * (33 << 20) + b'"}')
    assert status == 409 and "larger than 32 MB" in found["error"]["message"]


def test_an_exercise_that_is_none_is_told_with_the_nearest_name(jupyter: Served) -> None:
    status, found = jupyter.ask("POST", "check", {"path": PATH, "exercise": "doubl-tests", "notebook": {}})
    assert status == 404 and "Did you mean 'double-tests'?" in found["error"]["mend"]


@pytest.mark.sandbox
def test_a_check_whose_browser_hangs_up_is_ended_and_the_next_one_answered(jupyter: Served) -> None:
    endless = notebook(jupyter.course, "1-numbers", double="while True:\n    pass")
    line = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=20)
    body = json.dumps({"path": PATH, "exercise": "double-tests", "notebook": endless})
    line.request("POST", "/workbook/api/check", body, jupyter.headers)
    time.sleep(3)
    line.sock.close()
    line.close()
    started = time.monotonic()
    assert check(jupyter, "double-tests", double=RIGHT["double"])["exercises"][0]["points"] == 2
    assert time.monotonic() - started < 15, "a cell may take 20 s"


@pytest.mark.sandbox
def test_the_server_answers_while_a_check_runs(jupyter: Served) -> None:
    slow = notebook(jupyter.course, "1-numbers", double="import time\ntime.sleep(4)\n" + RIGHT["double"])
    line = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=60)
    body = json.dumps({"path": PATH, "exercise": "double-tests", "notebook": slow})
    line.request("POST", "/workbook/api/check", body, jupyter.headers)
    started = time.monotonic()
    jupyter.overview()
    assert time.monotonic() - started < 3
    assert json.loads(line.getresponse().read())["exercises"][0]["points"] == 2


@pytest.mark.sandbox
def test_a_check_counts_even_where_progress_cannot_be_kept(jupyter: Served) -> None:
    jupyter.course.progress.mkdir()
    try:
        found = check(jupyter, "double-tests", double=RIGHT["double"])
        assert found["exercises"][0]["points"] == 2
        assert any("can't be kept" in note for note in found["notes"])
    finally:
        jupyter.course.progress.rmdir()


def test_outside_of_a_course_the_way_out_is_told(tmp_path: Path) -> None:
    with served(Course(tmp_path), tmp_path / "home", root=tmp_path) as running:
        status, found = running.ask("GET", "course")
        assert status == 404 and "No course in" in found["error"]["message"]


@pytest.mark.sandbox
def test_in_a_bundle_the_visible_tests_count_and_there_is_no_solution(tmp_path: Path) -> None:
    whole = tiny_course(tmp_path / "whole")
    workspace.bundle(whole, tmp_path / "course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        archive.extractall(tmp_path)
    course = Course(tmp_path / "workbook-course")
    workspace.take(course.units)
    with served(course, tmp_path / "home") as running:
        assert running.overview()["hidden"] is False
        found = check(running, "double-tests", double="def double(x):\n    return 4")
        assert found["hidden"] is False and found["exercises"][0]["points"] == 2
        status, told = running.ask("POST", "solution", {"path": PATH, "exercise": "double-tests", "anyway": True})
        assert status == 409 and "no solutions" in told["error"]["message"]


@pytest.mark.sandbox
def test_nothing_hidden_of_a_paper_is_told_before_its_clock_is_stopped(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    unit = course.unit(UNIT)
    settings = unit.settings_file.read_text() + '\n[submission]\nclosed = "paper:closed"\n'
    unit.settings_file.write_text(settings)
    (unit.source / "paper.py").write_text(
        'def closed(lesson, folder):\n    return "" if (folder / "finished").exists() else "The clock runs."\n'
    )
    course = Course(course.root)
    workspace.take(course.units)
    ask: dict[str, Any] = {"path": PATH, "exercise": "double-tests", "anyway": True}
    with served(course, tmp_path / "home") as running:
        found = check(running, "double-tests", double="def double(x):\n    return 4")
        assert (found["closed"], found["hidden"]) == ("The clock runs.", False)
        assert found["exercises"][0]["points"] == 2, "the hidden tests would not have given any"
        status, told = running.ask("POST", "solution", ask)
        assert status == 409 and told["error"]["mend"] == "The clock runs."
        (unit.work / "finished").touch()
        assert check(running, "double-tests", double="def double(x):\n    return 4")["exercises"][0]["points"] == 0
        assert running.ask("POST", "solution", ask)[0] == 200


def test_the_papers_of_the_course_are_closed_until_they_are_finished(course: Course, tmp_path: Path) -> None:
    closing = [lesson for lesson in course.lessons() if hooks.files_beside(lesson.unit, lesson.name)]
    assert closing
    for lesson in closing:
        assert "not finished" in hooks.closed(lesson.unit, lesson.name, tmp_path)


@pytest.mark.parametrize(
    ("service", "shown"),
    [
        (
            {"label": "the class", "url": "https://class.example/"},
            {"label": "the class", "url": "https://class.example/"},
        ),
        ({"label": "x", "url": "javascript:alert(1)"}, None),
        ("no mapping", None),
    ],
)
def test_the_way_to_hand_in_is_told_where_the_course_names_a_service_and_only_then(
    service: Any, shown: Any, jupyter: Served
) -> None:
    assert jupyter.overview()["hand_in"] is None
    jupyter.course.facts_file.write_text(json.dumps({"units": {}, "service": service}))
    try:
        assert jupyter.overview()["hand_in"] == shown
    finally:
        jupyter.course.facts_file.unlink()
