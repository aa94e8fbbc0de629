"""The kit serves other courses: a new one and the tests' tiny one work with every command, without this course's folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Commands, Ran
from tests.conftest import ROOT
from workbook.authoring import new
from workbook.authoring.build import build
from workbook.cli import app
from workbook.course import Course, Unit
from workbook.errors import CourseError

LEFT_OUT = {"lab", "serve"}
"""What becomes another program: tests/test_workspace.py, tests/browser and tests/service see to it."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, far from this course's folder."""
    folder = tmp_path_factory.mktemp("kit")
    shutil.copytree(ROOT / "workbook", folder / "workbook", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def commands(kit: Path) -> Iterator[Commands]:
    """The copy's commands."""
    with Commands(kit) as started:
        yield started


def run(kit: Path, folder: Path, *arguments: str, code: int = 0) -> str:
    environment = {**os.environ, "PYTHONPATH": str(kit)}
    command = [sys.executable, "-m", *(arguments if arguments[0] == "pytest" else ("workbook", *arguments))]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=200, check=False)
    return shown(ran, arguments, code)


def shown(ran: Ran | subprocess.CompletedProcess[str], arguments: tuple[str, ...], code: int) -> str:
    """What a command printed, which ended as it had to and named nothing of this course's folder."""
    assert ran.returncode == code, f"{arguments}: {ran.stdout}\n{ran.stderr}"
    assert str(ROOT) not in ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(params=["new", "tiny"])
def course(request: pytest.FixtureRequest, kit: Path, tmp_path: Path) -> Course:
    """A course made by `workbook new course`, and a copy of the tiny one."""
    folder = tmp_path / "A second course"
    if request.param == "new":
        run(kit, tmp_path, "new", "course", str(folder))
    else:
        shutil.copytree(ROOT / "tests" / "tiny_course", folder)
    return Course(folder)


def hand_in(unit: Unit, student: str, key: bool) -> None:
    folder = unit.course.submitted / student / unit.name
    folder.mkdir(parents=True)
    for lesson in unit.lessons:
        shutil.copyfile(lesson.source if key else lesson.release, folder / f"{lesson.name}.ipynb")


def _first_exercise(unit: Unit) -> str:
    cells = json.loads(unit.lessons[0].release.read_text())["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return next(str(mark["grade_id"]) for mark in marks if mark.get("grade") and not mark.get("solution"))


@pytest.mark.timeout(900)
def test_every_command_works(course: Course, kit: Path, commands: Commands, tmp_path: Path) -> None:
    unit = course.units[-1]
    done = set()

    def do(*arguments: str, code: int = 0) -> str:
        done.add(arguments[0])
        return shown(commands.run(course.root, *arguments), arguments, code)

    assert do("build") == "source/ and release/ say what the texts say.\n"
    do("build", "--check")
    assert re.search(r"(\d+) of \1 as they should be", do("bank", unit.name))
    assert "The text says the same" in do("import", unit.name)
    assert "wrote" in do("new", f"{unit.name}/2-more")
    do("new", "08-more")
    do("build", "--check")
    assert "passed" in run(kit, course.root, "pytest", "-q", "-p", "no:cacheprovider")
    do("key", unit.name)
    told = [json.loads(line) for line in do("check", unit.name, "--json", code=1).splitlines()]
    assert {lesson["points"] for lesson in told} == {0.0}
    assert "lessons not begun" in do("progress")
    do("reset", unit.name)
    hand_in(unit, "ada", key=True)
    hand_in(unit, "bob", key=False)
    with zipfile.ZipFile(tmp_path / "delivered.zip", "w") as archive:
        for lesson in unit.lessons:
            archive.write(lesson.release, f"cleo/{lesson.name}.ipynb")
    assert "took in 1 submission" in do("collect", str(tmp_path / "delivered.zip"), unit.name)
    (course.root / "course.toml").write_text(f'[units.{unit.name}]\ndue = "2099-12-20 18:00"\n')
    do("extend", "ada", unit.name, "--until", "2099-12-24 18:00")
    assert "ada" in do("dates")
    do("submit", unit.name, code=2)  # there is no service here, and this is no receipt: both are refused in words
    do("receipt", str(tmp_path / "delivered.zip"), code=2)
    assert "0 problems" in do("autograde", unit.name, "--jobs", "1")
    assert "wrote" in do("feedback", unit.name)
    lesson, exercise = f"{unit.name}/{unit.lessons[0].name}", _first_exercise(unit)
    assert "hand it in with your notebooks" in do("regrade", lesson, exercise, "Please look again.")
    assert "No request waits" in do("requests", unit.name)
    do("answer", "ada", lesson, exercise, "It is as it was.", code=2)  # who has asked nothing
    assert "no essays" in do("comment", unit.name)
    assert unit.name in do("report")
    assert "no verdict" in do("similar", unit.name) or "No pair" in do("similar", unit.name)
    assert re.search(r"ada: \d questions", do("oral", unit.name))
    assert "grades of 3 students" in do("export", str(tmp_path / "grades.csv"))
    assert "student-001" in do("demo", unit.name, "--students", "2", "--jobs", "1")
    do("bundle", str(tmp_path / "course.zip"))
    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {name.rstrip("_") for name in names} == done | LEFT_OUT


def test_a_new_courses_bundle_holds_the_kit_and_no_answer(kit: Path, tmp_path: Path) -> None:
    run(kit, tmp_path, "new", "course", "mine")
    run(kit, tmp_path / "mine", "bundle", "../course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        names = {name.removeprefix("workbook-course/") for name in archive.namelist()}
    assert {"release/01-first/examples.py", "workbook/cli.py", "pyproject.toml", "README.md"} <= names
    assert not [name for name in names if name.startswith("source/") or "01-first/instructor" in name]


def test_nbgraders_settings_are_those_of_this_course() -> None:
    """But for the course's name."""
    made = (new.TEMPLATE / "course" / "nbgrader_config.py").read_text(encoding="utf-8")
    ours = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    assert made.replace("{course_id}", "ai-engineer-workbook") == ours


def test_a_new_course_names_what_the_kit_needs(tmp_path: Path) -> None:
    new.new_course(tmp_path / "mine")
    text = (tmp_path / "mine" / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^    "nbgrader(>=[\d.]+)?",$', text, re.MULTILINE)
    assert '"ruff' not in text
    assert "{" not in text.replace('{sys_platform == "linux"}', "")


def test_a_new_course_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CourseError, match="not an empty folder"):
        new.new_course(tmp_path)


def test_a_new_course_needs_a_folder_and_a_unit_none(kit: Path, tmp_path: Path) -> None:
    run(kit, tmp_path, "new", "course", code=2)
    run(kit, tmp_path, "new", "07-topic", "folder", code=2)


def test_a_second_unit_is_one_new_folder(tmp_path: Path) -> None:
    """And no other edit: what lay in the course before is as it was."""
    made = new.new_course(tmp_path / "mine")
    before = {path: path.read_bytes() for path in made}
    course = Course(tmp_path / "mine")
    paths = new.new(course, "02-second")
    assert {path.relative_to(course.root).parts[:2] for path in paths} == {
        ("source", "02-second"),
        ("release", "02-second"),
    }
    assert {path: path.read_bytes() for path in made} == before
    for unit in Course(course.root).units:
        assert build(unit) == []
