"""One submission from the store to grades, and from grades to nbgrader's folders and gradebook.

:func:`grade` runs in a worker process, from plain data to plain data. :class:`Publisher` runs in the service: it picks the
attempt that counts and puts its files to submitted/ and autograded/, its points into the gradebook. Doing that twice gives
the same, so a service that was killed on the way does it again.
"""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.classroom import batch, seeds, submissions
from workbook.classroom.gradebook.rows import LessonRecord
from workbook.classroom.gradebook.write import Writer
from workbook.classroom.tasks import Task, work
from workbook.course import Course
from workbook.files import write_atomically
from workbook.grading import digest
from workbook.grading.masters import load_masters
from workbook.grading.model import Master
from workbook.service.desk import Desk
from workbook.service.store import Kept


@dataclass(frozen=True)
class Job:
    """What a worker process needs to grade one submission."""

    root: Path
    student: str
    unit: str
    files: Mapping[str, bytes]
    received: datetime
    seed: int


@dataclass(frozen=True)
class Outcome:
    """What came of a job: either ``result``, which goes to the store, or why nothing did."""

    lessons: Mapping[str, float]
    max_points: float
    result: bytes = b""
    problem: str = ""
    """What the student should know: a notebook that could not be graded, a test that is at fault."""
    stop: str = ""
    """Why nothing at all can be graded on this machine."""


def job(desk: Desk, kept: Kept) -> Job:
    """The job of grading *kept*, with the seed that was last chosen for its unit."""
    seed = seeds.chosen(desk.course, kept.unit).number
    return Job(desk.course.root, kept.student, kept.unit, desk.store.files(kept.number), kept.received, seed)


def grade(one: Job) -> Outcome:
    """Grade one submission, in a worker process. Problems of one submission are in the outcome."""
    course = Course(one.root)
    masters, grounds = _masters(one.root, one.unit, one.seed, _changed(course, one.unit))
    with tempfile.TemporaryDirectory(prefix="workbook-hand-in-") as place:
        folder = Path(place, one.student, one.unit)
        put(folder, one.files, one.received)
        handed_in = submissions.read(course, one.student, one.unit, masters, Path(place))
    digests = {
        name: digest.of_submission(grounds[name], data, handed_in.timestamp, handed_in.claims.get(name))
        for name, data in handed_in.notebooks.items()
    }
    made = work(Task(handed_in, {name: masters[name] for name in handed_in.notebooks}, digests, one.seed))
    records = [
        batch.lesson_record(result, masters[name], digests[name], handed_in.notebooks[name])
        for name, result in made.results.items()
    ]
    texts = {name: batch.graded_text(result, handed_in.claims.get(name)) for name, result in made.results.items()}
    broken = [f"{test.id}: {test.message}" for result in made.results.values() for test in result.broken]
    problems = [*map(_said, (*handed_in.problems, *made.problems)), *broken]
    kept = {"records": [_plain(record) for record in records], "notebooks": texts, "missing": list(handed_in.missing)}
    return Outcome(
        lessons={name: result.points for name, result in made.results.items()},
        max_points=sum(_most(master) for master in masters.values()),
        result=json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace") if texts else b"",
        problem="\n".join(problems),
        stop=made.stop,
    )


def _said(problem: Any) -> str:
    return f"{problem.lesson}: {problem.message}" if problem.lesson else str(problem.message)


def _most(master: Master) -> float:
    """Points that a lesson's tests give at most."""
    marks = (cell["metadata"].get("nbgrader") or {} for cell in master.source["cells"])
    return sum(float(mark.get("points") or 0) for mark in marks if mark.get("grade") and not mark.get("solution"))


def _changed(course: Course, unit: str) -> int:
    """The time of the last change to a unit's folder: a master that is kept from job to job is read anew after it."""
    return max((path.stat().st_mtime_ns for path in course.unit(unit).source.rglob("*")), default=0)


@functools.lru_cache(maxsize=8)
def _masters(
    root: Path, unit: str, seed: int, changed: int
) -> tuple[dict[str, Master], dict[str, dict[str, str]]]:  # *changed* is a part of the key only
    masters = load_masters(Course(root).unit(unit))
    return masters, {name: digest.of_master(master, seed) for name, master in masters.items()}


def put(folder: Path, files: Mapping[str, bytes], received: datetime) -> None:
    """Write a submission's files, with the server's time as nbgrader keeps it; other files of earlier ones go."""
    for name, data in files.items():
        write_atomically(folder / name, data)
    write_atomically(folder / submissions.TIMESTAMP, f"{received.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n")
    for path in folder.iterdir():
        if path.name not in files and path.name != submissions.TIMESTAMP and not path.is_dir():
            path.unlink()


def _plain(record: LessonRecord) -> dict[str, Any]:
    return {**asdict(record), "scores": dict(record.scores), "unanswered": sorted(record.unanswered)}


class Publisher:
    """Brings nbgrader's folders and gradebook up to date with the store. One thread at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._registered: dict[str, int] = {}

    def publish(self, student: str, unit: str) -> None:
        """Publish the attempt of this student's that counts, if another one did. Raises WorkbookError or OSError."""
        desk, schedule = self._desk, self._desk.schedule()
        kept = [one for one in desk.store.of(student, unit) if one.state == "graded"]
        chosen = desk.counting(kept, schedule.own(unit, student))
        if chosen is None:
            return
        result = json.loads(desk.store.result(chosen.number) or b"{}")
        with batch.only_one(desk.course, patience=30), Writer(desk.gradebook, desk.name, desk.late) as writer:
            self._register(writer, unit)
            put(desk.course.submitted / student / unit, desk.store.files(chosen.number), chosen.received)
            when = chosen.received.astimezone(UTC).replace(tzinfo=None)
            batch.write_graded(desk.course, student, unit, result["notebooks"], result["missing"], when)
            records = [LessonRecord(**{**one, "unanswered": frozenset(one["unanswered"])}) for one in result["records"]]
            own = batch.dated(schedule, unit, student)
            writer.record(replace(own, lessons=records, missing=result["missing"], timestamp=when))
        desk.store.publish(chosen, kept)

    def _register(self, writer: Writer, unit: str) -> None:
        """Have the gradebook know the unit as it is now, and when it is due."""
        changed = _changed(self._desk.course, unit)
        if self._registered.get(unit) != changed:
            masters = load_masters(self._desk.course.unit(unit))
            writer.register(unit, {name: (master.source, master.release) for name, master in masters.items()})
            self._registered[unit] = changed
        writer.due(unit, self._desk.schedule().rules(unit).due)
