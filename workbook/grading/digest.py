"""What a grade depends on, as one short text that tells its parts apart, so that the reason for grading again can be told.

A digest names, each by a hash of its own: the submission, its time stamp, the lesson's cells and limits, the unit's files,
the kit's checks, the grader, the libraries, and the seed. All is found by what it holds and by its path within the unit
or the kit: a file that moves to another folder is another file, and another machine's folders change nothing.
"""

from __future__ import annotations

import ast
import base64
import functools
import hashlib
import importlib.metadata
import json
import platform
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import workbook
from workbook.check.cells import tree_of
from workbook.course import own_python
from workbook.files import files_below
from workbook.grading.model import VERSION, Master
from workbook.grading.rebuild import text_of

_MARK = "2:"  # the digest's own version; what is recorded in another one is graded again
_WIDTH = 7  # characters of six bits each
REASONS = {
    "submission": "the submission changed",
    "stamp": "its time stamp changed",
    "lesson": "the lesson changed",
    "files": "the unit's data changed",
    "checks": "the checks changed",
    "grader": "the grader changed",
    "libraries": "Python or a library changed",
    "seed": "another seed",
}
"""What a digest is made of, in its order, and what is said when one of it is new."""
_LIBRARIES = (
    "check-jsonschema", "dockerfile-parse", "fastapi", "ipython", "jsonschema", "kubernetes-validate", "matplotlib", "mlflow-skinny",
    "msgpack", "networkx", "numpy", "pandas", "pillow", "psutil", "pydantic", "python-dateutil", "pyyaml", "scikit-learn", "scipy",
    "threadpoolctl", "torch", "torchvision",
)  # fmt: skip
"""That the cells of a lesson, its tests and what runs them import, by the names under which they are installed."""
_KIT = Path(workbook.__file__).parent
_ENTRIES = ("workbook.grading.engine", "workbook.grading.template.process")
_CHECKS = "workbook.check"
_UNGRADED = {".ipynb_checkpoints", "__pycache__"}


def of_master(master: Master, seed: int = 0) -> dict[str, str]:
    """What any grade of *master* depends on, by the names in :data:`REASONS`, each as a hash."""
    checks, grader = _kit(_needs_of(master))
    lesson = [master.source, master.release, master.preload, asdict(master.limits)]
    return {
        "lesson": _hash(json.dumps(lesson, sort_keys=True).encode()),
        "files": _hash_of_files(master.files),
        "checks": checks,
        "grader": grader,
        "libraries": _libraries(),
        "seed": _hash(str(seed).encode()),
    }


def of_submission(
    grounds: Mapping[str, str], notebook: bytes, stamp: datetime | None, taken: Mapping[str, Any] | None = None
) -> str:
    """The digest of one submitted notebook, at most 64 characters; *grounds* come from :func:`of_master`.

    *taken*: what the submission claims besides, as the unit's reader found it.
    """
    sitting = b"" if taken is None else json.dumps(taken, sort_keys=True).encode()
    own = {"submission": _hash(notebook, sitting), "stamp": _hash(str(stamp).encode())}
    both = {**grounds, **own}
    return _MARK + "".join(both[name] for name in REASONS)


def why_again(recorded: str, now: str) -> str:
    """Why what has the digest *recorded* is graded again under *now*: a sentence without its stop; nothing if it is not."""
    if recorded == now:
        return ""
    if not recorded:
        return "it was graded by nbgrader autograde, or a test was at fault"  # neither has a digest
    if not recorded.startswith(_MARK) or len(recorded) != len(now):
        return "it was graded by another version of the workbook"
    new = [
        what for what, one, other in zip(REASONS.values(), _parts(recorded), _parts(now), strict=True) if one != other
    ]
    return " and ".join(new)


def _parts(digest: str) -> list[str]:
    parts = digest.removeprefix(_MARK)
    return [parts[begin : begin + _WIDTH] for begin in range(0, len(parts), _WIDTH)]


def _hash(*contents: bytes) -> str:
    """A short hash of *contents*, each told from the next."""
    total = hashlib.sha256()
    for content in contents:
        total.update(len(content).to_bytes(8, "big") + content)
    return base64.urlsafe_b64encode(total.digest()).decode()[:_WIDTH]


def _hash_of_files(folder: Path | None) -> str:
    """Of all that a unit's folder holds but its notebooks and what no grade depends on, by path within it."""
    found = sorted(_files(folder)) if folder else []
    return _hash(*(part for name, path in found for part in (name.encode(), path.read_bytes())))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files of a unit that cells or tests may read: of ``instructor/`` only the hidden tests' own Python."""
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        private = place.parts[0] == "instructor" and place.parts[1:2] != ("hidden",)
        if (
            not private
            and path.suffix not in (".ipynb", ".pyc")
            and not _UNGRADED & set(place.parts)
            and path.is_file()
        ):
            yield place.as_posix(), path


@functools.cache
def _libraries() -> str:
    own = (platform.python_version(), f"SQLite {sqlite3.sqlite_version}")
    return _hash(*(text.encode() for text in (*own, *map(_version, _LIBRARIES))))


def _version(library: str) -> str:
    try:
        return f"{library} {importlib.metadata.version(library)}"
    except importlib.metadata.PackageNotFoundError:
        return library


@functools.cache
def _kit(needed: frozenset[str]) -> tuple[str, str]:
    """Hashes of the kit's code that a grade depends on: the checks with what else cells use, and what runs them."""
    checks = _closure(needed)
    rest = _closure(_ENTRIES) - checks
    return tuple(_hash(str(VERSION).encode(), *_texts(names)) for names in (checks, rest))  # type: ignore[return-value]


def code_of(modules: Iterable[str]) -> str:
    """A hash of the text of the kit's *modules*, named like ``workbook.errors``."""
    return _hash(*_texts(modules))


def _texts(names: Iterable[str]) -> Iterator[bytes]:
    for name in sorted(names):
        yield name.encode()
        yield _all_modules()[name].read_bytes()


@functools.cache
def _all_modules() -> dict[str, Path]:
    """Every module of the kit, by name."""
    found = {}
    for path in _KIT.rglob("*.py"):
        place = path.relative_to(_KIT.parent).with_suffix("")
        found[".".join(place.parts).removesuffix(".__init__")] = path
    return found


def _closure(names: Iterable[str]) -> set[str]:
    """Those of *names* that are the kit's modules, and what they import of it, wherever the import stands.

    What the package of checks offers counts by name: whoever uses one check doesn't depend on the others.
    """
    known, todo = _all_modules(), list(names)
    found: set[str] = set()
    while todo:
        name = _offered().get(todo[-1], todo[-1])
        todo.pop()
        if name in known and name not in found:
            found.add(name)
            todo.append(name.rpartition(".")[0])  # Python runs the package first
            text = known[name].read_text(encoding="utf-8")
            if name == _KIT.name:  # it offers magics too, for whoever loads them
                text = ast.unparse(
                    ast.Module([one for one in ast.parse(text).body if not isinstance(one, ast.FunctionDef)], [])
                )
            if name != _CHECKS:
                todo += _needs(text, _package(name))
    return found


def _package(name: str) -> str:
    return name if _all_modules()[name].name == "__init__.py" else name.rpartition(".")[0]


@functools.cache
def _offered() -> dict[str, str]:
    """The module that each name comes from which the package of checks offers, by its full name there."""
    tree = ast.parse(_all_modules()[_CHECKS].read_bytes())
    return {
        f"{_CHECKS}.{alias.asname or alias.name}": node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{_CHECKS}.")
        for alias in node.names
    }


@functools.cache
def _needs(text: str, package: str = "") -> frozenset[str]:
    """Names of modules that a module of *package*, or a cell, imports, and names that may be modules.

    Where a module is imported by a name that is put together, each text there counts that may be a part of it.
    """
    tree = ast.parse(text) if package else tree_of(text)
    if tree is None:
        return frozenset()
    found = set(_imports(tree))
    if package and "import_module" in text:
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str}
        found |= {f"{package}.{part}" for part in texts}
    return frozenset(found | _checks_named(text) if _CHECKS in found else found)


def _checks_named(text: str) -> set[str]:
    """What *text* may use of the package of checks: all that it offers, and its modules, that is called like a name there."""
    tree = tree_of(text)
    words = set(re.findall(r"\w+", text)) if tree is None else set(_identifiers(tree))
    known = {name for name in _all_modules() if name.startswith(f"{_CHECKS}.")} | _offered().keys()
    return {name for name in known if name.rpartition(".")[2] in words}


def _identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]


def _imports(tree: ast.AST) -> Iterator[str]:
    """Names of modules that *tree* imports, names that may be modules, and those that stand in it as texts, for later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            if node.module == _CHECKS and node.names[0].name == "*":
                yield from _offered()
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("workbook."):
            yield node.value.partition(":")[0]


def _needs_of(master: Master) -> frozenset[str]:
    """The kit's modules, and its checks, that *master*'s cells, its preload and the unit's own Python use."""
    cells = [text_of(cell) for cell in master.source["cells"] if cell["cell_type"] == "code"]
    paths = [
        *(own_python(master.files) if master.files else ()),
        *(files_below(master.hidden) if master.hidden else ()),
    ]
    own = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.suffix == ".py"]
    named = {name for text in (*cells, *own) for name in _needs(text)} | set(master.preload)
    if _CHECKS in named or any(name.startswith(f"{_CHECKS}.") for name in named):
        # A cell may use the name that another one has imported.
        named = named.union(*map(_checks_named, (*cells, *own)))
    return frozenset(named & (_all_modules().keys() | _offered().keys()))
