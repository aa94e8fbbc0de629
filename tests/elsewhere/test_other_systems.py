"""What students do works where there is no Linux: checks run in an ordinary kernel; grading a class is refused at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.tiny import RIGHT, UNIT, hand_in, tiny_course
from tests.conftest import ROOT
from workbook.course import Course


def elsewhere(course: Course, *arguments: str) -> tuple[int, str, str]:
    """The workbook's command on the other system."""
    path = os.pathsep.join([str(Path(__file__).parent), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, *arguments] if arguments[0] == "-c" else [sys.executable, "-m", "workbook", *arguments],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    return ran.returncode, ran.stdout, ran.stderr


def begun(folder: Path, unit: str, names: list[str]) -> Course:
    """The course with the key as one's own copies of some lessons."""
    for name in ("source", "release"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    course = Course(folder)
    for name in names:
        lesson = course.unit(unit).lesson(name)
        lesson.work.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(lesson.source, lesson.work)
    return course


def test_the_other_system_is_another_one(tmp_path: Path) -> None:
    """Else the tests below would prove nothing."""
    code = """
import os, resource, socket
for call in (
    lambda: os.memfd_create("x"), lambda: os.pidfd_open(1), lambda: resource.prlimit(0, 1), lambda: os.sched_getaffinity(0),
    lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET),
):
    try:
        call()
    except (AttributeError, OSError):
        continue
    raise SystemExit("it is there")
import workbook.check.shell.processes as processes
try:
    processes._Proc().ids()
except FileNotFoundError:
    print(processes.sys.platform, type(processes._table).__name__, len(processes.process_ids()) > 0)
"""
    status, out, said = elsewhere(Course(tmp_path), "-c", code)
    assert (status, out.strip()) == (0, "darwin _Psutil True"), said


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("00-welcome", ["1-welcome"]),
        ("01-shell", ["2-streams", "4-processes"]),
        ("02-sql", ["1-select"]),
        ("03-pytorch", ["1-tensors"]),
    ],
    ids=["welcome", "shell", "SQL", "torch"],
)
def test_a_check_gives_all_points_for_the_key_and_says_where_it_ran(
    tmp_path: Path, unit: str, names: list[str]
) -> None:
    course = begun(tmp_path, unit, names)
    status, out, said = elsewhere(course, "check", unit, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0, out + said
    assert [one["lesson"] for one in found] == names
    assert said.splitlines()[0] == "The sandbox needs Linux; this is macOS."
    assert "ordinary Jupyter kernel" in said
    assert "Traceback" not in said


def test_a_wrong_answer_loses_its_points_there_too(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    lesson = course.unit(UNIT).lesson("1-numbers")
    hand_in(course, "me", ("1-numbers",), **{**RIGHT, "double": "def double(x):\n    return 5"})
    lesson.work.parent.mkdir(parents=True)
    shutil.copy(course.submitted / "me" / UNIT / "1-numbers.ipynb", lesson.work)
    status, out, said = elsewhere(course, "check")
    assert status == 1, said
    assert "4 of 6 points" in out
    assert "4 " in elsewhere(course, "progress")[1]


def test_grading_a_class_is_refused_with_the_way_out_and_writes_no_grade(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    hand_in(course, "ada", **RIGHT)
    status, out, said = elsewhere(course, "autograde", UNIT, "--jobs", "1")
    assert (status, out) == (2, "")
    assert said.splitlines()[0] == "The sandbox needs Linux; this is macOS."
    assert "virtual machine" in said
    assert "Traceback" not in said
    assert not (course.autograded / "ada").exists()


def test_every_module_that_a_student_needs_can_be_imported_there(tmp_path: Path) -> None:
    code = """
import importlib, pkgutil, workbook
for module in pkgutil.walk_packages(workbook.__path__, "workbook."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print("all")
"""
    status, out, said = elsewhere(Course(tmp_path), "-c", code)
    assert (status, out.strip()) == (0, "all"), said[-2000:]
