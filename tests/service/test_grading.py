"""The service's grader: at once, after a kill, once a round, and not stopped by one bad submission."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.classroom.tiny import RIGHT, UNIT, scores
from tests.conftest import ROOT
from tests.service.served import served
from tests.service.test_hand_in import Clock, files
from workbook.course import Course
from workbook.service.desk import Desk

pytestmark = pytest.mark.sandbox


def test_a_student_sees_points_and_own_feedback_and_a_regrade_grades_anew(tiny: Course) -> None:
    with served(Desk(tiny, Clock()), grading=True) as running:
        running.hand_in("ada", UNIT, files(tiny, **RIGHT))
        running.hand_in("bob", UNIT, files(tiny))
        found = running.settled("ada", UNIT)
        assert (found["points"], found["max_points"], found["waiting_essays"]) == (7, 10, 1)
        [attempt] = found["history"]
        assert (attempt["points"], attempt["counts"], attempt["feedback"]) == (7, True, ["1-numbers", "2-words"])
        running.settled("bob", UNIT)

        page = running.ask("GET", f"feedback/{UNIT}/1-numbers")
        assert (
            page.status == 200 and "T1 · Double" in page.text and "sandbox" in page.headers["content-security-policy"]
        )
        assert running.ask("GET", f"class/feedback/{UNIT}/1-numbers?name=ada", "prof").status == 200
        bob = running.ask("GET", f"feedback/{UNIT}/1-numbers", "bob")
        assert "ada" not in bob.text and RIGHT["double"] not in bob.text

        table = {row["student"]: row["cells"][0] for row in running.ask("GET", "api/class", "prof").json["students"]}
        assert (table["ada"]["points"], table["ada"]["essays"], table["bob"]["points"]) == (7, 1, 0)
        report = running.ask("GET", "class/report", "prof")
        assert report.status == 200 and "ada" in report.text and "sandbox" in report.headers["content-security-policy"]
        hidden = running.ask("GET", "class/report?names=hidden", "prof").text
        assert "Names are hidden" in hidden and "ada" not in hidden and "student 1" in hidden
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert running.ask("POST", "class/regrade", "prof", b"unit=00-tiny&seed=final", form).status == 303
        assert running.settled("ada", UNIT)["points"] == 7
        kept = running.desk.store.submission(1)
        assert kept and (kept.round, kept.gradings) == (2, 2)
        assert running.ask("POST", "class/regrade", "prof", b"unit=00-tiny&seed=-1", form).status == 409


def test_an_essay_graded_by_hand_reaches_the_students_page(tiny: Course) -> None:
    from nbgrader.api import Gradebook

    with served(Desk(tiny, Clock()), grading=True) as running:
        running.hand_in("ada", UNIT, files(tiny, **RIGHT))
        running.settled("ada", UNIT)
        with Gradebook(f"sqlite:///{tiny.gradebook}") as gradebook:
            grade = gradebook.find_grade("why", "1-numbers", UNIT, "ada")
            grade.manual_score, grade.needs_manual_grade = 2.5, False
            gradebook.find_comment("why", "1-numbers", UNIT, "ada").manual_comment = "Well put."
            gradebook.db.commit()
        found = running.settled("ada", UNIT)
        assert (found["points"], found["waiting_essays"]) == (9.5, 0)
        assert "Well put." in running.ask("GET", f"feedback/{UNIT}/1-numbers").text


SERVICE = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.service.test_grading import serve_until_killed
serve_until_killed(Path({course!r}))
"""


def serve_until_killed(root: Path) -> None:
    """What the process runs that the next test kills: the service's grader on a course."""
    import asyncio

    from workbook.classroom.workers import local_crew
    from workbook.service.worker import Worker

    asyncio.run(Worker(Desk(Course(root)), local_crew(1)).run())


def started(course: Course) -> subprocess.Popen[bytes]:
    program = SERVICE.format(root=str(ROOT), course=str(course.root))
    return subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "OMP_NUM_THREADS": "1"})


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill the service as a power cut would, and wait until its workers have noticed."""
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    psutil.wait_procs(workers, timeout=30)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_graded_twice(tiny: Course) -> None:
    """Service and workers are killed at random, while students hand in; then it is left to finish."""
    chance, desk = random.Random(21), Desk(tiny)
    acknowledged: dict[int, str] = {}
    for number in range(8):
        process = started(tiny)
        until = time.monotonic() + chance.uniform(0.5, 5)
        receipt = desk.hand_in(f"student-{number}", UNIT, files(tiny, **RIGHT))
        acknowledged[receipt["number"]] = receipt["sha256"]
        while time.monotonic() < until:
            time.sleep(0.05)
        if number % 3 == 2:  # a worker alone: the service gives its submission to another one
            for worker in psutil.Process(process.pid).children():
                worker.kill()
            time.sleep(chance.uniform(0, 2))
        end(process)
    process = started(tiny)
    try:
        until = time.monotonic() + 200
        while desk.store.waiting() or desk.store.unpublished():
            assert time.monotonic() < until, "it was not done"
            time.sleep(0.2)
    finally:
        end(process)
    kept = {one.number: one for one in desk.store.all()}
    assert {number: one.sha256 for number, one in kept.items()} == acknowledged
    assert {(one.state, one.gradings, one.points) for one in kept.values()} == {("graded", 1, 7.0)}
    totals: dict[str, float] = {}
    for (student, _), score in scores(tiny).items():
        totals[student] = totals.get(student, 0) + score
    assert totals == {f"student-{number}": 7 for number in range(8)}


def test_a_submission_whose_grader_dies_each_time_is_given_up_by_name_and_the_others_are_graded(tiny: Course) -> None:
    """Whatever kills a worker, here the kill of each process that takes the one submission up."""
    desk = Desk(tiny, Clock())
    with served(desk, grading=True) as running:
        running.hand_in("ada", UNIT, files(tiny, double="def double(x):\n    import time\n    time.sleep(15)"))
        me, until = psutil.Process(), time.monotonic() + 120
        while desk.store.waiting() and time.monotonic() < until:
            time.sleep(1.5)
            for child in me.children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):  # it ended meanwhile, or is a zombie
                    if "spawn_main" in " ".join(child.cmdline()):
                        child.kill()
        kept = desk.store.submission(1)
        assert kept and kept.state == "failed" and "died 4 times" in kept.problem
        running.hand_in("bob", UNIT, files(tiny, **RIGHT))
        assert running.settled("bob", UNIT)["points"] == 7
        assert b"died 4 times" in running.ask("GET", "class", "prof").body
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert running.ask("POST", "class/retry", "prof", b"number=1", form).status == 303
        again = desk.store.submission(1)
        assert again and (again.state, again.round) == ("waiting", 2)
