"""Check one's own work: the copy in work/ against all tests, hidden ones too, once or at each save.

In a student's bundle, which holds no hidden tests, the visible ones count, and that is said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from workbook.course import Course, Lesson, Unit
from workbook.errors import BadSubmission, SandboxUnavailable, WorkbookError
from workbook.files import read_regular
from workbook.grading import engine
from workbook.grading.exercises import Task, tasks
from workbook.grading.masters import own_master, visible_master
from workbook.grading.model import Master, Result, Submission, TestResult
from workbook.grading.rebuild import MAX_BYTES, graded, text_of
from workbook.grading.verdict import plain_text

JSON_VERSION = 1
_ELSEWHERE = not sys.platform.startswith("linux")
_IN_A_KERNEL = (
    "Checking in an ordinary Jupyter kernel instead: slower, and nothing stops the answers from touching your files. "
    "That is fine for your own work."
) + (
    " Shell scripts are run with this system's own tools: the lessons on the shell are written for Linux' (GNU) ones."
    if _ELSEWHERE
    else ""
)
_QUIET, _MOST = 10, 50  # milliseconds without an event, and at most, until a save is taken to be over
_LOOK = 200  # milliseconds after which files are looked at without an event, too: a network's folder may send none


@dataclass(frozen=True)
class Exercise:
    """One tests cell of a checked lesson, with its exercise's title."""

    title: str
    test: TestResult
    begun: bool = True
    """Whether one of its answers is another than the released one."""
    ran: bool = True
    """Whether its answers ran without an error."""
    trace: str = ""
    """The traceback of the first error in its answers."""


@dataclass(frozen=True)
class Checked:
    """One lesson, checked. ``problem`` says why it couldn't be, and then there is no result."""

    unit: str
    lesson: str
    exercises: tuple[Exercise, ...] = ()
    result: Result | None = None
    problem: str = ""
    hidden: bool = True
    """Whether the hidden tests were among them."""

    @property
    def complete(self) -> bool:
        """Whether every automatic point is earned."""
        return self.result is not None and self.result.points >= self.result.max_points

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``; the notebook itself is left out."""
        result = self.result
        return {
            "version": JSON_VERSION,
            "unit": self.unit,
            "lesson": self.lesson,
            "problem": self.problem,
            "hidden": self.hidden,
            "points": result.points if result else 0.0,
            "max_points": result.max_points if result else 0.0,
            "seconds": round(result.seconds, 3) if result else 0.0,
            "restored": list(result.restored) if result else [],
            "exercises": [
                {
                    "title": exercise.title,
                    "id": exercise.test.id,
                    "points": exercise.test.points,
                    "max_points": exercise.test.max_points,
                    "outcome": exercise.test.outcome,
                    "message": exercise.test.message,
                    "parts": [part.facts() for part in exercise.test.parts],
                }
                for exercise in self.exercises
            ],
        }


class Checker:
    """Checks lessons with the engine, or, where there is no sandbox, in an ordinary kernel; *warn* is told why.

    *boxed*: never in an ordinary kernel; then SandboxUnavailable is raised.
    """

    def __init__(self, warn: Callable[[str], None], seed: int = 0, boxed: bool = False) -> None:
        self._warn, self._seed, self._boxed = warn, seed, boxed
        self._sandboxed = True
        self._masters: dict[tuple[str, str, bool], tuple[tuple[int, int], Master]] = {}

    def check(
        self, lesson: Lesson, notebook: bytes | None = None, only: Collection[str] | None = None, visible: bool = False
    ) -> Checked:
        """Check *notebook*, or the copy of *lesson* in work/. A file that can't be read is a problem, not an exception.

        *only*: ids of the tests cells that are run. *visible*: without the hidden tests.
        """
        visible = visible or lesson.unit.course.bundle
        master = self._master(lesson, visible)
        name = lesson.unit.name, lesson.name
        try:
            own = read_regular(lesson.work, MAX_BYTES) if notebook is None else notebook
            result = self._grade(Submission("self", own), master, only)
        except BadSubmission as error:
            return Checked(*name, problem=f"{lesson.work.name}: {error}", hidden=not visible)
        except OSError as error:
            return Checked(*name, problem=f"{lesson.work.name}: {error.strerror}", hidden=not visible)
        posed = {task.id: task for task in tasks(master.source)}
        exercises = tuple(_exercise(posed[test.id], test, result, master) for test in result.tests)
        return Checked(*name, exercises, result, hidden=not visible)

    def _grade(self, submission: Submission, master: Master, only: Collection[str] | None) -> Result:
        if self._sandboxed:
            try:
                return engine.grade(submission, master, only=only, seed=self._seed, pictures=False, rest=False)
            except SandboxUnavailable as error:
                if self._boxed:
                    raise
                self._sandboxed = False
                self._warn(f"{error.message}\n{_IN_A_KERNEL}" if _ELSEWHERE else f"{error}\n{_IN_A_KERNEL}")
        from workbook.grading import kernel

        return kernel.grade(submission, master, only=only, seed=self._seed)

    def _master(self, lesson: Lesson, visible: bool) -> Master:
        """The master copy, read again when it was built again."""
        source = lesson.release if visible else lesson.source
        if not (source.is_file() and lesson.release.is_file()):
            return own_master(lesson)  # says what to do
        stamp = (source.stat().st_mtime_ns, lesson.release.stat().st_mtime_ns)
        key = lesson.unit.name, lesson.name, visible
        known = self._masters.get(key)
        if known is None or known[0] != stamp:
            known = (stamp, visible_master(lesson) if visible else own_master(lesson))
            self._masters[key] = known
        return known[1]


def _exercise(task: Task, test: TestResult, result: Result, master: Master) -> Exercise:
    """One tests cell's result, with what became of the answers that it tests."""
    released = {cell["metadata"]["nbgrader"]["grade_id"]: text_of(cell) for cell in graded(master.release)}
    own = {cell["id"]: text_of(cell) for cell in result.notebook["cells"]}
    begun = any(own.get(name, "").strip() != released.get(name, "").strip() for name in task.answers)
    errors = [
        output for name in task.answers for output in result.outputs.get(name, ()) if output["output_type"] == "error"
    ]
    trace = plain_text("\n".join(map(str, errors[0].get("traceback", ())))) if errors else ""
    return Exercise(task.title, test, begun or not task.answers, not errors and test.outcome != "stopped", trace)


def copies(units: list[Unit]) -> list[Lesson]:
    """The lessons of *units* that have a copy in work/. Raises WorkbookError when there is none."""
    found = [lesson for unit in units for lesson in unit.lessons if lesson.work.is_file()]
    if not found:
        names = " ".join(unit.name for unit in units) if len(units) == 1 else ""
        raise WorkbookError(
            f"There is nothing to check in work/{names}.", f"Get your copies first: workbook lab {names}".rstrip()
        )
    return found


def chosen(course: Course, names: Collection[str] | None) -> list[Lesson]:
    """The copies in work/ of the named units and lessons, ``03-name`` or ``03-name/2-lesson``; of all if none is named.

    Raises UnknownUnit with the nearest name, and WorkbookError where there is no copy.
    """
    if not names:
        return copies(course.units)
    found: list[Lesson] = []
    for name in names:
        unit, _, lesson = name.strip("/").removeprefix(f"{course.work.name}/").removesuffix(".ipynb").partition("/")
        named = course.unit(unit)
        own = copies([named])
        wanted = named.lesson(lesson) if lesson else None
        found += [one for one in own if wanted is None or one == wanted]
    return found


def watch(lessons: list[Lesson], checker: Checker, stop: Callable[[], bool] = lambda: False) -> Iterator[Checked]:
    """Check every lesson now, and each again whenever its copy is saved, until *stop* says so or Ctrl-C."""
    seen: dict[Path, tuple[int, int, int]] = {}
    for _ in _looks({lesson.work.parent for lesson in lessons}, stop):
        for lesson in lessons:
            stamp = _stamp(lesson)
            if stamp is not None and seen.get(lesson.work) != stamp:
                seen[lesson.work] = stamp
                yield checker.check(lesson)


def _looks(folders: Collection[Path], stop: Callable[[], bool]) -> Iterator[object]:
    """Yield now, at each event in *folders*, and every now and then, until *stop* says so."""
    import watchfiles
    from watchfiles._rust_notify import WatchfilesRustInternalError

    yield None
    ended = SimpleNamespace(is_set=stop)
    for polling in (None, True):  # the system may grant no more watches: editors take many
        try:
            yield from watchfiles.watch(
                *folders, watch_filter=None, debounce=_MOST, step=_QUIET, stop_event=ended, rust_timeout=_LOOK,
                yield_on_timeout=True, force_polling=polling, poll_delay_ms=_MOST, recursive=False,
            )  # fmt: skip
            return
        except (OSError, WatchfilesRustInternalError):
            if polling:
                raise


def _stamp(lesson: Lesson) -> tuple[int, int, int] | None:
    """What changes at each save; None in the moment in which an editor replaces the file."""
    try:
        facts = lesson.work.stat()
    except FileNotFoundError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
