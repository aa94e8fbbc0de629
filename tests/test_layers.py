"""Who may know whom: the rules of the kit's layers, read from its imports.

`ALLOWED` lists what is still to be moved: it may only get shorter. A line that is no longer needed fails its test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbook.authoring.text import read
from workbook.course import Course, own_python

KIT = ROOT / "workbook"
COURSE = Course(ROOT)
TEMPLATE = KIT / "authoring" / "template"

ALLOWED: dict[str, set[str]] = {
    "cycles": set(),
    "check": set(),
    "notebook": set(),
    "cli": set(),
    "paths": set(),
    "names": set(),
}


def modules() -> list[Path]:
    return [path for path in sorted(KIT.rglob("*.py")) if TEMPLATE not in path.parents]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """All modules that *path* imports anywhere, but for the eyes of type checkers only."""
    skipped = {
        inner
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.body
        for inner in ast.walk(part)
    }
    for node in ast.walk(tree_of(path)):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if _exists(inner) else node.module


@cache
def _exists(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] == "workbook"}


def room(module: str) -> str:
    """The package or top-level module that a module lies in: ``workbook.grading.sandbox.box`` in ``grading``."""
    return module.split(".")[1] if "." in module else "workbook"


def held(rule: str, found: set[str]) -> None:
    """*found* are violations of *rule*: those, and only those, that are allowed."""
    assert sorted(found - ALLOWED[rule]) == []
    assert sorted(ALLOWED[rule] - found) == [], "no longer needed in ALLOWED"


def test_no_cycle_between_packages() -> None:
    graph: dict[str, set[str]] = {}
    for path in modules():
        here = room(name_of(path))
        graph.setdefault(here, set()).update(room(name) for name in ours(path) if room(name) not in (here, "workbook"))

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        left = [start]
        while left:
            for following in graph.get(left.pop(), set()) - seen:
                seen.add(following)
                left.append(following)
        return seen

    held(
        "cycles",
        {
            f"{one} ↔ {other}"
            for one in graph
            for other in graph
            if one < other and other in reached(one) and one in reached(other)
        },
    )


def test_a_check_knows_checks_and_errors_only() -> None:
    found = {
        f"{name_of(path)}: {name}"
        for path in modules()
        if room(name_of(path)) == "check"
        for name in ours(path)
        if room(name) not in ("check", "errors", "workbook")
    }
    held("check", found)


def test_what_notebooks_show_knows_no_grader_and_no_author() -> None:
    """Not even where the course's files are: a notebook runs wherever it lies."""
    found = {
        f"{name_of(path)}: {name}"
        for path in modules()
        if room(name_of(path)) == "notebook"
        for name in ours(path)
        if room(name) not in ("notebook", "check", "errors", "workbook")
    }
    held("notebook", found)


def test_nothing_knows_the_command_line() -> None:
    """cli parses and printing words: what they call could as well be called by another program."""
    found = {
        f"{name_of(path)}: {name}"
        for path in modules()
        if room(name_of(path)) not in ("cli", "__main__")
        for name in ours(path)
        if room(name) in ("cli", "printing") and room(name_of(path)) != "printing"
    }
    held("cli", found)


LAYOUT = {
    "source", "release", "work", "submitted", "autograded", "feedback", "gradebook.db", ".workbook", "nbgrader_config.py",
    "instructor", "answers", "hidden", "tests", "data", "figures", "unit.toml",
}  # fmt: skip


def joined(path: Path) -> Iterator[str]:
    """Names of the course's layout that a module puts into paths itself."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            parts = [node.right, *([node.left] if isinstance(node.left, ast.Constant) else [])]
            yield from (part.value for part in parts if isinstance(part, ast.Constant) and part.value in LAYOUT)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("glob", "rglob", "joinpath")
        ):
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield from (part for part in given.value.split("/") if part in LAYOUT)


def test_course_alone_joins_paths() -> None:
    elsewhere = {
        "workbook.authoring.new: answers",  # in the template
        "workbook.grading.sandbox.box: work",  # in the sandbox
        "workbook.classroom.gradebook.read: gradebook.db",  # in a scratch folder
        "workbook.service.exchange: feedback",  # in a student's folder, where nbgrader's own exchange puts it
    }
    found = {f"{name_of(path)}: {name}" for path in modules() if path != KIT / "course.py" for name in joined(path)}
    held("paths", found - elsewhere)


def names_of_units() -> re.Pattern[str]:
    """Names of units, of lessons, and of graded cells where these are no common words."""
    names = {unit.name for unit in COURSE.units} | {lesson.name for lesson in COURSE.lessons()}
    for lesson in COURSE.lessons():
        names |= {cell.grade_id for cell in read(lesson.text).cells if "-" in cell.grade_id}
    common = {"1-first", "p-value"}
    return re.compile(
        rf"(?<![\w-])({'|'.join(sorted(map(re.escape, names - common), key=len, reverse=True))})(?![\w-])"
    )


def test_nothing_in_the_kit_names_a_unit() -> None:
    pattern = names_of_units()
    found = set()
    for path in sorted(path for path in KIT.rglob("*") if path.is_file() and path.suffix not in (".pyc",)):
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= {f"{path.relative_to(ROOT).as_posix()}: {name[0]}" for name in pattern.finditer(text)}
    held("names", found)


def test_nothing_in_the_kit_imports_a_unit() -> None:
    units = {
        path.relative_to(unit.source).parts[0].removesuffix(".py")
        for unit in COURSE.units
        for path in own_python(unit.source)
    }
    found = {
        f"{name_of(path)}: {name}"
        for path in modules()
        for name in imports(path)
        if name.partition(".")[0] in units | {"hidden", "tests", "benchmarks"}
    }
    assert found == set()


@pytest.mark.parametrize("rule", sorted(ALLOWED))
def test_a_rule_can_be_broken(rule: str) -> None:
    """Each rule's test would see a violation that is not allowed."""
    with pytest.raises(AssertionError):
        held(rule, ALLOWED[rule] | {"something: else"})
