"""nbgrader follows symbolic links in a submission, be it to the solutions, a key of yours or ``/dev/zero``: not here.

It copies all files of a submission before any preprocessor sees them, and from there into the feedback. It has no
setting against that and swallows what its hooks raise, so nbgrader_config.py has this put before its own first step.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from workbook.grading.rebuild import MAX_BYTES


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
