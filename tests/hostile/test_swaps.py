"""Files that are changed under the reader's feet: at each step of the reading, another folder or file is put in the place."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.grading.lesson import key
from tests.hostile import folders
from tests.hostile.folders import HONEST, NOTEBOOK, UNIT
from tests.hostile.test_files import LESSON
from workbook.classroom import submissions
from workbook.classroom.nbgrader.plugin import Rebuild
from workbook.course import Course

STEPS = 120
Swap = Callable[[Path, Course], None]


def _folder_for_a_link(folder: Path, course: Course) -> None:
    folder.rename(folder.with_name("away"))
    folder.symlink_to(course.submitted / HONEST / UNIT)


def _student_for_a_link(folder: Path, course: Course) -> None:
    folder.parent.rename(course.root / "away")
    folder.parent.symlink_to(course.submitted / HONEST)


def _file_for_a_link(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course.source / UNIT / NOTEBOOK)


def _file_for_a_pipe(folder: Path, course: Course) -> None:
    (folder / NOTEBOOK).unlink()
    os.mkfifo(folder / NOTEBOOK)


def _growth(folder: Path, course: Course) -> None:
    with open(folder / NOTEBOOK, "r+b") as stream:
        stream.truncate(1 << 40)


SWAPS = (_folder_for_a_link, _student_for_a_link, _file_for_a_link, _file_for_a_pipe, _growth)


def swapped_at(step: int, swap: Callable[[], None], read: Callable[[], Any]) -> tuple[Any, bool]:
    """What *read* gives if *swap* is done before its *step*-th call of the system."""
    left = [step]

    def count(frame: Any, event: str, what: Any) -> None:
        if event == "c_call" and (what.__module__ == "posix" or what.__name__ == "read"):
            left[0] -= 1
            if left[0] == 0:
                sys.setprofile(None)
                swap()
                sys.setprofile(count)

    sys.setprofile(count)
    try:
        return read(), left[0] <= 0
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("swap", SWAPS)
def test_nothing_that_is_put_in_a_submissions_place_is_read(tmp_path: Path, swap: Swap) -> None:
    mine, others = folders.wrong(), key(LESSON).notebook
    for step in range(1, STEPS):
        course = folders.course_in(tmp_path / str(step), config="")
        folder = folders.hand_in(course, "eve", mine)
        read, swapped = swapped_at(
            step,
            lambda folder=folder, course=course: swap(folder, course),  # type: ignore[misc]
            lambda course=course: submissions.read(course, "eve", UNIT, {NOTEBOOK[:-6]: LESSON}),  # type: ignore[misc]
        )
        assert others not in read.notebooks.values(), f"another's was read, when swapped before step {step}"
        assert not read.notebooks or read.notebooks[NOTEBOOK[:-6]][: len(mine)] == mine
        assert read.notebooks or read.problems
        if not swapped:
            return
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("swap", SWAPS[:4])
def test_nbgraders_rebuild_takes_the_submission_itself(
    tmp_path: Path, swap: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever nbgrader opened by then: here, the key."""
    import nbformat

    course = folders.course_in(tmp_path / "course")
    folder = folders.hand_in(course, "eve", folders.wrong())
    monkeypatch.chdir(course.root)
    facts = {"student": "eve", "assignment": UNIT, "notebook": NOTEBOOK[:-6], "db_url": ""}
    theirs = nbformat.from_dict(json.loads(key(LESSON).notebook))
    made, _ = Rebuild().preprocess(theirs, {"nbgrader": facts})
    assert folders.WRONG in {cell["source"] for cell in made["cells"]}
    swap(folder, course)
    with pytest.raises(OSError):
        Rebuild().preprocess(theirs, {"nbgrader": facts})
