"""Has a unit's own Python and its package ``hidden`` importable in this process, for as long as it is needed.

Every unit's package is called ``hidden``, and modules of two units may share a name: what belongs to one unit is put
away when the work for it is done, and comes back with the next.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from workbook.course import HIDDEN, Course, Unit, own_python
from workbook.errors import NotTrusted
from workbook.hidden import VARIABLE

_kept: dict[Path, dict[str, ModuleType]] = {}


def names_of(unit: Unit) -> set[str]:
    """The top-level names that the unit's Python takes: its own modules and packages, ``hidden``, and its tests."""
    folder = _folder(unit)
    own = {path.relative_to(folder).parts[0].removesuffix(".py") for path in own_python(folder)}
    return {HIDDEN, *own, *(path.stem for path in unit.tests.glob("*.py"))}


def _folder(unit: Unit) -> Path:
    """Where the unit's Python lies; students' copies of the course have what is released only."""
    return unit.source if unit.source.is_dir() else unit.release


def expect_own_place(course: Course) -> None:
    """Raise NotTrusted for a course among what the students of another one touch, however many lie around it."""
    for outer in course.root.parents:
        if not (outer / course.config.name).is_file():
            continue
        around = Course(outer)
        for place in (around.submitted, around.autograded, around.feedback, around.release, around.work):
            if place == course.root or place in course.root.parents:
                raise NotTrusted(
                    course.config,
                    f"it lies in {place.name}/ of the course at {outer}",
                    f"Go to {outer} and run it there.",
                )


@contextmanager
def importable(unit: Unit) -> Iterator[None]:
    """Within the block ``import shops`` and ``from hidden import worlds`` mean those of *unit*.

    Raises NotTrusted where the unit may be a student's.
    """
    expect_own_place(unit.course)
    names, folder = names_of(unit), _folder(unit)
    others, path, named = _taken_out(names), list(sys.path), os.environ.get(VARIABLE)
    sys.modules.update(_kept.get(folder, {}))
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()  # a module may have been written a moment ago
    os.environ[VARIABLE] = str(unit.hidden_folder)
    try:
        yield
    finally:
        _kept[folder] = _taken_out(names)
        sys.modules.update(others)
        sys.path[:] = path
        if named is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = named


def _taken_out(names: set[str]) -> dict[str, ModuleType]:
    taken = [name for name in sys.modules if name.partition(".")[0] in names]
    return {name: sys.modules.pop(name) for name in taken}
