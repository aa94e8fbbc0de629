"""Looking for answers in the code that students get: the key's, the bank's, and all that hidden tests know.

Where :mod:`workbook.authoring.leaks` looks for lines, this looks for code that was copied and then changed in its names or its form.
"""

from __future__ import annotations

import ast
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from workbook.authoring.likeness import THRESHOLD, Piece, Shingles, parsed, shingles_of, shingles_of_tree
from workbook.authoring.rules import regions
from workbook.authoring.text import LessonText
from workbook.course import Course, Unit, released
from workbook.errors import CourseError

_MOST_BYTES = 2_000_000
_TEMPLATE = "workbook/authoring/template/"
_CODE = {".py": True, ".sh": False, ".sql": False}


def secrets(unit: Unit, lessons: Iterable[LessonText]) -> Iterator[Piece]:
    """The unit's answers as pieces of code: solutions, hidden tests, right answers of the bank, ``hidden/`` and generators."""
    for lesson in lessons:
        for cell in lesson.cells:
            lines, python = cell.source.splitlines(), not cell.source.lstrip().startswith("%%")
            if cell.kind == "code":
                for _, start, end in regions(cell.source):
                    yield Piece(cell.grade_id, shingles_of("\n".join(lines[start:end]), python))
    for answer in unit.answers():
        if answer.right:
            text = answer.path.read_text(encoding="utf-8")
            yield Piece(answer.name, shingles_of(text, answer.path.suffix == ".py"))
    for path in unit.secret_python:
        yield from _definitions(path.relative_to(unit.instructor).as_posix(), path.read_text(encoding="utf-8"))


def _definitions(name: str, text: str) -> Iterator[Piece]:
    """Each function and class of a module."""
    tree = parsed(text)
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield Piece(f"{name}: {node.name}", shingles_of_tree(node))


def given(course: Course) -> dict[str, Path]:
    """The files of code that a student gets, by what they are called: what is released, and the package."""
    package = Path(str(resources.files("workbook")))
    kit = {(Path("workbook") / path.relative_to(package)).as_posix(): path for path in package.rglob("*.py")}
    files = [path for unit in course.units if unit.release.is_dir() for path in released(unit)]
    return {**{path.relative_to(course.root).as_posix(): path for path in files}, **kit}


def copied(pieces: Iterable[Piece], files: Mapping[str, Path]) -> Iterator[str]:
    """A sentence for each piece of which one folder of *files* holds :data:`~workbook.authoring.likeness.THRESHOLD` or more."""
    texts = {name: _read(path, path.stat().st_mtime_ns) for name, path in files.items() if _is_code(name)}
    within: dict[str, list[Shingles]] = {}
    for name, held in texts.items():
        within.setdefault(_folder(name), []).append(held)
    folders = {folder: _all_of(tuple(parts)) for folder, parts in within.items()}
    for piece in pieces:
        if not piece.telling:
            continue
        for folder, held in folders.items():
            share = piece.share_in(held)
            if share >= THRESHOLD:
                most = max(
                    (name for name in texts if _folder(name) == folder), key=lambda name: piece.share_in(texts[name])
                )
                yield f"{most}: holds {share:.0%} of the code of {piece.name}"


@functools.lru_cache(maxsize=50)
def _all_of(parts: tuple[Shingles, ...]) -> Shingles:
    """All shingles of a folder's files; kept, as each unit is held against the same folders."""
    return frozenset().union(*parts)


def verify(unit: Unit, lessons: Iterable[LessonText], files: Mapping[str, Path]) -> list[str]:
    """What *files* hold of the unit's answers, but for what unit.toml accepts: ``[leaks] accepted = ["a grade id", "hidden/a.py: b"]``."""
    accepted = unit.settings.get("leaks", {}).get("accepted", [])
    if not isinstance(accepted, list):
        raise CourseError(f"{unit.name}/unit.toml: [leaks] accepted is a list of names.")
    pieces = [piece for piece in secrets(unit, lessons) if not _among(piece.name, accepted)]
    return list(copied(pieces, files))


def needless(unit: Unit, lessons: Iterable[LessonText], files: Mapping[str, Path]) -> list[str]:
    """What unit.toml accepts although *files* hold nothing of it."""
    accepted = unit.settings.get("leaks", {}).get("accepted", [])
    pieces = [piece for piece in secrets(unit, lessons) if _among(piece.name, accepted)]
    held = " ".join(copied(pieces, files))
    return [name for name in accepted if f" {name}" not in held]


def _among(name: str, accepted: list[str]) -> bool:
    """Whether a piece is accepted: by its whole name, or by the exercise that it belongs to."""
    return name in accepted or name.partition("/")[0] in accepted


def _folder(name: str) -> str:
    """What counts as one text: the package, or one released unit, so that a copy can't be spread over its files."""
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] == "release" else parts[0]


def _is_code(name: str) -> bool:
    """Whether to look into the file. What `workbook new` begins a unit with is in every new unit, and no answer yet."""
    return Path(name).suffix in {*_CODE, ".ipynb"} and not name.startswith(_TEMPLATE)


@functools.lru_cache(maxsize=2000)
def _read(path: Path, stamp: int) -> Shingles:
    """The shingles of a file as it was saved at *stamp*."""
    data = path.read_bytes()[:_MOST_BYTES]
    text = data.decode("utf-8", "replace")
    if path.suffix != ".ipynb":
        return shingles_of(text, _CODE[path.suffix]) | _within(text)
    try:
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset().union(*(shingles_of(source) | _within(source) for source in map(_source, cells)))


def _source(cell: Mapping[str, object]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _within(text: str) -> Shingles:
    """The shingles of code that stands in long texts of Python."""
    tree = parsed(text)
    nodes = ast.walk(tree) if tree else iter(())
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset().union(*(shingles_of(inner) for inner in texts if inner.count("\n") > 1 and parsed(inner)))
