"""A student's bundle, unpacked in a folder of its own: checks and progress work there, on the visible tests, without the source."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.tiny import RIGHT, UNIT, tiny_course
from tests.commands import MAIN, Commands
from workbook import workspace
from workbook.course import PUBLIC, Course
from workbook.errors import CourseError
from workbook.grading import engine, kernel, masters
from workbook.grading.model import Submission


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course's bundle, unpacked, with the students' own copies in work/."""
    folder = tmp_path_factory.mktemp("bundle")
    workspace.bundle(tiny_course(folder / "course"), folder / "bundle.zip")
    return unpack(folder / "bundle.zip", folder / "mine")


@pytest.fixture(scope="session")
def commands(unpacked: Course) -> Iterator[Commands]:
    """The commands of the bundle's own package."""
    with Commands(unpacked.root) as started:
        yield started


def unpack(file: Path, folder: Path) -> Course:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    course = Course(folder / "workbook-course")
    assert not course.source.exists()
    workspace.take(course.units)
    return course


def workbook(course: Course, *arguments: str) -> tuple[int, str, str]:
    """The command of the course's own package, in the course's folder."""
    ran = subprocess.run(
        [sys.executable, "-m", "workbook", *arguments],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": str(course.root), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    return ran.returncode, ran.stdout, ran.stderr


def answer(course: Course, **answers: str) -> None:
    """Fill in *answers* in the copies; the others are as released."""
    for lesson in course.lessons():
        notebook = json.loads(lesson.release.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = answers.get(name, cell["source"])
        lesson.work.write_text(json.dumps(notebook), encoding="utf-8")


NO_SANDBOX = """
from workbook.errors import SandboxUnavailable
from workbook.grading.sandbox import outer
def none():
    raise SandboxUnavailable("There is no bubblewrap (bwrap) on this machine.", "Install it.")
outer.find_bubblewrap = none
from workbook.cli import main
main()
"""


@pytest.mark.parametrize("code", [MAIN, NO_SANDBOX], ids=["in the sandbox", "in a kernel"])
@pytest.mark.parametrize(
    ("answers", "earned"), [(RIGHT, {"1-numbers": 6, "2-words": 1}), ({}, {"1-numbers": 0, "2-words": 0})]
)
def test_check_and_progress_grade_with_the_visible_tests_and_say_so(
    unpacked: Course, commands: Commands, code: str, answers: dict[str, str], earned: dict[str, int]
) -> None:
    answer(unpacked, **answers)
    ran = commands.run(unpacked.root, "check", UNIT, code=code)
    assert ran.returncode == (0 if answers else 1), ran.stdout + ran.stderr
    assert ran.stdout.count("the visible tests; the hidden ones are with your instructor") == 2
    assert ("ordinary Jupyter kernel" in ran.stderr) == (code == NO_SANDBOX), ran.stderr
    ran = commands.run(unpacked.root, "progress", code=code)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("the visible tests; the hidden ones are with your instructor") == 1
    ran = commands.run(unpacked.root, "check", UNIT, "--json", code=code)
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {one["lesson"]: one["points"] for one in found} == earned
    assert {one["hidden"] for one in found} == {False}


def test_points_are_those_of_the_release_and_a_wrong_answer_loses_them(unpacked: Course, commands: Commands) -> None:
    answer(unpacked, **{**RIGHT, "double": "def double(x):\n    return 5"})
    ran = commands.run(unpacked.root, "check", UNIT)
    assert ran.returncode == 1
    assert "✗ 0 of 2  T1 · Double" in ran.stdout
    assert "4 of 6 points" in ran.stdout


def test_a_full_course_says_that_the_hidden_tests_were_there(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    workspace.take(course.units)
    answer(course, **RIGHT)
    status, out, _ = workbook(course, "--course", str(course.root), "check", UNIT, "--json")
    assert status == 0
    assert {json.loads(line)["hidden"] for line in out.splitlines()} == {True}


def test_a_bundle_holds_the_public_settings_of_every_unit_and_no_other(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    toml = course.unit(UNIT).settings_file
    toml.write_text(
        toml.read_text()
        + '\nsecret = "the seed of the exam"\n\n[preload]\nmodules = ["csv"]\n\n[limits]\nseconds = 7\n'
    )
    workspace.bundle(course, tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        assert not any(b"the seed of the exam" in archive.read(name) for name in archive.namelist())
    mine = unpack(tmp_path / "bundle.zip", tmp_path / "mine").unit(UNIT)
    assert set(mine.settings) <= set(PUBLIC)
    assert (mine.title, mine.preload) == ("A tiny unit", ("csv",))
    assert masters.own_master(mine.lessons[0]).limits.seconds == 7


def test_every_settings_of_the_real_course_that_students_need_is_public(course: Course) -> None:
    for unit in course.units:
        assert {"title", "order", "points", "minutes", "preload", "limits"} & set(unit.settings) <= set(
            unit.public_settings
        )


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"units": 3}', '{"units": {"00-tiny": 5}}', "{"])
def test_broken_facts_are_told_with_the_way_out(unpacked: Course, text: str | None) -> None:
    whole = unpacked.facts_file.read_bytes()
    try:
        unpacked.facts_file.unlink() if text is None else unpacked.facts_file.write_text(text)
        with pytest.raises(CourseError, match=r"[Uu]npack the bundle again"):
            assert Course(unpacked.root).unit(UNIT).title
    finally:
        unpacked.facts_file.write_bytes(whole)
    assert Course(unpacked.root).unit(UNIT).title == "A tiny unit"


@pytest.mark.parametrize("command", [["key", UNIT], ["autograde", UNIT], ["bank", UNIT], ["build", UNIT]])
def test_what_needs_the_source_is_refused_in_a_sentence(
    unpacked: Course, commands: Commands, command: list[str]
) -> None:
    ran = commands.run(unpacked.root, *command)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr) < 400
    assert re.search(r"instructor|student's|source", ran.stderr), ran.stderr


def test_a_class_is_never_graded_on_the_visible_tests(unpacked: Course) -> None:
    with pytest.raises(CourseError, match="no hidden tests"):
        masters.load_masters(unpacked.unit(UNIT))


@pytest.mark.parametrize(
    ("unit", "name"), [("00-welcome", "1-welcome"), ("01-shell", "2-streams"), ("02-sql", "1-select")]
)
def test_the_stubs_of_a_release_earn_nothing_on_its_own_tests(course: Course, unit: str, name: str) -> None:
    lesson = course.unit(unit).lesson(name)
    stub = lesson.release.read_bytes()
    release = masters._master(lesson, lesson.release, lesson.unit.release)
    sandboxed, plain = (grader.grade(Submission("self", stub), release) for grader in (engine, kernel))
    assert sandboxed.points == plain.points == 0
    assert sandboxed.max_points > 0


def test_the_bundle_of_the_course_promises_nothing_that_it_lacks(course: Course, tmp_path: Path) -> None:
    workspace.bundle(course, tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "workbook-course"
    readme = (root / "README.md").read_text(encoding="utf-8")
    for words in ("workbook check", "workbook progress", "Hand in", "with your instructor", "make lab"):
        assert words in readme
    made = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert "lab" in made and "test" not in made
    assert "install_torch.py" in (root / "Makefile").read_text() and (root / "tools" / "install_torch.py").is_file()
    for page in (root / "README.md", root / "docs" / "student.md"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"make ([a-z-]+)", text)) <= set(made), page.name
        targets = [link for link in re.findall(r"\]\(([^)#]+?)\)", text) if ":" not in link]
        assert [link for link in targets if not (page.parent / link).exists()] == [], page.name
    commands = set(re.findall(r"`workbook ([a-z]+)", readme))
    _, told, _ = workbook(Course(root), "--help")
    assert commands and all(f"  {word} " in told for word in commands)


def test_the_bundle_of_a_small_course_has_a_readme_of_its_own(unpacked: Course) -> None:
    readme = (unpacked.root / "README.md").read_text(encoding="utf-8")
    assert "pip install --editable ." in readme and "make lab" not in readme and f"`{UNIT}` A tiny unit" in readme
