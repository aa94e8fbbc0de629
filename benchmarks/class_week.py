"""An instructor's week with a class of hundreds: `workbook demo` step by step, then the formgrader's pages; times and memory.

python -m benchmarks.class_week [--students 300] [--unit 04-problem-definition] [--lessons 1-problem] [--jobs 2] [--folder FOLDER] [--pages-only | --drawn]

The load of the machine stands beside each line: times on a busy machine are upper bounds. Pages are asked for one after the
other, as a browser does without its scripts, and what the scripts of a page ask for is counted to the page.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.scale import Peak
from tests.conftest import ROOT
from tests.grading import stock
from tests.ports import free_port
from workbook.classroom import demo
from workbook.classroom.gradebook.rows import LessonRecord, SubmissionRecord
from workbook.classroom.gradebook.write import Writer
from workbook.classroom.workers import local_crew
from workbook.course import Course
from workbook.grading.masters import load_masters
from workbook.grading.model import Master

ROUNDS = 5


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print what one step took."""
    before = os.getloadavg()[0]
    with Peak() as peak:
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
    own = max(peak.own, psutil.Process().memory_info().rss / 2**20)  # a short step has no sample
    memory = f"{own:.0f} MB, processes below it {peak.below:.0f} MB"
    print(f"{name}: {seconds:.1f} s; {memory}; load {before:.1f} to {os.getloadavg()[0]:.1f}", flush=True)


def drawn(source: Course, folder: Path, students: int) -> None:
    """A class in *folder* that handed in the whole course: grades by lot, nothing is graded."""
    for name in ("source", "release"):
        (folder / name).symlink_to(source.root / name)
    shutil.copy(source.config, folder)
    course, chance = Course(folder), random.Random(0)
    with Writer(course.gradebook, "drawn") as writer:
        for unit in course.units:
            masters = load_masters(unit)
            writer.register(unit.name, {name: (one.source, one.release) for name, one in masters.items()})
            for number in range(1, students + 1):
                student = f"student-{number:03d}"
                lessons = [LessonRecord(name, _by_lot(one, chance)) for name, one in masters.items()]
                writer.record(SubmissionRecord(student, unit.name, lessons))
                (course.submitted / student / unit.name).mkdir(parents=True)
                for lesson in unit.lessons:
                    graded = course.autograded / student / unit.name / lesson.release.name
                    graded.parent.mkdir(parents=True, exist_ok=True)
                    graded.symlink_to(lesson.release)


def _by_lot(master: Master, chance: random.Random) -> dict[str, float | None]:
    marks = [cell["metadata"].get("nbgrader", {}) for cell in master.source["cells"]]
    graded = [mark for mark in marks if mark.get("grade")]
    return {mark["grade_id"]: None if mark["solution"] else chance.choice([0, mark["points"]]) for mark in graded}


def pages(course: Course, unit: str) -> dict[str, list[str]]:
    """The formgrader's pages: the address of each, and of what its scripts ask for."""
    with sqlite3.connect(course.gradebook) as book:
        query = """SELECT submitted_notebook.id, notebook.name, submitted_assignment.student_id FROM submitted_notebook
            JOIN notebook ON notebook.id = submitted_notebook.notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
            JOIN assignment ON assignment.id = submitted_assignment.assignment_id WHERE assignment.name = ?
            ORDER BY notebook.name DESC, submitted_assignment.student_id LIMIT 1"""
        number, lesson, student = book.execute(query, [unit]).fetchone()
    return {
        "assignments": ["", "api/assignments"],
        "submissions of a unit": [f"manage_submissions/{unit}", f"api/submissions/{unit}"],
        "students": ["manage_students", "api/students"],
        "one student": [f"manage_students/{student}", f"api/student_submissions/{student}"],
        "one student's unit": [
            f"manage_students/{student}/{unit}",
            f"api/student_notebook_submissions/{student}/{unit}",
        ],
        "manual grading": ["gradebook", "api/assignments"],
        "a unit's lessons": [f"gradebook/{unit}", f"api/notebooks/{unit}"],
        "a lesson's submissions": [f"gradebook/{unit}/{lesson}", f"api/submitted_notebooks/{unit}/{lesson}"],
        "one submission": [
            f"submissions/{number}/",
            f"api/grades?submission_id={number}",
            f"api/comments?submission_id={number}",
        ],
        "the next submission": [f"submissions/{number}/next"],
    }


def formgrader(course: Course, unit: str) -> None:
    """Start the formgrader on *course*, and print what its pages take: the first time, the median and the most."""
    port = free_port()
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--IdentityProvider.token=test", f"--ServerApp.root_dir={course.root}",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
    address = f"http://127.0.0.1:{port}/formgrader"
    with (course.root / "formgrader.log").open("w") as log:
        server = subprocess.Popen(command, cwd=course.root, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/api?token=test")
            for name, parts in pages(course, unit).items():
                took, cpu = [], []
                for _ in range(ROUNDS):
                    started, before = time.monotonic(), _cpu(server.pid)
                    for part in parts:
                        _get(f"{address}/{part}")
                    took.append(time.monotonic() - started)
                    cpu.append(_cpu(server.pid) - before)
                rest = f"median {statistics.median(took):.2f} s, most {max(took):.2f} s"
                own = f"CPU first {cpu[0]:.2f} s, median {statistics.median(cpu):.2f} s"
                print(f"{name}: first {took[0]:.2f} s, {rest}; {own}; load {os.getloadavg()[0]:.1f}", flush=True)
        finally:
            server.terminate()
            server.wait(60)


def _cpu(process: int) -> float:
    """Seconds of a processor that the server has had: what a page takes on a machine that has nothing else to do."""
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


def _get(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Authorization": "token test"})
    with urllib.request.urlopen(request, timeout=600) as reply:
        return bytes(reply.read())


def _wait(address: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            _get(address)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--unit", default="04-problem-definition")
    parser.add_argument("--lessons", nargs="+", default=[], help="only these, for a machine that is busy")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--folder", type=Path, help="keep the class here")
    parser.add_argument("--pages-only", action="store_true", help="the class is in FOLDER already")
    parser.add_argument("--drawn", action="store_true", help="the whole course with grades by lot, and pages only")
    options = parser.parse_args()
    with demo.scratch(options.folder) as folder:
        if options.drawn:
            folder.mkdir(parents=True, exist_ok=True)
            drawn(Course(options.course), folder, options.students)
        elif not options.pages_only:
            unit, crew = Course(options.course).unit(options.unit), local_crew(options.jobs)
            if options.lessons:
                lessons = [unit.lesson(name) for name in options.lessons]
                course = stock.copy_of(unit, folder.with_name(f"{folder.name}-course"), lessons)
                unit = course.unit(options.unit)
            made = demo.demo(course, unit, folder, students=options.students, crew=crew, step=measured)
            size = sum(path.stat().st_size for path in made.course.feedback.rglob("*.html")) / 2**20
            print(f"{len(made.rows)} notebooks, {made.essays} essays, {made.pages} pages with {size:.0f} MB")
        formgrader(Course(folder), options.unit)


if __name__ == "__main__":
    main()
