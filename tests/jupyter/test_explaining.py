"""Explain it: questions on one's own right answers, asked of a real Jupyter server; none where the answer is not right."""

from __future__ import annotations

import http.client
import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.test_oral import outcome
from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.jupyter.conftest import Served, served
from workbook import workspace

PATH = f"{UNIT}/1-numbers.ipynb"
LOOP = """def mean(numbers):
    total = 0
    for number in numbers:
        total += number
    if not numbers:
        return None
    return total / len(numbers)"""
pytestmark = pytest.mark.sandbox


def body(jupyter: Served, exercise: str, seed: int = 0, **answers: str) -> dict[str, Any]:
    own = notebook(jupyter.course, "1-numbers", **answers)
    return {"path": PATH, "exercise": exercise, "seed": seed, "notebook": own}


def test_a_right_answer_is_asked_about_with_what_its_calls_really_give(jupyter: Served) -> None:
    seen = 0
    for seed in range(4):
        found = jupyter.post("explain", **body(jupyter, "mean-tests", seed, mean=LOOP))
        assert found["title"] == "T2 · Mean" and 1 <= len(found["questions"]) <= 3
        assert found["answers"] == [{"id": "mean", "text": LOOP}]
        for question in found["questions"]:
            assert all(1 <= line <= len(LOOP.splitlines()) for line in question["lines"])
            if question["kind"] == "value":
                call = question["ask"].split("`")[1]
                assert question["answer"] == f"`{outcome(LOOP, call)[1]}`"
                assert "when mean returns:" in question["reason"]
                seen += 1
    assert seen, "no question of this kind: the test looks at nothing"


def test_another_seed_asks_other_questions_and_the_same_one_the_same(jupyter: Served) -> None:
    one, again, other = (
        jupyter.post("explain", **body(jupyter, "mean-tests", seed, mean=LOOP))["questions"] for seed in (1, 1, 2)
    )
    assert one == again != other


def test_nothing_is_written_down_and_no_points_are_given(jupyter: Served) -> None:
    work = jupyter.course.work
    before = {path: path.read_bytes() for path in work.rglob("*.ipynb")}
    jupyter.course.progress.unlink(missing_ok=True)
    jupyter.post("explain", **body(jupyter, "mean-tests", mean=LOOP))
    assert {path: path.read_bytes() for path in work.rglob("*.ipynb")} == before
    assert not list(work.rglob("explain-it.html"))
    assert jupyter.overview()["points"] == 0


@pytest.mark.parametrize(
    "answer",
    ["def mean(numbers):\n    return 1.5", "def mean(numbers:", None, "def mean(numbers):\n    raise ValueError"],
    ids=["partly right", "no Python", "as released", "an error"],
)
def test_an_answer_without_full_points_is_not_asked_about(answer: str | None, jupyter: Served) -> None:
    answers = {} if answer is None else {"mean": answer}
    status, found = jupyter.ask("POST", "explain", body(jupyter, "mean-tests", **answers))
    assert status == 409 and "full points" in found["error"]["message"] and found["error"]["mend"]


def test_only_the_exercise_that_was_named_is_asked_about(jupyter: Served) -> None:
    found = jupyter.post("explain", **body(jupyter, "double-tests", double=RIGHT["double"], mean=LOOP))
    assert {answer["id"] for answer in found["answers"]} <= {"double"}


def test_no_line_of_a_hidden_test_is_told(jupyter: Served) -> None:
    for seed in range(3):
        found = jupyter.post("explain", **body(jupyter, "double-tests", seed, double=RIGHT["double"]))
        assert "secret_number" not in json.dumps(found)


@pytest.mark.parametrize("seed", [-1, 10_000, "1", 1.5, True, None, [1]])
def test_a_seed_that_is_none_is_refused(seed: object, jupyter: Served) -> None:
    status, found = jupyter.ask("POST", "explain", {**body(jupyter, "mean-tests", mean=LOOP), "seed": seed})
    assert status == 409 and "seed" in found["error"]["message"]


@pytest.mark.parametrize("exercise", [None, "mean", "../mean-tests", 3])
def test_an_exercise_that_is_none_is_refused(exercise: object, jupyter: Served) -> None:
    status, found = jupyter.ask("POST", "explain", {**body(jupyter, "mean-tests"), "exercise": exercise})
    assert status == 404 and found["error"]["mend"]


def test_questions_that_nobody_waits_for_are_ended(jupyter: Served) -> None:
    slow = f"import time\ntime.sleep(6)\n{LOOP}"
    line = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=20)
    line.request("POST", "/workbook/api/explain", json.dumps(body(jupyter, "mean-tests", mean=slow)), jupyter.headers)
    time.sleep(2)
    assert line.sock is not None
    line.sock.close()
    line.close()
    started = time.monotonic()
    own = notebook(jupyter.course, "1-numbers", double=RIGHT["double"])
    found = jupyter.post("check", path=PATH, exercise="double-tests", notebook=own)
    assert found["exercises"][0]["points"] == 2
    assert time.monotonic() - started < 15, "four runs of six seconds"


def test_while_a_paper_is_closed_there_are_no_questions(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    unit = course.unit(UNIT)
    (unit.source / "clock.py").write_text("def closed(lesson, folder):\n    return 'Stop the clock first.'\n")
    facts = unit.source / "instructor" / "unit.toml"
    facts.write_text(facts.read_text() + '\n[submission]\nclosed = "clock:closed"\n')
    workspace.take(course.units)
    with served(course, tmp_path / "home") as jupyter:
        status, found = jupyter.ask("POST", "explain", body(jupyter, "mean-tests", mean=LOOP))
        assert status == 409 and found["error"]["mend"] == "Stop the clock first."


def test_without_a_token_nothing_is_asked(jupyter: Served) -> None:
    assert jupyter.ask("POST", "explain", b"{}", headers={})[0] == 403
