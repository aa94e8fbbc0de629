"""What makes a grade old: every file that it depends on, by its path, and nothing else; and the reason is told."""

from __future__ import annotations

import importlib.metadata
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import workbook
from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores
from tests.conftest import ROOT
from tests.grading.lesson import cell, master
from workbook.course import Course
from workbook.grading import digest
from workbook.grading.engine import grade
from workbook.grading.model import Limits, Master, Submission
from workbook.printing import batch as printed

Edit = Callable[[Path], None]
CHECKS = sorted(path.name for path in (Path(workbook.__file__).parent / "check").glob("*.py"))


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the kit's code, in another folder, which digests are taken of."""
    place = tmp_path / "elsewhere" / "workbook"
    shutil.copytree(Path(workbook.__file__).parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    before = digests()
    monkeypatch.setattr(digest, "_KIT", place)
    assert digests() == before, "where the kit lies is no ground for grading again"
    yield place
    monkeypatch.undo()
    forget()


def forget() -> None:
    for known in (digest._kit, digest._all_modules, digest._offered, digest._libraries):
        known.cache_clear()


def digests(lesson: Master | None = None, seed: int = 0, notebook: bytes = b"{}", stamp: datetime | None = None) -> str:
    forget()
    lesson = lesson or master(cell("tests", "t", "from workbook import check\ncheck.that(True)", 1))
    return digest.of_submission(digest.of_master(lesson, seed), notebook, stamp)


def append(path: Path) -> None:
    with open(path, "a", encoding="utf-8") as stream:
        stream.write("\n# mended\n")


def move(path: Path) -> None:
    folder = path.parent / "moved"
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)


def graders() -> list[str]:
    return [
        "boundary/codec_classes",
        "boundary/codec_libraries",
        "boundary/codec_tables",
        "boundary/codec_times",
        "boundary/proxies",
        "verdict",
        "boundary/codec",
        "run",
        "boundary/remote",
        "rebuild",
        "boundary/test_side",
        "boundary/answer_side",
        "sandbox/box",
        "sandbox/seccomp",
        "boundary/shell",
        "model",
    ]


@pytest.mark.parametrize("module", random.Random(0).sample(CHECKS, 12))
def test_a_change_of_any_check_makes_grades_old_that_use_it(kit: Path, module: str) -> None:
    stem = module.removesuffix(".py").replace("__init__", "that")
    user = master(cell("tests", "t", f"from workbook.check import {stem}\nassert True", 1))
    before = digests(user)
    append(kit / "check" / module)
    assert "the checks changed" in digest.why_again(before, digests(user))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("torch/layers", "from workbook import check\ncheck.layer(1)"),
        ("torch/layers", "from workbook.check import layer"),
        ("torch/layers", "import workbook.check as c\nprint(c.layer)"),
        ("torch/layers", "from workbook.check import *\nlayer(1)"),
        ("torch/observe", "from workbook import check\ncheck.layer(1)"),  # what layers imports
        ("shell/script", "%%bash\nfrom workbook import check\ncheck.run_script"),
        ("sql/query", "from workbook import check as c\nc.query('')"),
    ],
)
def test_a_check_counts_however_it_is_named(kit: Path, module: str, text: str) -> None:
    users = [master(cell("tests", "t", f"from workbook import check\n{other}", 1)) for other in (text, "check.that(1)")]
    cells = [digests(user) for user in users]
    append(kit / "check" / f"{module}.py")
    assert digest.why_again(cells[0], digests(users[0])) == "the checks changed"
    assert digests(users[1]) == cells[1], "a lesson without it keeps its grades"


def test_a_check_that_the_units_own_python_uses_counts(kit: Path, tmp_path: Path) -> None:
    for name in ("unit/shops.py", "hidden/worlds.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("from workbook import check\nfrom workbook.notebook import svg\ncheck.layer\n")
    plain = master(cell("tests", "t", "assert True", 1))
    for lesson in (replace(plain, files=tmp_path / "unit"), replace(plain, hidden=tmp_path / "hidden")):
        for module in ("check/torch/layers.py", "notebook/svg.py"):
            before = digests(lesson)
            append(kit / module)
            assert digest.why_again(before, digests(lesson)) == "the checks changed"


LOADED = "import sys\nprint([name for name in sys.modules if name.startswith('workbook')])"
LIBRARIES = "import datetime, numpy, pandas, torch\nvalue = [pandas.DataFrame(), torch.ones(1), datetime.date.today()]"


def test_all_of_the_kit_that_a_graders_processes_load_counts() -> None:
    """Asked of both processes, after values of each library have crossed; the package of checks loads all, and is told by name."""
    text = f"{LIBRARIES}\n{LOADED}"
    tests = "list(value)\nimport sys\nraise AssertionError([n for n in sys.modules if n.startswith('workbook')])"
    lesson = master(cell("answer", "a", text), cell("tests", "t", tests, 1))
    result = grade(Submission("ada", json.dumps(lesson.source).encode()), lesson)
    told = result.tests[0].message + "".join(output.get("text", "") for output in result.outputs["a"])
    loaded = {name for name in re.findall(r"workbook[\w.]*", told) if not name.startswith("workbook.check.")}
    assert {
        "workbook.grading.boundary.codec_libraries",
        "workbook.grading.boundary.codec_tables",
        "workbook.grading.boundary.answer_side",
    } <= loaded
    forget()
    assert loaded - digest._closure(digest._ENTRIES) == set()


@pytest.mark.parametrize("module", graders())
def test_a_change_of_what_runs_the_checks_makes_grades_old(kit: Path, module: str) -> None:
    before = digests()
    append(kit / "grading" / f"{module}.py")
    assert digest.why_again(before, digests()) in ("the grader changed", "the checks changed")


@pytest.mark.parametrize(
    "module",
    [
        "classroom/feedback/pages.py",
        "classroom/gradebook/read.py",
        "classroom/export.py",
        "cli.py",
        "authoring/build.py",
    ],
)
def test_a_change_of_what_no_grade_depends_on_does_not(kit: Path, module: str) -> None:
    before = digests()
    append(kit / module)
    assert digests() == before


def test_a_module_of_the_kit_counts_for_the_lessons_that_import_it(kit: Path) -> None:
    one, other = (master(cell("tests", "t", text, 1)) for text in ("import workbook.notebook.sql", "assert True"))
    before = digests(one), digests(other)
    append(kit / "notebook" / "sql.py")
    assert digest.why_again(before[0], digests(one)) == "the checks changed"
    assert digests(other) == before[1]


def unit_files(folder: Path, seed: int) -> list[Path]:
    """A unit's own files, some of one name in several folders."""
    rng = random.Random(seed)
    places = ["data", "data/a", "data/b", "figures", "instructor/hidden", "instructor/hidden/deep", "."]
    made = []
    for place in places:
        for name in rng.sample(["one.csv", "two.py", "three.bin", "four"], 2):
            path = folder / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(rng.randbytes(rng.randint(1, 9)))
            made.append(path)
    return made


def swap(path: Path) -> None:
    other = next(other for other in path.parent.rglob("*") if other.is_file() and other != path)
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two), other.write_bytes(one)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("edit", [append, move, Path.unlink, swap, lambda path: path.rename(path.with_name("other"))])
def test_a_change_of_any_file_of_the_unit_makes_grades_old(tmp_path: Path, edit: Edit, seed: int) -> None:
    files = unit_files(tmp_path / "unit", seed)
    lesson = replace(master(cell("tests", "t", "assert True", 1)), files=tmp_path / "unit")
    for path in files:
        if not path.exists():
            continue  # moved with what was done to another
        before = digests(lesson)
        edit(path)
        assert digest.why_again(before, digests(lesson)) == "the unit's data changed"


def test_the_same_names_in_other_folders_are_other_files(tmp_path: Path) -> None:
    for unit, places in (("one", "ab"), ("other", "ba")):
        for place, content in zip(places, ("1", "2"), strict=True):
            (tmp_path / unit / "data" / place).mkdir(parents=True)
            (tmp_path / unit / "data" / place / "table.csv").write_text(content)
    plain = master(cell("tests", "t", "assert True", 1))
    one, other = (digests(replace(plain, files=tmp_path / unit)) for unit in ("one", "other"))
    assert one != other


@pytest.mark.parametrize(
    "name", ["1-lesson.ipynb", "instructor/1-lesson.py", "instructor/answers/a/right-b.py", "__pycache__/x.pyc"]
)
def test_what_no_cell_can_read_does_not(tmp_path: Path, name: str) -> None:
    lesson = replace(master(cell("tests", "t", "assert True", 1)), files=tmp_path)
    before = digests(lesson)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("text")
    assert digests(lesson) == before


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ({"notebook": b"[]"}, "the submission changed"),
        ({"stamp": datetime(2026, 1, 1)}, "its time stamp changed"),
        ({"seed": 1}, "another seed"),
        ({"lesson": master(cell("tests", "t", "assert 1", 1))}, "the lesson changed"),
        (
            {"lesson": replace(master(cell("tests", "t", "assert True", 1)), limits=Limits(seconds=3))},
            "the lesson changed",
        ),
        ({"notebook": b"[]", "seed": 1}, "the submission changed and another seed"),
        ({}, ""),
    ],
)
def test_the_reason_is_named(now: dict[str, object], reason: str) -> None:
    plain = {"lesson": master(cell("tests", "t", "assert True", 1))}
    before = digests(**plain)  # type: ignore[arg-type]
    assert len(before) <= 64, "the gradebook keeps 64 characters"
    assert digest.why_again(before, digests(**{**plain, **now})) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["torch", "numpy", "pandas"])
def test_another_version_of_a_library_makes_grades_old(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = digests(), digest.importlib.metadata.version
    monkeypatch.setattr(digest.importlib.metadata, "version", lambda name: "99" if name == library else real(name))
    assert digest.why_again(before, digests()) == "Python or a library changed"


def test_what_another_version_recorded_is_graded_again() -> None:
    assert digest.why_again("f" * 64, digests()) == "it was graded by another version of the workbook"
    assert digest.why_again("", digests()) == "it was graded by nbgrader autograde, or a test was at fault"


def test_autograde_says_why_something_is_graded_again(tiny: Course, kit: Path) -> None:
    for student in ("ada", "bob"):
        hand_in(tiny, student, **RIGHT)
    forget()
    assert not autograde(tiny).again
    append(kit / "check" / "values.py")
    forget()
    hand_in(tiny, "bob", ("1-numbers",))
    os.unlink(tiny.autograded / "ada" / UNIT / "2-words.ipynb")
    report = autograde(tiny)
    assert len(report.lines) == 4
    assert dict(report.again) == {"the checks changed": 3, "the submission changed and the checks changed": 1}
    assert "graded again, the checks changed: 3" in printed(report)
    os.unlink(tiny.autograded / "ada" / UNIT / "2-words.ipynb")
    assert dict(autograde(tiny).again) == {"its graded copy was gone": 1}
    assert scores(tiny)["bob", "double-tests"] == 0


def test_every_module_that_a_grading_process_has_counts() -> None:
    """Also those that are imported late, by a name that is a text: what a template holds is asked of one."""
    script = (
        "import sys, datetime, pandas, torch\n"
        "from workbook.grading.boundary import answer_side, codec, test_side\n"
        "from workbook.grading.template import process\n"
        "codec.learn_libraries()\n"
        "print(*(name for name in sys.modules if name.startswith('workbook.')))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    known = digest._all_modules()
    counted = digest._closure({*digest._ENTRIES, *(name for name in known if name.startswith(digest._CHECKS))})
    packages = {name for name, path in known.items() if path.name == "__init__.py"}
    finder = {"workbook.hidden"}  # of a kernel: no sandbox has the folder that it looks for
    assert set(ran.stdout.split()) - counted - packages <= finder


def test_every_library_that_cells_and_tests_import_counts() -> None:
    found = set()
    for path in [*(ROOT / "source").glob("*/instructor/*.py"), *(ROOT / "workbook" / "check").glob("*.py")]:
        text = re.sub(r"^%.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found |= set(re.findall(r"^ *(?:import|from) (\w+)", text, flags=re.MULTILINE))
    found -= {*sys.stdlib_module_names, "workbook", "hidden"}
    installed = importlib.metadata.packages_distributions()
    names = {name.lower() for module in found for name in installed.get(module, ())}
    assert names - {"typer", "sqlglot"} <= set(digest._LIBRARIES), "these make data or commands, and no grade"
