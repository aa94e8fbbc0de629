"""``%check linear``, ``%check`` and ``%progress`` in any kernel: JupyterLab, VS Code, PyCharm, a console.

A lesson's first cell loads them. In a console: ``%load_ext workbook``. They show the card that the course panel shows, as
HTML and as text, and write to the same record. They check the notebook as it is saved, in a grader's process of their own.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from workbook.check import card
from workbook.check.cells import tree_of
from workbook.check.names import names_bound
from workbook.course import Course, Lesson
from workbook.errors import UnknownUnit, WorkbookError
from workbook.files import read_regular
from workbook.grading.exercises import Task
from workbook.grading.rebuild import MAX_BYTES, text_of
from workbook.jupyter.lessons import lesson_of
from workbook.jupyter.overview import Overview
from workbook.notebook import figures
from workbook.progress import Progress, checks_of

_UNSAVED = "What you ran last of this exercise is not what is saved. Save the notebook (Ctrl+S), then %check again."
_STATES = {"new": "○", "tried": "◐", "solved": "✓"}
_OWN = "Save it, or run %check where your copy lies, in work/."
Notebook = dict[str, Any]


def load(shell: Any) -> None:
    """Register the magics with a running IPython, and give figures a description."""
    magics = Magics(shell)
    figures.describe(shell)
    shell.register_magic_function(magics.check, "line", "check")
    shell.register_magic_function(magics.progress, "line", "progress")


class Magics:
    """The magics of one shell; their grader is started when it is first needed."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._graders: dict[Path, _Grader] = {}

    def check(self, line: str) -> None:
        """Check your saved answer: ``%check linear``. ``%check`` alone checks the whole lesson, ``%check 03-name/2-lesson`` another one."""
        try:
            self._check(line.strip())
        except WorkbookError as error:
            _say(error)

    def progress(self, line: str) -> None:
        """Show where you stand: points of each unit, and what is next."""
        try:
            course = Course.find(self._folder())
            found = Overview(course).course(Progress(course.progress), "")
            _display(_standing(found))
        except WorkbookError as error:
            _say(error)

    def _check(self, name: str) -> None:
        course = Course.find(self._folder())
        overview = Overview(course)
        lesson, task, place = self._chosen(course, overview, name)
        try:
            notebook = read_regular(place, MAX_BYTES)
        except OSError as error:
            raise WorkbookError(f"{place.name} can't be read: {error.strerror}.", _OWN) from error
        grader = self._graders.setdefault(course.root, _Grader(course.root))
        reply = grader.check(lesson, notebook, None if task is None else [task.id])
        checked, notes = reply["checked"], [*reply["said"]]
        if checked["problem"]:
            raise WorkbookError(checked["problem"], "Save the notebook again, or begin anew: workbook reset.")
        notes += [reply["closed"], *checked["restored"]]
        try:
            Progress(course.progress).record(checks_of(checked))
        except WorkbookError as error:
            notes.append(str(error))
        self._show(overview.plan(lesson).tasks, checked, notebook, notes)

    def _show(self, tasks: tuple[Task, ...], checked: dict[str, Any], notebook: bytes, notes: list[str]) -> None:
        """A card for each exercise that was begun, or asked for; the others share a line."""
        only = len(checked["exercises"]) == 1
        answers = {task.id: task.answers for task in tasks}
        left = []
        for one in checked["exercises"]:
            if not (one["begun"] or only):
                left.append(one["title"])
                continue
            unsaved = _UNSAVED if self._unsaved(notebook, answers.get(one["id"], ())) else ""
            _display(card.of_result(card.facts(one), checked["hidden"], [unsaved, *notes]))
            notes = []
        earned, most = (sum(one[key] for one in checked["exercises"]) for key in ("points", "max_points"))
        if not only:
            rest = f" Not begun: {', '.join(left)}." if left else ""
            _display(card.Plain(f"{checked['unit']}/{checked['lesson']}: {earned:g} of {most:g} points.{rest}"))

    def _chosen(self, course: Course, overview: Overview, name: str) -> tuple[Lesson, Task | None, Path]:
        """The lesson that is meant, the exercise if one is named, and the file that is to be checked."""
        if "/" in name:
            unit, _, called = name.strip("/").removeprefix("work/").removesuffix(".ipynb").partition("/")
            lesson = course.unit(unit).lesson(called)
            return lesson, None, lesson.work
        here = self._notebook_file()
        if here is not None:
            lesson = lesson_of(course, overview, here, _read(here))
            return lesson, _task(overview, [lesson], name)[1] if name else None, here
        if not name:
            raise WorkbookError(
                "Which lesson?", "Name an exercise or a lesson: %check linear, %check 03-name/2-lesson."
            )
        near = [lesson for lesson in course.lessons() if lesson.work.parent == self._folder()]
        lesson, task = _task(overview, near or list(course.lessons()), name)
        return lesson, task, lesson.work

    def _notebook_file(self) -> Path | None:
        """The notebook that this kernel runs, where its program tells: VS Code, or a Jupyter server."""
        told = self._shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
        path = Path(str(told))
        return path if path.suffix == ".ipynb" and path.is_file() else None

    def _folder(self) -> Path:
        here = self._notebook_file()
        return here.parent if here is not None else Path.cwd()

    def _unsaved(self, notebook: bytes, answers: tuple[str, ...]) -> bool:
        """Whether the text of an answer that ran last here is another than the saved one."""
        saved = _texts(notebook)
        history = [text.strip() for text in self._shell.user_ns.get("In", ())]
        own = {text.strip() for text in saved.values()}
        for name in answers:
            tree = tree_of(saved.get(name, ""))
            bound = names_bound(tree) if tree is not None else frozenset()
            ran = [text for text in history if text in own or (bound and bound & _bound(text))]
            ran = [text for text in ran if text == saved[name].strip() or text not in own]
            if bound and ran and ran[-1] != saved[name].strip():
                return True
        return False


class _Grader:
    """A grader's process of this kernel's own: it stays warm, and ends with the kernel."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.end)

    def check(self, lesson: Lesson, notebook: bytes, only: list[str] | None) -> dict[str, Any]:
        """What the process replies. Raises WorkbookError, with what to do; an interrupt ends the check."""
        request = {
            "do": "check", "unit": lesson.unit.name, "lesson": lesson.name, "only": only,
            "notebook": notebook.decode("utf-8", "replace"),
        }  # fmt: skip
        try:
            process = self._started()
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            reply: dict[str, Any] = json.loads(process.stdout.readline())
        except (OSError, ValueError) as error:
            self.end()
            raise WorkbookError(
                "The grader ended before it was done; is the machine short of memory?", "Try again."
            ) from error
        except KeyboardInterrupt:
            self.end()
            raise
        if "error" in reply:
            raise WorkbookError(str(reply["error"]["message"]), str(reply["error"]["mend"]))
        return reply

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "workbook.jupyter.process", str(self._root), "--anywhere"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([_package(), os.environ.get("PYTHONPATH", "")])},
            )  # fmt: skip
        return self._process

    def end(self) -> None:
        """End the process, and with it all that it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _package() -> str:
    return str(Path(__file__).resolve().parents[1])


def _task(overview: Overview, lessons: list[Lesson], name: str) -> tuple[Lesson, Task]:
    """The exercise called *name*: by an answer's or its tests' id, or by what stands before " · " in its title."""
    known: dict[str, tuple[Lesson, Task]] = {}
    for lesson in lessons:
        if lesson.release.is_file():
            for task in overview.plan(lesson).tasks:
                for word in (task.id, *task.answers, task.title.partition(" · ")[0], task.title):
                    known.setdefault(word.lower(), (lesson, task))
    if name.lower() not in known:
        where = f"exercise of {lessons[0].unit.name}/{lessons[0].name}" if len(lessons) == 1 else "exercise here"
        raise UnknownUnit(name, list(known), kind=where)
    return known[name.lower()]


def _read(path: Path) -> Notebook:
    try:
        found = json.loads(read_regular(path, MAX_BYTES))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _texts(notebook: bytes) -> dict[str, str]:
    """The texts of a notebook's graded cells; those of none where it is not what it should be."""
    try:
        cells = json.loads(notebook)["cells"]
        return {
            cell["metadata"]["nbgrader"]["grade_id"]: text_of(cell) for cell in cells if "nbgrader" in cell["metadata"]
        }
    except (ValueError, KeyError, TypeError):
        return {}


def _bound(text: str) -> frozenset[str]:
    tree = tree_of(text)
    return names_bound(tree) if tree is not None else frozenset()


def _say(error: WorkbookError) -> None:
    _display(card.Plain(str(error)))


def _display(shown: card.Card | card.Plain) -> None:
    from IPython.display import display

    display(shown.bundle(), raw=True)


def _standing(course: dict[str, Any]) -> card.Plain:
    """The answer of ``GET course`` (docs/jupyter-api.md) in a few lines: a row for each unit, and what is next."""
    rows = [
        (f"{_STATES[unit['state']]} {unit['title']}", f"{unit['points']:g}", f"{unit['max_points']:g}")
        for unit in course["units"]
    ]
    rows.append(("all units", f"{course['points']:g}", f"{course['max_points']:g}"))
    following = course["next"]
    said = (
        f"Next: {following['title']}, in {following['unit']}/{following['lesson']}."
        if following
        else "Nothing is left."
    )
    seen = "" if course["hidden"] else "\nBy the visible tests; the hidden ones are with your instructor."
    return card.Plain(f"{said}{seen}", ("unit", "points", "of"), tuple(rows))
