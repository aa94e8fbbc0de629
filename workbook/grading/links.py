"""nbgrader follows symbolic links in a submission, be it to the solutions, a key of yours or ``/dev/zero``: not here.

It copies all files of a submission before any preprocessor sees them, and from there into the feedback. It has no
setting against that and swallows what its hooks raise, so nbgrader_config.py has this put before its own first step.
"""

from __future__ import annotations

import itertools
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from workbook.errors import BadSubmission
from workbook.grading.door import MAX_BYTES, parse
from workbook.grading.files import read_regular
from workbook.grading.submissions import TIMESTAMP, timestamp_in

MOST_NOTEBOOKS = 100


def refuse_links() -> None:
    """Let ``nbgrader autograde`` refuse, by name, a submission that holds more than files and folders."""
    original = Autograde.init_assignment
    if getattr(original, "refuses_links", False):
        return

    def init_assignment(self: Any, assignment_id: str, student_id: str) -> None:
        folder = Path(self.coursedir.root) / self._format_source(assignment_id, student_id)
        oddity = odd_entry(folder)
        if oddity:
            raise NbGraderException(f"The submission of {student_id} is not graded: {oddity}.")
        original(self, assignment_id, student_id)

    init_assignment.refuses_links = True  # type: ignore[attr-defined]
    Autograde.init_assignment = init_assignment
    CourseDirectory.get_existing_timestamp = _timestamp


def _timestamp(self: Any, dest_path: str) -> datetime | None:
    """nbgrader's own would look for a file named as the zone is, wait for a pipe, and end the batch at what is no date."""
    found, odd = timestamp_in(Path(dest_path))
    if odd:
        self.log.warning("%s can't be read as a date in %s; the submission counts as in time.", TIMESTAMP, dest_path)
    return found


def odd_entry(folder: Path) -> str:
    """The first entry of a submission's *folder* that shouldn't be followed or read, and why; nothing if none."""
    if folder.is_symlink() or folder.parent.is_symlink():
        return "its folder is a symbolic link"
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            facts = os.lstat(os.path.join(place, name))
            if stat.S_ISLNK(facts.st_mode):
                return f"{name!r} is a symbolic link"
            if not (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
                return f"{name!r} is neither a file nor a folder"
            if facts.st_size > MAX_BYTES and name.endswith(".ipynb"):
                return f"{name!r} has {facts.st_size >> 20} MB; at most {MAX_BYTES >> 20} MB are read"
    return _unreadable(folder)


def _unreadable(folder: Path) -> str:
    """The first notebook that would take nbgrader more memory than any lesson, and why; nothing if none."""
    paths = sorted(itertools.islice(folder.glob("*.ipynb"), MOST_NOTEBOOKS + 1))
    if len(paths) > MOST_NOTEBOOKS:
        return f"it holds more than {MOST_NOTEBOOKS} notebooks"
    for path in paths:
        try:
            parse(read_regular(path, MAX_BYTES))
        except (BadSubmission, OSError) as error:
            return f"{path.name!r} can't be read: {error}"
    return ""
