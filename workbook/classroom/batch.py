"""Autograde a class: every submission ends in grades or in a named problem, and nothing stops the others.

Workers grade; this process alone writes. For each submission the notebooks go to autograded/ first, each by an
atomic rename, then one transaction records all grades together with the digest of what they came from. The
transaction is the mark that a submission is done: a run killed before it does that submission again, with the
same outcome, and a run killed after it skips it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workbook.classroom import dates, seeds, submissions
from workbook.classroom.gradebook.late import LatePenalties, course_id, gradebook_of, load_config
from workbook.classroom.gradebook.read import grades
from workbook.classroom.gradebook.rows import LessonRecord, SubmissionRecord
from workbook.classroom.gradebook.write import Writer
from workbook.classroom.tasks import Graded, HandedIn, Problem, Task, work
from workbook.classroom.workers import Crew, Dispatcher, local_crew
from workbook.course import Course
from workbook.errors import SandboxUnavailable, WorkbookError, cannot_write
from workbook.files import read_regular, write_atomically
from workbook.grading import digest
from workbook.grading.door import printable
from workbook.grading.masters import load_masters
from workbook.grading.model import Master, Notebook, Result
from workbook.grading.rebuild import text_of
from workbook.grading.sandbox import outer
from workbook.grading.sandbox.users import NOTICE
from workbook.hooks import KEY

Progress = Callable[[int, int, str], None]
"""Called with how many submissions are done, how many there are, and whose was last."""


@dataclass(frozen=True)
class Line:
    """One graded notebook in the report."""

    student: str
    unit: str
    lesson: str
    points: float
    max_points: float
    restored: tuple[str, ...] = ()


@dataclass
class BatchReport:
    """What a run of ``workbook autograde`` did."""

    lines: list[Line] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    broken: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """By notebook (``unit/lesson``) and tests cell that is itself at fault: for each student what was said of it."""
    again: Counter[str] = field(default_factory=Counter)
    """Why notebooks that had a grade were graded again, and how many for each reason."""
    waiting: int = 0
    """Essays of these units that nobody has read yet."""

    @property
    def exit_code(self) -> int:
        """0 when every submission has its grades, 1 when some have not, or owe points to a test that is at fault."""
        return 1 if self.problems or self.broken else 0


def autograde(
    course: Course,
    units: Sequence[str],
    *,
    students: Sequence[str] = (),
    force: bool = False,
    crew: Crew | None = None,
    progress: Progress | None = None,
    seed: str | int | None = None,
) -> BatchReport:
    """Grade what was handed in for *units* and is not graded yet.

    Args:
        course: the course folder.
        units: names of units.
        students: only these; all when empty.
        force: grade again what is graded and unchanged, too.
        crew: who does the work; a local pool when None.
        progress: told after each submission.
        seed: of the tests' generated instances: a number, ``final`` for the class's own, None for what was last chosen.

    Raises:
        WorkbookError: nothing could be graded at all, with the reason and what to do.
    """
    config, schedule = load_config(course), dates.load(course)
    report = BatchReport()
    path = gradebook_of(course, config)
    names = [course.unit(name).name for name in units]
    with only_one(course), Writer(path, course_id(config), LatePenalties(config)) as writer:
        plans = [_Plan(course, name, students, seeds.choose(course, name, seed), report) for name in names]
        for plan in plans:
            masters = plan.masters
            writer.register(plan.unit, {name: (m.source, m.release) for name, m in masters.items()})
            reschedule(course, writer, schedule, plan.unit)
        total, done = sum(len(plan.students) for plan in plans), 0
        if outer.shares_user():
            report.notes.append(NOTICE)
        dispatcher: Dispatcher[Task, Graded] = Dispatcher(crew or local_crew(), work)

        def tick(student: str) -> None:
            nonlocal done
            done += 1
            if progress is not None:
                progress(done, total, student)

        tasks = (task for plan in plans for task in plan.tasks(writer, report, force, tick))
        for task, made in dispatcher.run(tasks):
            _keep(course, writer, report, task, made, schedule)
            tick(task.handed_in.student)
    report.waiting = sum(grade.waits for grade in grades(path, names))
    _log(course, report.problems)
    return report


class _Plan:
    """What is to be done for one unit."""

    def __init__(
        self, course: Course, unit: str, students: Sequence[str], seed: seeds.Seed, report: BatchReport
    ) -> None:
        self.course, self.unit, self.seed = course, unit, seed.number
        self.masters = load_masters(course.unit(unit))
        self.students = submissions.students(course, unit, students)
        self._grounds = {name: digest.of_master(master, seed.number) for name, master in self.masters.items()}
        if seed.final:
            report.notes.append(
                f"{unit}: graded with the class's final seed, which is in {course.private.name}/seeds/."
            )

    def tasks(self, writer: Writer, report: BatchReport, force: bool, tick: Callable[[str], None]) -> Iterator[Task]:
        """A task for each submission that has something to grade, read only when a worker wants it."""
        recorded = {} if force else writer.recorded(self.unit)
        for student in self.students:
            try:
                task = self._task(student, recorded, report)
            except Exception as error:  # noqa: BLE001  (whatever one submission sets off, the others are graded)
                report.problems.append(_fault(student, self.unit, "it can't be read", error))
                task = None
            if task is None:
                tick(printable(student))
            else:
                yield task

    def _task(self, student: str, recorded: Mapping[tuple[str, str], str], report: BatchReport) -> Task | None:
        """What is to be graded of one submission; None if that is nothing."""
        handed_in = submissions.read(self.course, student, self.unit, self.masters)
        report.problems += handed_in.problems
        report.notes += [f"{student}/{self.unit}: {note}" for note in handed_in.notes]
        digests = {name: self._digest(name, data, handed_in) for name, data in handed_in.notebooks.items()}
        reasons = {name: self._why(recorded.get((student, name)), digests[name], student, name) for name in digests}
        todo = {name: data for name, data in handed_in.notebooks.items() if reasons[name] is not None}
        report.again.update(reason for reason in reasons.values() if reason)
        gone = [name for name in handed_in.missing if (student, name) in recorded]
        report.unchanged += len(handed_in.notebooks) - len(todo)
        if not todo and not gone:
            return None
        return Task(replace(handed_in, notebooks=todo), {n: self.masters[n] for n in todo}, digests, self.seed)

    def _digest(self, lesson: str, data: bytes, handed_in: HandedIn) -> str:
        return digest.of_submission(self._grounds[lesson], data, handed_in.timestamp, handed_in.claims.get(lesson))

    def _why(self, recorded: str | None, now: str, student: str, lesson: str) -> str | None:
        """Why this notebook has to be graded: nothing to say of a new one; None if it has not."""
        if recorded is None:
            return ""
        if recorded == now and not self._file(student, lesson).is_file():
            return "its graded copy was gone"
        return digest.why_again(recorded, now) or None

    def _file(self, student: str, lesson: str) -> Path:
        return autograded_file(self.course, student, self.unit, lesson)


def autograded_file(course: Course, student: str, unit: str, lesson: str) -> Path:
    """Where a graded notebook goes."""
    return course.autograded / student / unit / f"{lesson}.ipynb"


def reschedule(course: Course, writer: Writer, schedule: dates.Schedule, unit: str) -> None:
    """Bring due date, extensions and what is lost for lateness up to date with course.toml, if the course has one."""
    writer.due(unit, schedule.rules(unit).due)
    for student in writer.students(unit) if course.dates.is_file() else ():
        writer.record(dated(schedule, unit, student))


def dated(schedule: dates.Schedule, unit: str, student: str) -> SubmissionRecord:
    """A record without grades: what the schedule says of this student's submission."""
    own = schedule.own(unit, student)
    extension = None if own.due is None else own.extension
    return SubmissionRecord(student, unit, [], extension=extension, penalised=own.late == "penalty")


def _keep(
    course: Course,
    writer: Writer,
    report: BatchReport,
    task: Task,
    made: Graded | BaseException,
    schedule: dates.Schedule,
) -> None:
    """Write what a worker made: notebooks first, then the gradebook in one transaction."""
    handed_in = task.handed_in
    if isinstance(made, WorkbookError):
        report.problems.append(Problem(handed_in.student, handed_in.unit, "", made.message))
        return
    if isinstance(made, BaseException):
        report.problems.append(_fault(handed_in.student, handed_in.unit, "it can't be graded", made))
        return
    if made.stop:
        raise SandboxUnavailable(made.stop)
    report.problems += made.problems
    if not made.results and not handed_in.missing:
        return
    try:
        _write_files(course, handed_in, made.results)
        writer.record(_record(task, made.results, schedule))
    except (OSError, WorkbookError) as error:
        report.problems.append(Problem(handed_in.student, handed_in.unit, "", f"the grades can't be kept: {error}"))
        return
    except Exception as error:  # noqa: BLE001  (of a text that no file or no table takes, say)
        report.problems.append(_fault(handed_in.student, handed_in.unit, "the grades can't be kept", error))
        return
    for lesson, result in made.results.items():
        report.lines.append(
            Line(result.student, result.unit, lesson, result.points, result.max_points, result.restored)
        )
        for test in result.broken:
            report.broken.setdefault((f"{result.unit}/{lesson}", test.id), {})[result.student] = test.message


def _fault(student: str, unit: str, what: str, error: BaseException) -> Problem:
    """A fault of ours over one submission, with the traceback for the log."""
    detail = "".join(traceback.format_exception(error))
    return Problem(
        printable(student), unit, "", f"{what}: the grader itself failed: {type(error).__name__}: {error}", detail
    )


def _write_files(course: Course, handed_in: HandedIn, results: Mapping[str, Result]) -> None:
    texts = {lesson: graded_text(result, handed_in.claims.get(lesson)) for lesson, result in results.items()}
    write_graded(course, handed_in.student, handed_in.unit, texts, handed_in.missing, handed_in.timestamp)


def graded_text(result: Result, claim: Mapping[str, Any] | None = None) -> str:
    """A graded notebook as autograded/ holds it."""
    # with an indent Python would encode it, at ten times the cost
    return json.dumps(with_verdicts(result, claim), ensure_ascii=False)


def write_graded(
    course: Course,
    student: str,
    unit: str,
    texts: Mapping[str, str],
    missing: Sequence[str],
    timestamp: datetime | None,
) -> None:
    """Write graded notebooks, each whole, and remove those of lessons that are *missing* now."""
    for leftover in (course.autograded / student / unit).glob(".*.part"):
        leftover.unlink()  # of a run that was killed while it wrote
    for lesson, text in texts.items():
        write_atomically(autograded_file(course, student, unit, lesson), text)
    for lesson in missing:
        autograded_file(course, student, unit, lesson).unlink(missing_ok=True)
    if timestamp is not None:  # the formgrader compares the two
        write_atomically(course.autograded / student / unit / submissions.TIMESTAMP, f"{timestamp.isoformat()}\n")


def _record(task: Task, results: Mapping[str, Result], schedule: dates.Schedule) -> SubmissionRecord:
    handed_in = task.handed_in
    return replace(
        dated(schedule, handed_in.unit, handed_in.student),
        timestamp=handed_in.timestamp,
        missing=handed_in.missing,
        lessons=[
            lesson_record(result, task.masters[lesson], task.digests[lesson], handed_in.notebooks[lesson])
            for lesson, result in results.items()
        ],
    )


def lesson_record(result: Result, master: Master, grounds: str, data: bytes) -> LessonRecord:
    """The gradebook's view of a result: tests cells' points, and essays that still wait for a reader.

    An essay left as it was released earns 0 without a reader, as in nbgrader. What a test that is itself at fault gave is
    recorded without its digest, *grounds*, so that the next run grades it again.
    """
    scores: dict[str, float | None] = {test.id: test.points for test in result.tests}
    released = {cell["metadata"]["nbgrader"]["grade_id"]: text_of(cell) for cell in _answers(master.release)}
    unanswered = set()
    for cell in _answers(result.notebook):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        if released.get(name) == text_of(cell):
            unanswered.add(name)
        if cell["metadata"]["nbgrader"].get("grade"):
            scores[name] = 0.0 if name in unanswered else None
    return LessonRecord(
        lesson=result.lesson,
        scores=scores,
        unanswered=frozenset(unanswered),
        digest="" if result.broken else grounds,
        submission=hashlib.sha256(data).hexdigest(),
    )


def _answers(notebook: Notebook) -> Iterator[dict[str, Any]]:
    for cell in notebook["cells"]:
        if (cell["metadata"].get("nbgrader") or {}).get("solution"):
            yield cell


def with_verdicts(result: Result, claim: Mapping[str, Any] | None = None) -> Notebook:
    """The graded notebook with what the feedback page needs: outcome, message and parts in each tests cell.

    *claim*: what the unit's own reader has read.
    """
    verdicts = {test.id: test for test in result.tests}
    cells = []
    for cell in result.notebook["cells"]:
        test = verdicts.get((cell["metadata"].get("nbgrader") or {}).get("grade_id", ""))
        if test is not None:
            parts = [part.facts() for part in test.parts]
            verdict = {"outcome": test.outcome, "points": test.points, "message": test.message, "parts": parts}
            cell = {**cell, "metadata": {**cell["metadata"], "workbook": verdict}}
        cells.append(cell)
    ours: dict[str, Any] = {"restored": list(result.restored)}
    if claim is not None:
        ours[KEY] = claim
    metadata = {**result.notebook["metadata"], "workbook": ours}
    return {**result.notebook, "cells": cells, "metadata": metadata}


@contextmanager
def only_one(course: Course, patience: float = 2) -> Iterator[None]:
    """Hold the course's lock, so that there is one writer. Raises WorkbookError that names who holds it.

    *patience*: seconds to wait for another one; the class service holds the lock for a moment at a time.
    """
    holder, lock = course.private / "autograde.holder", FileLock(course.private / "autograde.lock")
    try:
        course.private.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
        since = datetime.now().isoformat(" ", "seconds")
        write_atomically(holder, f"process {os.getpid()} on {platform.node()}, since {since}\n")
    except Timeout:
        raise WorkbookError(
            f"Another run of workbook autograde is at work on this course: {_told(holder)}.", "Wait until it is done."
        ) from None
    except OSError as error:
        lock.release()
        raise cannot_write(course.private, error) from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _told(holder: Path) -> str:
    try:
        return read_regular(holder, 300).decode("utf-8", "replace").strip()
    except OSError:
        return "it has just begun or is about to end"


def _log(course: Course, problems: Sequence[Problem]) -> None:
    """Keep the tracebacks of our own faults where an instructor can find them."""
    faults = [problem for problem in problems if problem.detail]
    if faults:
        text = "\n".join(f"{problem}\n{problem.detail}" for problem in faults)
        write_atomically(course.private / "autograde.log", text.encode("utf-8", "backslashreplace").decode())
