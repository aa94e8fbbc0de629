"""Where things are: the only module that joins paths.

A course is a folder with ``nbgrader_config.py``. One folder below ``source/`` is one unit and one nbgrader
assignment; one notebook is one lesson.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook.errors import CourseError, NotACourse, UnknownUnit
from workbook.files import files_below

UNIT_NAME = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
PUBLIC = (
    "title", "order", "summary", "points", "minutes", "prerequisites", "preload", "limits", "submission", "command_line",
)  # fmt: skip
"""What of a unit.toml students' copies of the course hold too."""
LESSON_NAME = re.compile(r"\d-[a-z0-9]+(-[a-z0-9]+)*")

SEEN_BY_CELLS = ("data", "figures")
"""Folders of a unit that its cells see in their working folder."""
HIDDEN = "hidden"
"""The package of a unit that its hidden tests alone import; it lies in ``instructor/``."""
_NOT_OURS = {"instructor", "__pycache__", ".ipynb_checkpoints"}
_NO_PYTHON = {"instructor", "__pycache__", *SEEN_BY_CELLS}


def own_python(folder: Path) -> list[Path]:
    """The files of a unit's own Python: modules and packages at the top of the unit's *folder*, released with it."""
    found: list[Path] = []
    for name in sorted(os.listdir(folder)) if folder.is_dir() else ():
        path = folder / name
        if name.endswith(".py") and path.is_file():
            found.append(path)
        elif "." not in name and name not in _NO_PYTHON and (path / "__init__.py").is_file():
            found += files_below(path)
    return found


def hidden_beside(working: Path) -> Path | None:
    """The ``hidden`` package of the unit whose notebooks lie in the folder *working*, if ``source/`` is at hand.

    *working* may be ``source/<unit>`` itself, or a copy of it: ``work/<unit>``, ``autograded/<student>/<unit>``.
    """
    folder = working / "instructor" / HIDDEN
    if not folder.is_dir() and UNIT_NAME.fullmatch(working.name):
        with suppress(NotACourse):
            folder = Unit(Course.find(working), working.name).hidden_folder
    return folder if folder.is_dir() else None


def released(unit: Unit) -> list[Path]:
    """The files of ``release/`` that students get of *unit*, in order."""
    return files_below(unit.release)


def _sound(settings: dict[str, Any]) -> dict[str, Any]:
    """The contents of a unit.toml; raises TypeError where a table or a list is something else."""
    for name in ("limits", "preload"):
        if not isinstance(settings.get(name, {}), dict):
            raise TypeError(f"{name} must be a table, [{name}]")
    modules = settings.get("preload", {}).get("modules", [])
    if not (isinstance(modules, list) and all(isinstance(module, str) for module in modules)):
        raise TypeError("modules must be a list of names")
    return settings


@dataclass(frozen=True)
class Answer:
    """One file of the answer bank: an answer that must pass, or one that must fail."""

    path: Path
    grade_id: str

    @property
    def right(self) -> bool:
        """Whether the answer must get full marks."""
        return self.path.name.startswith("right-")

    @property
    def name(self) -> str:
        """``linear/wrong-no-bias``, say."""
        return f"{self.grade_id}/{self.path.stem}"


@dataclass(frozen=True)
class Lesson:
    """One notebook, as text, as source, as release and as a student's copy."""

    unit: Unit
    name: str

    @property
    def text(self) -> Path:
        """The percent text, which is what authors edit."""
        return self.unit.instructor / f"{self.name}.py"

    @property
    def clauses(self) -> Path:
        """The table of its exercises' clauses, beside the text."""
        return self.unit.instructor / f"{self.name}.clauses.toml"

    @property
    def source(self) -> Path:
        """The built notebook with solutions and hidden tests."""
        return self.unit.source / f"{self.name}.ipynb"

    @property
    def release(self) -> Path:
        """The built notebook that students get."""
        return self.unit.release / f"{self.name}.ipynb"

    @property
    def work(self) -> Path:
        """A self-learner's own copy."""
        return self.unit.work / f"{self.name}.ipynb"

    @property
    def key(self) -> Path:
        """The solution key beside a self-learner's own copy."""
        return self.unit.work / f"key-{self.name}.ipynb"


@dataclass(frozen=True)
class Unit:
    """One unit: one folder of ``source/`` and one nbgrader assignment."""

    course: Course
    name: str
    _cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def source(self) -> Path:
        """The unit's folder with everything, solutions included."""
        return self.course.source / self.name

    @property
    def instructor(self) -> Path:
        """What is never released: texts, answer bank, generators."""
        return self.source / "instructor"

    @property
    def hidden_folder(self) -> Path:
        """Where the package lies that hidden tests alone import."""
        return self.instructor / HIDDEN

    @property
    def hidden(self) -> Path | None:
        """:attr:`hidden_folder`, if the unit has one."""
        return self.hidden_folder if self.hidden_folder.is_dir() else None

    @property
    def secret_python(self) -> list[Path]:
        """Python that knows answers, beside the lessons' texts: the package ``hidden``, and what makes the data."""
        hidden = files_below(self.hidden_folder) if self.hidden else []
        return sorted(path for path in [*hidden, *self.instructor.glob("make_data*.py")] if path.suffix == ".py")

    @property
    def tests(self) -> Path:
        """Where the tests of the unit's own Python lie."""
        return self.instructor / "tests"

    @property
    def release(self) -> Path:
        """What students get."""
        return self.course.release / self.name

    @property
    def work(self) -> Path:
        """A self-learner's own copies."""
        return self.course.work / self.name

    @property
    def settings_file(self) -> Path:
        """``unit.toml``."""
        return self.instructor / "unit.toml"

    @property
    def settings(self) -> dict[str, Any]:
        """The contents of ``unit.toml``, or its public part in a student's bundle; CourseError when it can't be read."""
        if "settings" not in self._cache and self.course.bundle:
            self._cache["settings"] = self.course.facts.get(self.name, {})
        if "settings" not in self._cache:
            try:
                self._cache["settings"] = _sound(tomllib.loads(self.settings_file.read_text(encoding="utf-8")))
            except FileNotFoundError:
                raise CourseError(
                    f"{self.name} has no unit.toml.", f"Write {self.settings_file.relative_to(self.course.root)}."
                ) from None
            except (ValueError, TypeError) as error:  # of TOML, of UTF-8, of types
                raise CourseError(
                    f"{self.name}/instructor/unit.toml: {error}", "Mend it; `workbook new` writes one."
                ) from None
        return dict(self._cache["settings"])

    @property
    def public_settings(self) -> dict[str, Any]:
        """What of its settings students' copies hold too."""
        return {name: value for name, value in self.settings.items() if name in PUBLIC}

    @property
    def title(self) -> str:
        """The unit's title as students read it."""
        return str(self.settings.get("title", self.name))

    @property
    def preload(self) -> tuple[str, ...]:
        """Modules that the grader's template imports once."""
        return tuple(self.settings.get("preload", {}).get("modules", ()))

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons, in order: those that have a text, or, in a student's bundle, those released."""
        texts = sorted(self.instructor.glob("*.py")) or sorted(self.release.glob("*.ipynb"))
        return [Lesson(self, path.stem) for path in texts if LESSON_NAME.fullmatch(path.stem)]

    def lesson(self, name: str) -> Lesson:
        """The lesson called *name*; raises UnknownUnit with the nearest name."""
        for lesson in self.lessons:
            if lesson.name == name:
                return lesson
        raise UnknownUnit(name, [lesson.name for lesson in self.lessons], kind=f"lesson of {self.name}")

    def answer_folder(self, grade_id: str) -> Path:
        """Where the answer bank of one graded cell lies."""
        return self.instructor / "answers" / grade_id

    def answers(self, grade_id: str | None = None) -> list[Answer]:
        """The answer bank of one graded cell, or of the whole unit."""
        return [
            Answer(path, path.parent.name)
            for path in sorted((self.instructor / "answers").glob(f"{grade_id or '*'}/*-*.*"))
            if path.name.startswith(("right-", "wrong-"))
        ]

    @property
    def extras(self) -> list[Path]:
        """Files beside the notebooks that students get, relative to the unit's folder."""
        return sorted(
            path.relative_to(self.source)
            for path in self.source.rglob("*")
            if path.is_file() and not self._private(path.relative_to(self.source))
        )

    @staticmethod
    def _private(path: Path) -> bool:
        return bool(set(path.parts) & _NOT_OURS) or path.suffix in {".ipynb", ".pyc"}


@dataclass(frozen=True)
class Course:
    """A course folder."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Course:
        """The course that *start* (default: the working folder) lies in; raises NotACourse."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "nbgrader_config.py").is_file():
                return cls(folder)
        raise NotACourse(here)

    @property
    def config(self) -> Path:
        """nbgrader's configuration."""
        return self.root / "nbgrader_config.py"

    @property
    def dates(self) -> Path:
        """When what may be handed in, and how often: ``course.toml``."""
        return self.root / "course.toml"

    @property
    def source(self) -> Path:
        """Units with solutions."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """Units as students get them."""
        return self.root / "release"

    @property
    def work(self) -> Path:
        """A self-learner's own copies."""
        return self.root / "work"

    @property
    def submitted(self) -> Path:
        """What students handed in, ``submitted/<student>/<unit>/<lesson>.ipynb``."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Graded notebooks, ``autograded/<student>/<unit>/<lesson>.ipynb``."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """Feedback pages, ``feedback/<student>/<unit>/<lesson>.html``."""
        return self.root / "feedback"

    @property
    def gradebook(self) -> Path:
        """nbgrader's SQLite database."""
        return self.root / "gradebook.db"

    @property
    def bundled(self) -> list[Path]:
        """What a student's bundle holds beside ``release/``: the package and what sets it up."""
        names = ("nbgrader_config.py", "pyproject.toml", "constraints.txt", "environment.yml", "Makefile")
        papers = ("LICENSE", "README.md", "docs/student.md", "tools/install_torch.py")
        more = [*(self.root / "LICENSES").glob("*.txt"), *(self.root / "docs" / "images").glob("course-*.png")]
        return [self.root / name for name in (*names, *papers) if (self.root / name).is_file()] + sorted(more)

    @property
    def bundle(self) -> bool:
        """Whether this is a student's bundle: released units, and no source."""
        return not self.source.is_dir()

    def need_source(self) -> None:
        """Raise CourseError in a student's bundle, which has no texts, solutions and hidden tests."""
        if self.bundle:
            raise CourseError(f"{self.root} has no source/: a student's copy.", "Work where the course is written.")

    @property
    def facts_file(self) -> Path:
        """What a bundle holds of the units' settings, ``course.json``."""
        return self.root / "course.json"

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        """The public settings of a bundle's units. Raises CourseError when they can't be read."""
        try:
            found = json.loads(self.facts_file.read_text(encoding="utf-8"))
            return {str(name): dict(settings) for name, settings in found["units"].items()}
        except FileNotFoundError:
            raise CourseError(
                f"{self.root} has neither source/ nor {self.facts_file.name}.",
                "It is no whole copy of the course: unpack the bundle again, or ask for a newer one.",
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CourseError(f"{self.facts_file} can't be read: {error}", "Unpack the bundle again.") from None

    @property
    def backups(self) -> Path:
        """Where ``workbook reset`` moves a student's files to."""
        return self.work / "backups"

    @property
    def progress(self) -> Path:
        """A student's own record of checks, an SQLite file."""
        return self.work / "progress.db"

    @property
    def private(self) -> Path:
        """The package's own scratch folder inside the course, git-ignored."""
        return self.root / ".workbook"

    @property
    def verdicts(self) -> Path:
        """Verdicts on the answer banks that are kept from run to run."""
        return self.private / "verdicts"

    @cached_property
    def _units(self) -> dict[str, Unit]:
        if self.source.is_dir():
            folders = [path for path in sorted(self.source.iterdir()) if (path / "instructor").is_dir()]
        else:  # a student's bundle has no source/
            folders = sorted(self.release.iterdir()) if self.release.is_dir() else []
        return {path.name: Unit(self, path.name) for path in folders if UNIT_NAME.fullmatch(path.name)}

    @property
    def units(self) -> list[Unit]:
        """All units, in order."""
        return list(self._units.values())

    def unit(self, name: str) -> Unit:
        """The unit called *name*; a trailing slash or ``source/`` before it is forgiven."""
        wanted = name.rstrip("/").removeprefix("source/").removeprefix("release/").removeprefix("work/")
        if wanted not in self._units:
            raise UnknownUnit(wanted, self._units)
        return self._units[wanted]

    def lessons(self, units: list[str] | None = None) -> Iterator[Lesson]:
        """Every lesson of the named units, or of all."""
        for unit in [self.unit(name) for name in units] if units else self.units:
            yield from unit.lessons
