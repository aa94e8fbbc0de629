"""A student's copies: never overwritten, set back only with a backup."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbook import workspace
from workbook.authoring.new import new
from workbook.course import Course, Unit
from workbook.errors import CourseError


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A released unit."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    new(Course(tmp_path), "07-topic")
    return Course(tmp_path).unit("07-topic")


def test_taking_copies_what_is_missing_and_keeps_what_exists(unit: Unit) -> None:
    assert workspace.take([unit]) == [unit.lessons[0].work, unit.work / "examples.py"]
    unit.lessons[0].work.write_text("my answer")
    assert workspace.take([unit]) == []
    assert unit.lessons[0].work.read_text() == "my answer"


def test_a_reset_keeps_a_backup(unit: Unit) -> None:
    workspace.take([unit])
    unit.lessons[0].work.write_text("my answer")
    kept = workspace.reset(unit)
    assert kept
    assert (kept / "1-first.ipynb").read_text() == "my answer"
    assert unit.lessons[0].work.read_bytes() == unit.lessons[0].release.read_bytes()


def test_two_resets_in_one_second_keep_two_backups(unit: Unit) -> None:
    workspace.take([unit])
    kept = {workspace.reset(unit), workspace.reset(unit, unit.lessons)}
    assert len(kept) == 2


def test_the_key_stands_beside_the_copy_and_a_changed_key_is_kept(unit: Unit) -> None:
    [path] = workspace.key(unit)
    assert path.name == "key-1-first.ipynb", "told apart from the lesson by its first letter"
    assert workspace.key(*workspace.named(unit.course, "07-topic/1-first")) == [path]
    assert path.read_bytes() == unit.lessons[0].source.read_bytes()
    assert unit.lessons[0].work.exists()
    path.write_text("my notes")
    with pytest.raises(CourseError, match="You have changed"):
        workspace.key(unit)
    assert path.read_text() == "my notes"


def test_a_bundle_holds_what_students_need_and_no_solution(unit: Unit, tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    count = workspace.bundle(unit.course, file)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert len(names) == count
    assert "workbook-course/release/07-topic/1-first.ipynb" in names
    assert "workbook-course/workbook/cli.py" in names
    assert not [name for name in names if "/source/" in name or "/instructor/1-first" in name]
    with pytest.raises(CourseError, match="exists"):
        workspace.bundle(unit.course, file)


def test_a_bundle_unpacked_is_a_course_of_its_own(unit: Unit, tmp_path: Path) -> None:
    workspace.bundle(unit.course, tmp_path / "course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    course = Course(tmp_path / "unpacked" / "workbook-course")
    assert [one.name for one in course.units] == ["07-topic"]
    first = course.units[0]
    assert workspace.take(course.units) == [first.lessons[0].work, first.work / "examples.py"]


def test_jupyterlab_finds_the_workbook_in_its_terminals_and_keeps_one_workspace_a_course(
    unit: Unit, tmp_path: Path
) -> None:
    assert workspace.lab_environment()["PATH"].partition(os.pathsep)[0] == str(Path(sys.executable).parent)
    kept = {
        next(word for word in workspace.lab_command(course, None, [], instructor) if "workspaces_dir" in word)
        for course in (unit.course, Course(tmp_path / "other"))
        for instructor in (False, True)
    }
    assert len(kept) == 4


def test_an_instructor_gets_the_whole_course_with_the_panels_that_learners_are_spared(unit: Unit) -> None:
    assert f"--ServerApp.root_dir={unit.course.work}" in workspace.lab_command(unit.course, None, [])
    assert f"--ServerApp.root_dir={unit.course.root}" in workspace.lab_command(unit.course, None, [], instructor=True)
    first = workspace.lab_command(unit.course, unit, [], instructor=True)
    assert "--LabApp.default_url=/lab/tree/work/07-topic/1-first.ipynb" in first
    spared = [
        [Path(place).name for place in workspace.lab_environment(instructor)["JUPYTER_CONFIG_PATH"].split(os.pathsep)]
        for instructor in (False, True)
    ]
    assert (spared[0][:2], spared[1][0]) == (["learner", "config"], "config")
