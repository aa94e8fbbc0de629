"""``workbook check``: one's own copy against all tests, in the sandbox or in an ordinary kernel."""

from __future__ import annotations

import errno
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from typer.testing import CliRunner

from tests.classroom.tiny import RIGHT, UNIT, notebook
from workbook import cli
from workbook.course import Course
from workbook.errors import SandboxUnavailable, WorkbookError
from workbook.grading import engine, kernel, local
from workbook.grading.masters import load_master
from workbook.grading.model import Submission

WRONG = {**RIGHT, "double": "def double(x):\n    return x ** 2", "mean": "def mean(numbers):\n    return 1.5"}


def save(course: Course, **answers: str) -> Path:
    path = course.unit(UNIT).lesson("1-numbers").work
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(course, "1-numbers", **answers)), encoding="utf-8")
    return path


def run(course: Course, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["--course", str(course.root), "check", *arguments])
    return result.exit_code, result.output


def test_it_prints_points_and_message_of_each_exercise_and_exits_with_1(tiny: Course) -> None:
    save(tiny, **WRONG)
    code, text = run(tiny, UNIT)
    assert code == 1
    for words in ("1 of 6 points", "✗ 0 of 2  T1 · Double", "wrong on another number", "~ 1 of 4  T2 · Mean"):
        assert words in text, text


def test_all_points_earned_exits_with_0(tiny: Course) -> None:
    save(tiny, **RIGHT)
    assert run(tiny)[0] == 0


def test_json_is_one_object_a_lesson(tiny: Course) -> None:
    save(tiny, **WRONG)
    code, text = run(tiny, "--json")
    made = json.loads(text)
    assert code == 1
    assert (made["version"], made["points"], made["max_points"]) == (1, 1, 6)
    assert [exercise["outcome"] for exercise in made["exercises"]] == ["failed", "partial"]


def test_a_broken_copy_is_a_problem_with_its_reason(tiny: Course) -> None:
    save(tiny).write_text("{", encoding="utf-8")
    code, text = run(tiny)
    assert code == 1
    assert "not JSON" in text


def test_without_copies_the_command_to_run_is_named(tiny: Course) -> None:
    with pytest.raises(WorkbookError, match="workbook lab 00-tiny"):
        local.copies([tiny.unit(UNIT)])


def test_the_copy_is_never_changed(tiny: Course) -> None:
    path = save(tiny, **WRONG)
    before = path.read_bytes()
    run(tiny)
    assert path.read_bytes() == before


@pytest.mark.parametrize("system", ["events", "no events", "no more watches"])
def test_watching_checks_again_after_each_save(tiny: Course, system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = []

    def watched(*folders: Path, force_polling: bool | None, **rest: Any) -> Iterator[object]:
        ways.append(force_polling)
        if system == "no more watches" and not force_polling:
            raise OSError(errno.EMFILE, "the limit of inotify instances")
        return real(*([tiny.source] if system == "no events" else folders), force_polling=force_polling, **rest)

    real = watchfiles.watch
    monkeypatch.setattr(watchfiles, "watch", watched)
    save(tiny, **WRONG)
    ended = threading.Event()
    seen = local.watch(local.copies([tiny.unit(UNIT)]), local.Checker(print), ended.is_set)
    assert not next(seen).complete
    for answers in (RIGHT, WRONG, RIGHT):
        save(tiny, **answers)
        started = time.monotonic()
        assert next(seen).complete == (answers == RIGHT)
        assert time.monotonic() - started < 20
    ended.set()
    assert list(seen) == []
    assert ways == ([None, True] if system == "no more watches" else [None])


def test_a_copy_that_an_editor_replaces_is_checked_again(tiny: Course) -> None:
    path = save(tiny, **WRONG)
    seen = local.watch(local.copies([tiny.unit(UNIT)]), local.Checker(print))
    assert not next(seen).complete
    aside = path.with_name("other")
    aside.write_text(json.dumps(notebook(tiny, "1-numbers", **RIGHT)), encoding="utf-8")
    aside.replace(path)
    assert next(seen).complete


@pytest.mark.parametrize("answers", [RIGHT, WRONG, {}])
def test_an_ordinary_kernel_gives_the_same_points_and_words(tiny: Course, answers: dict[str, str]) -> None:
    master = load_master(tiny.unit(UNIT).lesson("1-numbers"))
    submission = Submission("self", json.dumps(notebook(tiny, "1-numbers", **answers)).encode())
    boxed, plain = engine.grade(submission, master), kernel.grade(submission, master)
    assert [(t.id, t.points, t.outcome) for t in plain.tests] == [(t.id, t.points, t.outcome) for t in boxed.tests]
    assert [bool(test.message) for test in plain.tests] == [bool(test.message) for test in boxed.tests]


def test_where_no_sandbox_can_be_had_the_check_goes_on_and_says_so(
    tiny: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("There is no bubblewrap.", "Install it.")

    monkeypatch.setattr(engine, "grade", refuse)
    save(tiny, **RIGHT)
    said: list[str] = []
    checked = local.Checker(said.append).check(tiny.unit(UNIT).lesson("1-numbers"))
    assert checked.complete
    assert "no bubblewrap" in said[0]
    assert "ordinary Jupyter kernel" in said[0]


def test_an_answer_that_ends_the_kernel_stops_its_exercise(tiny: Course) -> None:
    master = load_master(tiny.unit(UNIT).lesson("1-numbers"))
    ends = {**RIGHT, "mean": "import os\nos._exit(3)"}
    submission = Submission("self", json.dumps(notebook(tiny, "1-numbers", **ends)).encode())
    result = kernel.grade(submission, master)
    assert {test.id: test.outcome for test in result.tests} == {"double-tests": "passed", "mean-tests": "stopped"}
