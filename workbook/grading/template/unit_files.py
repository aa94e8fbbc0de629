"""A unit's own Python, as the grader shows it: copies of the master's files, taken when the template starts.

Modules beside the notebooks are there for both processes, ahead of anything that an answer could put into its working
folder. The package ``hidden`` is there for test processes alone; the template itself never reads it.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
import marshal
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.course import HIDDEN, own_python
from workbook.files import files_below
from workbook.grading.sandbox import box

Stamp = tuple[tuple[str, int, int, int], ...]


def _files(files: Path | None, hidden: Path | None) -> Iterator[tuple[Path, Path]]:
    """Each file of a unit's Python, and where the box shows it."""
    for path in own_python(files) if files else ():
        yield path, box.FILES / path.relative_to(files)  # type: ignore[arg-type]
    for path in files_below(hidden) if hidden else ():
        yield path, box.HIDDEN / HIDDEN / path.relative_to(hidden)  # type: ignore[arg-type]


def stamp(files: Path | None, hidden: Path | None) -> Stamp:
    """What changes whenever a file of the unit's Python is saved."""
    paths = [*(own_python(files) if files else ()), *(files_below(hidden) if hidden else ())]
    facts = [(str(path), os.stat(path)) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in facts)


def copies(files: Path | None, hidden: Path | None) -> dict[str, bytes]:
    """The contents of the box's own files by path: modules, and, so that no fork has to compile, their byte code."""
    found: dict[str, bytes] = {}
    for path, shown in _files(files, hidden):
        found[str(shown)] = content = path.read_bytes()
        if shown.suffix == ".py":
            compiled = _byte_code(content, str(shown))
            if compiled:
                found[importlib.util.cache_from_source(str(shown))] = compiled
    return found


def _byte_code(source: bytes, name: str) -> bytes:
    """*source* as a pyc file that is not checked against it (PEP 552); nothing if it can't be compiled."""
    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return b""  # whoever imports it is told
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)


@functools.lru_cache(maxsize=64)
def imported(cells: tuple[str, ...], hidden: Path | None, stamp: Stamp) -> tuple[str, ...]:
    """Modules that *cells* import, in order; in the place of hidden ones those that they import themselves.

    *stamp* is that of *hidden*.
    """
    found: dict[str, None] = {}
    read: set[Path] = set()

    def add(names: Iterable[str]) -> None:
        for name in names:
            if name.partition(".")[0] != HIDDEN:
                found[name] = None
            elif hidden is not None:
                for path in _modules(name, hidden):
                    if path not in read:
                        read.add(path)
                        package = ".".join((HIDDEN, *path.parent.relative_to(hidden).parts))
                        add(_imports(path.read_text(encoding="utf-8"), package))

    for text in cells:
        add(_imports(text))
    return tuple(found)


def _modules(name: str, hidden: Path) -> Iterator[Path]:
    """The files that Python reads to import *name*: packages above it, then itself, unless that is a name in a module."""
    place = hidden
    for part in [*name.split(".")[1:], ""]:
        if (place / "__init__.py").is_file():
            yield place / "__init__.py"
        if part and (place / f"{part}.py").is_file():
            yield place / f"{part}.py"
        place /= part or os.curdir


def _imports(text: str, package: str = "") -> Iterator[str]:
    """The modules that a cell, or a module in *package*, imports; for ``from a import b`` of hidden ones also ``a.b``."""
    lines = [line for line in text.splitlines() if package or not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (package or not node.level):
            name = "." * node.level + (node.module or "")
            name = importlib.util.resolve_name(name, package) if node.level else name
            yield name
            if name.partition(".")[0] == HIDDEN:
                yield from (f"{name}.{alias.name}" for alias in node.names)
