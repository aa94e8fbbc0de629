"""Bad days: whatever happens to the disk, the server, the lesson's file or the clock, nothing is lost and it is said what to do."""

from __future__ import annotations

import http.client
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.classroom.tiny import RIGHT, UNIT, notebook, tiny_course
from tests.conftest import ROOT
from tests.jupyter.conftest import Served, served
from workbook import workspace
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.progress import Check, Progress

LESSON = "1-numbers"
PATH = f"{UNIT}/{LESSON}.ipynb"
CHECK = Check(UNIT, LESSON, "double-tests", points=2, max_points=2, outcome="passed")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The tiny course with a student's answers in work/."""
    made = tiny_course(tmp_path / "course")
    workspace.take(made.units)
    made.unit(UNIT).lesson(LESSON).work.write_text(json.dumps(notebook(made, LESSON, **RIGHT)), encoding="utf-8")
    return made


def limited(course: Course, *arguments: str, most: int) -> subprocess.CompletedProcess[str]:
    """A command on a disk that takes files of at most *most* bytes, as a full one takes none."""
    return subprocess.run(
        [sys.executable, "-m", "workbook", "--course", str(course.root), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_on_a_full_disk_a_course_update_leaves_the_students_file_as_it_was(course: Course) -> None:
    lesson = course.unit(UNIT).lesson(LESSON)
    before = lesson.work.read_bytes()
    released = lesson.release.read_text(encoding="utf-8")
    assert "Summary" in released
    lesson.release.write_text(released.replace("Summary", "What you have learnt"), encoding="utf-8")
    done = limited(course, "lab", "--version", most=1000)
    assert done.returncode != 0 and "Traceback" not in done.stderr, done.stderr
    assert done.stderr.strip()
    assert lesson.work.read_bytes() == before
    assert list(workspace.ready(Course(course.root).units)), "with room again, it is brought up to date"
    assert RIGHT["double"].splitlines()[-1] in json.dumps(json.loads(lesson.work.read_text())).replace('\\"', '"')


def test_on_a_full_disk_the_record_says_so_and_what_it_held_stays(course: Course) -> None:
    progress = Progress(course.progress)
    progress.record([CHECK])
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom workbook.errors import WorkbookError\n"
        "from workbook.progress import Check, Progress\nresource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        f"try:\n    Progress(Path({str(course.progress)!r})).record([Check('u', 'l', 'e' * 99999, 1, 1, 'passed')])\n"
        "except WorkbookError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert "can't be kept" in done.stdout and "Is there room on the disk" in done.stdout, done.stderr
    assert list(Progress(course.progress).standings()) == [(UNIT, LESSON, "double-tests")]


@pytest.mark.sandbox
@pytest.mark.parametrize("command", [["reset", UNIT], ["lab", "--version"], ["key", UNIT]])
def test_a_read_only_folder_is_told_in_a_sentence_and_nothing_in_it_changes(command: list[str], course: Course) -> None:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        pytest.skip("no bubblewrap of the system's")
    shutil.rmtree(course.unit(UNIT).work / "data")  # something that `lab` wants to make
    before = {path: path.read_bytes() for path in course.work.rglob("*") if path.is_file()}
    work = str(course.work)
    done = subprocess.run(
        [bwrap, "--dev-bind", "/", "/", "--ro-bind", work, work, "--", sys.executable, "-m", "workbook",
         "--course", str(course.root), *command],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and work in done.stderr
    assert {path: path.read_bytes() for path in course.work.rglob("*") if path.is_file()} == before


@pytest.mark.sandbox
def test_where_the_record_cannot_be_written_the_card_comes_all_the_same_and_says_so(jupyter: Served) -> None:
    jupyter.course.progress.unlink(missing_ok=True)
    jupyter.course.progress.mkdir()
    try:
        found = jupyter.post(
            "check", path=PATH, exercise="double-tests", notebook=notebook(jupyter.course, LESSON, **RIGHT)
        )
    finally:
        jupyter.course.progress.rmdir()
    assert found["exercises"][0]["points"] == 2
    assert "can't be kept" in found["notes"][0] and "Your work is not concerned" in found["notes"][0]


@pytest.mark.sandbox
@pytest.mark.timeout(120)
def test_a_server_that_is_killed_during_a_check_leaves_no_process_and_a_sound_record(
    course: Course, tmp_path: Path
) -> None:
    Progress(course.progress).record([CHECK])
    body = {"path": PATH, "exercise": "double-tests",
            "notebook": notebook(course, LESSON, double="while True:\n    pass")}  # fmt: skip
    with served(course, tmp_path / "home") as running:
        line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        line.request("POST", "/workbook/api/check", json.dumps(body), running.headers)
        started = _graders(course, until=True)
        server = psutil.Process(started[0].ppid())
        server.kill()
        line.close()
    assert _graders(course, until=False) == []
    assert Progress(course.progress).standings()[UNIT, LESSON, "double-tests"].state == "solved"
    with served(course, tmp_path / "again") as running:
        found = running.post("check", path=PATH, exercise="double-tests", notebook=notebook(course, LESSON, **RIGHT))
        assert found["exercises"][0]["points"] == 2


def _graders(course: Course, until: bool) -> list[psutil.Process]:
    """The graders' processes of *course*, waited for until there is one, or none."""
    end = time.monotonic() + 40
    while True:
        found = [
            process
            for process in psutil.process_iter(["cmdline"])
            if "workbook.jupyter.process" in (process.info["cmdline"] or [])
            and str(course.root) in process.info["cmdline"]
        ]
        if bool(found) == until or time.monotonic() > end:
            return found
        time.sleep(0.2)


@pytest.mark.sandbox
def test_300_cells_of_ones_own_and_5_mb_of_outputs_are_checked_like_any_other(jupyter: Served) -> None:
    made = notebook(jupyter.course, LESSON, **RIGHT)
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * (5 << 20)}
    own: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"own-{number}", "metadata": {}, "execution_count": 1,
         "outputs": [stream] if number == 0 else [], "source": f"value_{number} = {number}"}
        for number in range(300)
    ]  # fmt: skip
    made["cells"] = made["cells"][:2] + own + made["cells"][2:]
    found = jupyter.post("check", path=PATH, exercise=None, notebook=made)
    assert [one["points"] for one in found["exercises"]] == [2, 4]


ODD: list[Any] = [
    {"cells": {}}, {"cells": None}, {"cells": [None, 3, "x"]}, {"cells": [{"metadata": None}]},
    {"cells": [{"metadata": {"nbgrader": "x"}}]}, {"cells": [{"metadata": {"nbgrader": {"grade_id": ["a"]}}}]},
    {"cells": [{"cell_type": "code", "source": {"a": 1}, "metadata": {}}]}, {"nbformat": 99, "cells": []},
    {"cells": [{"cell_type": "<script>", "source": "\ud800", "metadata": {"nbgrader": {"grade_id": "double"}}}]},
]  # fmt: skip


@pytest.mark.sandbox
@pytest.mark.parametrize("number", range(len(ODD)))
def test_a_hostile_notebook_is_answered_and_the_next_check_works(number: int, jupyter: Served) -> None:
    for path in (PATH, f"{UNIT}/../{UNIT}/strange name.ipynb"):
        status, found = jupyter.ask("POST", "check", {"path": path, "exercise": None, "notebook": ODD[number]})
        assert status in (200, 404, 409), found
        if status != 200:
            assert found["error"]["message"] and "Traceback" not in json.dumps(found)
    assert jupyter.overview()["units"]


@pytest.mark.sandbox
def test_an_answer_that_reads_the_students_folder_finds_nothing_there(jupyter: Served) -> None:
    secret = jupyter.course.work / "diary.txt"
    secret.write_text("mine alone")
    answer = f"text = open({str(secret)!r}).read()\nraise ValueError(text)"
    found = jupyter.post("check", path=PATH, exercise="double-tests",
                         notebook=notebook(jupyter.course, LESSON, double=answer))  # fmt: skip
    assert "FileNotFoundError" in found["exercises"][0]["trace"] and "mine alone" not in json.dumps(found)


def test_a_clock_that_is_set_back_takes_nothing_from_the_record(course: Course) -> None:
    progress = Progress(course.progress)
    progress.record([CHECK], now=2_000_000_000)
    progress.reset([(UNIT, LESSON, "double-tests")], now=1_000_000_000)
    assert progress.standings()[UNIT, LESSON, "double-tests"].state == "new"
    progress.record([CHECK], now=0)
    assert progress.standings()[UNIT, LESSON, "double-tests"].points == 2
    with pytest.raises(WorkbookError):
        Progress(course.progress / "x").record([CHECK])


def test_a_half_written_file_is_told_and_left_alone(course: Course) -> None:
    lesson = course.unit(UNIT).lesson(LESSON)
    text = lesson.work.read_bytes()[:500]
    lesson.work.write_bytes(text)
    done = limited(course, "check", f"{UNIT}/{LESSON}", most=1 << 30)
    assert done.returncode == 1 and "1-numbers.ipynb" in done.stdout and "Traceback" not in done.stdout + done.stderr
    assert lesson.work.read_bytes() == text
