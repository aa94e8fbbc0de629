"""What nbgrader takes out of a submission's folder: notebooks, and no link, no pipe and no other file.

nbgrader follows symbolic links, be it to the solutions or to ``/dev/zero``, and copies every file beside a notebook to
autograded/ and on to feedback/. There the formgrader serves it, a page or a picture with a script too, as if it were
the instructor's own. It copies before any preprocessor runs, has no setting against it and swallows what its hooks
raise, so nbgrader_config.py has this put in place of its own steps. The unit's own files come from source/ as before.
"""

from __future__ import annotations

import functools
import glob
import itertools
import logging
import os
import re
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory

from workbook.classroom.submissions import MOST_FILES, TIMESTAMP, timestamp_in
from workbook.errors import BadSubmission
from workbook.files import read_regular, write_atomically
from workbook.grading.door import MAX_BYTES, clean_lines, parse, printable

MOST_NOTEBOOKS = 100
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
            raise NbGraderException(f"The submission of {printable(student_id)} is not graded: {oddity}.")
        refused(self, assignment_id, student_id)

    @functools.wraps(copying)
    def copy(self: Any, assignment_id: str, student_id: str) -> None:
        if not isinstance(self, Autograde | GenerateFeedback):
            copying(self, assignment_id, student_id)
        elif isinstance(self, Autograde):
            handed_in = _timestamp(self.coursedir, self._format_source(assignment_id, student_id))
            if handed_in is not None:  # the formgrader compares the two
                target = Path(self._format_dest(assignment_id, student_id)) / TIMESTAMP
                write_atomically(target, f"{handed_in.isoformat()}\n")

    refuse.refuses_links = True  # type: ignore[attr-defined]
    Autograde.init_assignment, BaseConverter.init_assignment = refuse, copy
    CourseDirectory.get_existing_timestamp = _timestamp
    _take_names_as_they_are()


def _take_names_as_they_are() -> None:
    """Let no name of a folder or a file be a pattern, an end to the batch, or anything but text in the log.

    nbgrader matches a folder called ``e*`` with other students' notebooks, past what refuses their links, and ends the run
    at a name that holds a line's end.
    """
    finding, converting = BaseConverter.init_notebooks, BaseConverter.convert_notebooks

    @functools.wraps(finding)
    def find(self: Any) -> None:
        logger = getattr(self.log, "logger", self.log)
        if not any(isinstance(known, _CleanLines) for known in logger.filters):
            logger.addFilter(_CleanLines())
        if not isinstance(self, Autograde | GenerateFeedback):
            finding(self)
            return
        folders = glob.glob(self._format_source(self.coursedir.assignment_id, self.coursedir.student_id))
        found = {
            folder: glob.glob(os.path.join(glob.escape(folder), f"{self.coursedir.notebook_id}.ipynb"))
            for folder in folders
        }
        if not any(found.values()):
            finding(self)  # says so
        self.assignments, self.notebooks = {folder: names for folder, names in found.items() if names}, []
        for folder in set(folders) - set(self.assignments):
            self.log.warning("No notebooks in %s", folder)

    @functools.wraps(converting)
    def convert(self: Any) -> None:
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        unmatched = [folder for folder in self.assignments if not re.match(f"{pattern}$", folder)]
        for folder in unmatched:
            del self.assignments[folder]
            self.log.error("%s is not graded: its name can't be a student's id", folder)
        converting(self)
        if unmatched:
            raise NbGraderException(f"Not graded, for a name that can't be a student's: {len(unmatched)} submissions.")

    BaseConverter.init_notebooks, BaseConverter.convert_notebooks = find, convert


class _CleanLines(logging.Filter):
    """Takes from nbgrader's log what a terminal would obey: names of files and folders stand in it as they are."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Called with each record before anything is written."""
        if isinstance(record.args, tuple):
            record.args = tuple(printable(one, len(one)) if isinstance(one, str) else one for one in record.args)
        record.msg = clean_lines(str(record.msg))
        return True


def _timestamp(self: Any, dest_path: str) -> datetime | None:
    """nbgrader's own would look for a file named as the zone is, wait for a pipe, and end the batch at what is no date."""
    found, odd = timestamp_in(Path(dest_path))
    if odd:
        self.log.warning("%s can't be read as a date in %s; the submission counts as in time.", TIMESTAMP, dest_path)
    return found


def odd_name(student: str) -> str:
    """Why *student*, a folder's name, is none for pages in which it stands; nothing if it is one."""
    if not student.isprintable() or len(student) > 128 or _MARKUP & set(student):
        return "its folder's name can't be a student's id: printable text without markup, at most 128 letters"
    return ""


def odd_entry(folder: Path) -> str:
    """The first entry of a submission's *folder* that shouldn't be followed or read, and why; nothing if none."""
    if folder.is_symlink() or folder.parent.is_symlink():
        return "its folder is a symbolic link"
    try:
        return next(filter(None, _odd_entries(folder)), "") or _unreadable(folder)
    except (OSError, RecursionError):  # os.walk goes into each folder by a call of its own
        return "its folders are nested too deeply, or can't be looked at"


def _odd_entries(folder: Path) -> Iterator[str]:
    count = 0
    for place, folders, files in os.walk(folder):
        count += len(folders) + len(files)
        if count > MOST_FILES:
            yield f"it holds more than {MOST_FILES} files"
        for name in [*folders, *files]:
            yield _oddity(name, os.lstat(os.path.join(place, name)))


def _oddity(name: str, facts: os.stat_result) -> str:
    if stat.S_ISLNK(facts.st_mode):
        return f"{name!r} is a symbolic link"
    if not (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
        return f"{name!r} is neither a file nor a folder"
    if facts.st_size > MAX_BYTES and name.endswith(".ipynb"):
        return f"{name!r} has {facts.st_size >> 20} MB; at most {MAX_BYTES >> 20} MB are read"
    return ""


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
