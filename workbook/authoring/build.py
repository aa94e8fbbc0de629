"""Building units: text → ``source/`` → ``release/``, or telling where they disagree."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from workbook.authoring import copied
from workbook.authoring.leaks import leaks
from workbook.authoring.notebooks import source_notebook, to_bytes
from workbook.authoring.release import release_notebook
from workbook.authoring.text import LessonText, characters, parse
from workbook.course import HIDDEN, Unit, own_python
from workbook.errors import CourseError, Leak, OutOfDate, TextError, TextErrors
from workbook.files import write_atomically


@dataclass(frozen=True)
class Built:
    """Every file that a unit's text makes, by absolute path, and what it must hold."""

    unit: Unit
    lessons: list[LessonText]
    files: dict[Path, bytes]

    @property
    def stale(self) -> list[Path]:
        """Files on disk that the text no longer makes."""
        made = [path for path in self.unit.source.glob("*.ipynb") if path.is_file()]
        made += [path for path in self.unit.release.rglob("*") if path.is_file() and not _scratch(path)]
        return sorted(path for path in made if path not in self.files)

    def differences(self) -> Iterator[str]:
        """What on disk is not what the text says."""
        root = self.unit.course.root
        for path, content in sorted(self.files.items()):
            if not path.is_file():
                yield f"{path.relative_to(root)}: missing"
            elif path.read_bytes() != content:
                yield f"{path.relative_to(root)}: differs"
        for path in self.stale:
            yield f"{path.relative_to(root)}: nothing makes it"


def _scratch(path: Path) -> bool:
    return bool({".ipynb_checkpoints", "__pycache__"} & set(path.parts))


def plan(unit: Unit, alone: bool = False) -> Built:
    """What the unit's text makes; nothing is written. Raises TextErrors or Leak."""
    unit.course.need_source()
    lessons = _read(unit, alone)
    _own_names(unit)
    _known(unit)
    files: dict[Path, bytes] = {}
    for lesson, text in zip(unit.lessons, lessons, strict=True):
        source = source_notebook(text)
        files[lesson.source] = to_bytes(source)
        files[lesson.release] = to_bytes(release_notebook(source))
    for extra in unit.extras:
        files[unit.release / extra] = (unit.source / extra).read_bytes()
    root = unit.course.root
    released = {path.relative_to(root): content for path, content in files.items() if unit.release in path.parents}
    found = list(leaks(lessons, released))
    if found:
        raise Leak(unit.name, found)
    return Built(unit, lessons, files)


def _own_names(unit: Unit) -> None:
    """Raise CourseError where a module of the unit's own would stand before one that others import."""
    names = {path.relative_to(unit.source).parts[0].removesuffix(".py") for path in own_python(unit.source)}
    taken = names & ({HIDDEN, "workbook"} | sys.stdlib_module_names)
    installed = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    taken |= {name for name in names if PathFinder.find_spec(name, installed) is not None}
    if taken:
        raise CourseError(
            f"{unit.name} has Python of its own called {', '.join(sorted(taken))}, which others import under this name.",
            "Rename it: a unit's own modules come first in its notebooks.",
        )


def _known(unit: Unit) -> None:
    """Raise CourseError for what nobody put there for students, such as files that a cell wrote when it was run in source/."""
    tops = {Path(extra.parts[0]) for extra in unit.extras}
    folders = sorted(top for top in tops if (unit.source / top).is_dir())
    strange = [f"{top}/" for top in folders if not any((unit.source / top / name).is_file() for name in _TOLD)]
    strange += sorted(str(top) for top in tops if top not in folders and top.suffix not in _FILES)
    if strange:
        raise CourseError(
            f"{unit.name} holds {', '.join(strange)}, which students would get. Did a cell write it?",
            "Delete it. What students are to have goes into a folder with a README.md, such as data/.",
        )


_TOLD = ("README.md", "__init__.py")
_FILES = {".py", ".md", ".txt", ".toml"}
"""Files that may lie beside the notebooks themselves."""


def _read(unit: Unit, alone: bool) -> list[LessonText]:
    if not unit.lessons:
        raise CourseError(f"{unit.name} has no lessons.", "Write instructor/1-name.py, or run: workbook new --help")
    lessons: list[LessonText] = []
    mistakes: list[TextError] = []
    first: dict[str, str] = {}
    known = {f"{one.unit.name}/{one.name}" for one in unit.course.lessons()}
    for lesson in unit.lessons:
        text, wrong = parse(lesson.text, characters(lesson.text))
        mistakes += wrong
        for cell in text.cells:
            # The answer bank is one folder per grade id, so ids are unique in the unit, not only in the notebook.
            if cell.grade_id and first.setdefault(cell.grade_id, lesson.name) != lesson.name:
                taken = f"id '{cell.grade_id}' is taken by lesson {first[cell.grade_id]}"
                mistakes.append(TextError(lesson.text, cell.line, taken))
        for name in text.header.get("prerequisites") or ():
            if name not in known and not (alone and name.partition("/")[0] != unit.name):
                mistakes.append(TextError(lesson.text, 1, f"the prerequisite {name!r} is no lesson of this course"))
        lessons.append(text)
    if mistakes:
        raise TextErrors(mistakes)
    return lessons


def build(unit: Unit, alone: bool = False) -> list[Path]:
    """Write what the unit's text makes and remove what it no longer makes; the paths that changed.

    *alone*: the units that its lessons build on need not be here.
    """
    built = plan(unit, alone)
    changed = [path for path, content in built.files.items() if not path.is_file() or path.read_bytes() != content]
    for path in changed:
        write_atomically(path, built.files[path])
    for path in built.stale:
        path.unlink()
        changed.append(path)
    return sorted(changed)


def verify(unit: Unit) -> None:
    """Raise OutOfDate if text, ``source/`` and ``release/`` disagree, Leak if code that students get holds an answer."""
    built = plan(unit)
    differences = list(built.differences())
    if differences:
        raise OutOfDate(unit.name, differences)
    found = copied.verify(unit, built.lessons, copied.given(unit.course))
    if found:
        raise Leak(unit.name, found)
