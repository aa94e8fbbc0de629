"""A student's own copies in ``work/``: made from ``release/``, never overwritten, set back only with a backup."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import IO, Any

from workbook import handout, hooks, updating
from workbook.course import Course, Lesson, Unit, released
from workbook.errors import CourseError, Leak, cannot_write
from workbook.files import read_regular, replacing, write_atomically

_JUPYTER = Path(str(resources.files("workbook"))) / "jupyter"
LABEXTENSION = _JUPYTER / "labextension" / "ai-engineer-workbook"
"""JupyterLab's half of the course, as built."""
_EMPTY_CELL: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
_MOST_BYTES = 32 * 1024 * 1024


def named(course: Course, name: str) -> tuple[Unit, list[Lesson] | None]:
    """The unit of ``03-name`` or ``03-name/2-lesson``, and that lesson; None for all of them."""
    unit_name, _, lesson = name.strip("/").removesuffix(".ipynb").partition("/")
    unit = course.unit(unit_name)
    return unit, [unit.lesson(lesson)] if lesson else None


def take(units: Iterable[Unit]) -> list[Path]:
    """Copy what is missing from ``release/`` to ``work/``; the paths that are new. A file that exists stays."""
    made = []
    for unit in units:
        for source in _released(unit):
            target = unit.work / source.relative_to(unit.release)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
                updating.remember(unit, source)
                made.append(target)
    return made


def ready(units: list[Unit]) -> Iterator[str]:
    """Have all copies in work/, of the course as it is now; what has changed, in lines."""
    made = take(units)
    if made:
        yield f"{len(made)} new files in work/; what you have written there stays as it is."
    yield from updating.update(units)


def _released(unit: Unit) -> list[Path]:
    if not unit.release.is_dir():
        raise CourseError(f"{unit.name} is not released.", f"Run: workbook build {unit.name}")
    return released(unit)


def reset(unit: Unit, lessons: list[Lesson] | None = None, now: datetime | None = None) -> Path | None:
    """Put the released files back, of *lessons* only or of the whole unit; where the old ones were moved to.

    Returns None when there was nothing to move.
    """
    backup = _free(unit.course.backups / f"{unit.name}-{(now or datetime.now()):%Y-%m-%d-%H%M%S}")
    moved = False
    old = [path for lesson in lessons for path in _own(lesson)] if lessons else [unit.work]
    for path in old:
        if path.exists():
            target = backup / path.relative_to(unit.work) if lessons else backup
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
            moved = True
    take([unit])
    return backup if moved else None


def put_back(lesson: Lesson, backup: Path, now: datetime | None = None) -> Path:
    """Undo a :func:`reset` of *lesson*: its files come back out of *backup*, those of now go to another one, whose path is given.

    The backup itself stays.
    """
    kept = _free(lesson.unit.course.backups / f"{lesson.unit.name}-{(now or datetime.now()):%Y-%m-%d-%H%M%S}")
    old = [backup / path.relative_to(lesson.unit.work) for path in _own(lesson)]
    if not old[0].is_file():
        raise CourseError(f"{backup.name} holds no {lesson.work.name}.", "Look what there is in work/backups/.")
    kept.mkdir(parents=True)
    for path, before in zip(_own(lesson), old, strict=True):
        if path.exists():
            shutil.move(path, kept / path.name)
        if before.is_file():
            shutil.copyfile(before, path)
    return kept


def keep_cells(lesson: Lesson, exercise: str, cells: Mapping[str, str], now: datetime | None = None) -> Path:
    """Write the text of *cells*, by grade id, as a small notebook to a backup of its own; the notebook's path."""
    folder = lesson.unit.course.backups / f"{lesson.unit.name}-{(now or datetime.now()):%Y-%m-%d-%H%M%S}"
    path = _free(folder) / f"{lesson.name}-{exercise}.ipynb"
    made = [{**_EMPTY_CELL, "id": name, "source": text} for name, text in cells.items()]
    write_atomically(path, _json({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def released_cells(lesson: Lesson, names: Collection[str]) -> dict[str, str]:
    """The text of the lesson's cells with these grade ids as released."""
    cells = json.loads(lesson.release.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells if cell["id"] in names}


def kept_cells(path: Path) -> dict[str, str]:
    """What :func:`keep_cells` wrote to *path*. Raises CourseError when that isn't there."""
    try:
        cells = json.loads(read_regular(path, _MOST_BYTES))["cells"]
        return {str(cell["id"]): str(cell["source"]) for cell in cells}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{path.name} can't be read: {error}", "Look what there is in work/backups/.") from error


def _own(lesson: Lesson) -> list[Path]:
    """The student's copy of *lesson*, and what the unit says belongs to it: so that what lies beside it begins anew too."""
    return [lesson.work, *(lesson.unit.work / name for name in hooks.files_beside(lesson.unit, lesson.name))]


def _free(path: Path) -> Path:
    """*path*, or *path* with a number behind it when two resets fall into one second."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}-{number}")
    return candidate


def key(unit: Unit, lessons: list[Lesson] | None = None) -> list[Path]:
    """Copy the solution key beside the student's notebooks, of *lessons* or of all, as ``key-<lesson>.ipynb``; the key's paths.

    A key that the student has changed is kept: raises CourseError and names it. So does a lesson that is closed now.
    """
    take([unit])
    chosen = lessons or unit.lessons
    for lesson in chosen:
        closed = hooks.closed(unit, lesson.name, lesson.work.parent)
        if closed:
            raise CourseError(f"The solutions of {unit.name}/{lesson.name} are closed.", closed)
    copies = [(lesson.source, lesson.key) for lesson in chosen]
    for source, _ in copies:
        if not source.is_file() and unit.course.bundle:
            raise CourseError("Your copy of the course holds no solutions.", "They are with your instructor.")
        if not source.is_file():
            raise CourseError(f"{unit.name} is not built.", f"Run: workbook build {unit.name}")
    changed = [copy for source, copy in copies if copy.exists() and copy.read_bytes() != source.read_bytes()]
    if changed:
        names = ", ".join(str(path.relative_to(unit.course.root)) for path in changed)
        raise CourseError(f"You have changed {names}.", "Rename or delete it, then ask for the key again.")
    for source, copy in copies:
        shutil.copyfile(source, copy)
    return [copy for _, copy in copies]


def lab_command(course: Course, unit: Unit | None, extra: list[str], instructor: bool = False) -> list[str]:
    """The command line that opens JupyterLab on ``work/``, in *unit*'s first lesson if one is named.

    *instructor*: on the whole course, where one writes, releases and grades.
    """
    place = []
    if unit is not None and unit.lessons:
        folder = f"{course.work.name}/" if instructor else ""
        place = [f"--LabApp.default_url=/lab/tree/{folder}{unit.name}/{unit.lessons[0].name}.ipynb"]
    # In a container one is root, and Jupyter would refuse to start; it listens on this machine only.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={course.root if instructor else course.work}",
        # A checkout's, for JupyterLab and Notebook 7; of a wheel pip puts them where both look anyway.
        f"--LabServerApp.extra_labextensions_path={LABEXTENSION.parent}",
        # What was open is kept for each course: else a tab of another checkout opens.
        f"--LabApp.workspaces_dir={course.private / ('jupyterlab-instructor' if instructor else 'jupyterlab')}",
        *root,
        *place,
        *extra,
    ]


def lab_environment(instructor: bool = False) -> dict[str, str]:
    """The environment for JupyterLab: this course's defaults (long lines wrap, no questions about news) come first.

    Learners see no panels for authors and graders. `workbook` is found in JupyterLab's own terminals.
    """
    ours = [str(_JUPYTER / name) for name in (("config",) if instructor else ("learner", "config"))]
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join([*ours, *([theirs] if theirs else [])]), "PATH": path}


def _without_answers(course: Course, files: dict[str, Path]) -> None:
    """Raise Leak if *files* hold code of an answer. Where there is no ``source/``, there are no answers to compare with."""
    from workbook.authoring import copied
    from workbook.authoring.text import read

    for unit in course.units if course.source.is_dir() else ():
        found = copied.verify(unit, [read(lesson.text) for lesson in unit.lessons], files)
        if found:
            raise Leak(unit.name, found)


def bundle(course: Course, file: Path) -> int:
    """Write what students get to the zip *file*: ``release/``, the package and what sets it up; how many files.

    ``course.json`` has the public part of each unit.toml, so that students can check their work on the visible tests. No solution and no hidden test is in it: ``source/`` stays here. The same course gives the same bytes.
    """
    if os.path.lexists(file):
        raise CourseError(f"{file} exists.", "Choose another name, or remove it first.")
    package = Path(str(resources.files("workbook")))
    entries = {path.relative_to(course.root): path for unit in course.units for path in _released(unit)}
    entries |= {path.relative_to(course.root): path for path in course.bundled}
    sources = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    entries |= {Path("workbook") / path.relative_to(package): path for path in sources}
    if not file.parent.is_dir() or not file.name:
        raise CourseError(f"There is no folder {file.parent} for {file.name}.", "Make it first, or name another.")
    _without_answers(course, {name.as_posix(): path for name, path in entries.items()})
    facts = {"version": 1, "units": {unit.name: unit.public_settings for unit in course.units}}
    contents: dict[Path, Path | bytes] = {**entries, course.facts_file.relative_to(course.root): _json(facts)}
    contents[Path("README.md")] = handout.readme(course).encode()
    try:
        with replacing(file) as stream:
            _zip(stream, contents)
    except OSError as error:
        raise cannot_write(file, error) from error
    return len(contents)


def _zip(file: IO[bytes], contents: Mapping[Path, Path | bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(str(Path("workbook-course") / name))  # its date is fixed: zip's first day
            entry.external_attr = 0o644 << 16
            data = content if isinstance(content, bytes) else content.read_bytes()
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=1, ensure_ascii=False)}\n".encode()
