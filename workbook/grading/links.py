"""What nbgrader takes out of a submission's folder: notebooks, and no link, no pipe and no other file.

nbgrader follows symbolic links, be it to the solutions or to ``/dev/zero``, and copies every file beside a notebook to
autograded/ and on to feedback/. There the formgrader serves it, a page or a picture with a script too, as if it were
the instructor's own. It copies before any preprocessor runs, has no setting against it and swallows what its hooks
raise, so nbgrader_config.py has this put in place of its own steps. The unit's own files come from source/ as before.
"""

from __future__ import annotations

import functools
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory

from workbook.grading.files import read_regular, write_atomically
from workbook.grading.rebuild import MAX_BYTES

_STAMP = "timestamp.txt"
_LONGEST_STAMP = 200
_MARKUP = frozenset("<>&\"'`{}\\")


def refuse_links() -> None:
    """Let nbgrader refuse, by name, a submission that holds links or pipes, and copy none of its other files."""
    if getattr(Autograde.init_assignment, "refuses_links", False):
        return
    refused, copying = Autograde.init_assignment, BaseConverter.init_assignment

    @functools.wraps(refused)
    def refuse(self: Any, assignment_id: str, student_id: str) -> None:
        folder = Path(self.coursedir.root) / self._format_source(assignment_id, student_id)
        oddity = odd_name(student_id) or odd_entry(folder)
        if oddity:
            raise NbGraderException(f"The submission of {student_id} is not graded: {oddity}.")
        refused(self, assignment_id, student_id)

    @functools.wraps(copying)
    def copy(self: Any, assignment_id: str, student_id: str) -> None:
        if not isinstance(self, Autograde | GenerateFeedback):
            copying(self, assignment_id, student_id)
        elif isinstance(self, Autograde):
            handed_in = _existing_timestamp(self.coursedir, self._format_source(assignment_id, student_id))
            if handed_in is not None:  # the formgrader compares the two
                target = Path(self._format_dest(assignment_id, student_id)) / _STAMP
                write_atomically(target, f"{handed_in.isoformat()}\n")

    refuse.refuses_links = True  # type: ignore[attr-defined]
    Autograde.init_assignment, BaseConverter.init_assignment = refuse, copy
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _existing_timestamp(self: Any, dest_path: str) -> datetime | None:
    """nbgrader's reader of time stamps, which also takes a link, a gigabyte, and the name of a file for a zone."""
    try:
        return moment(read_regular(Path(dest_path) / _STAMP, _LONGEST_STAMP).decode("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        self.log.warning("%s/%s can't be read as a date (%s); it counts as in time.", dest_path, _STAMP, error)
        return None


def moment(text: str) -> datetime:
    """A time stamp in ISO form, "UTC" behind it or not, as UTC without a zone. Raises ValueError for anything else."""
    stamp = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp


def odd_name(student: str) -> str:
    """Why *student*, a folder's name, is none for pages in which it stands; nothing if it is one."""
    if not student.isprintable() or len(student) > 128 or _MARKUP & set(student):
        return "its folder's name can't be a student's id: printable text without markup, at most 128 letters"
    return ""


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
    return ""
