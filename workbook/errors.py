"""Every error that the package raises on purpose.

::

    WorkbookError                 bad input or a missing thing; the command line prints it and exits with 2
    ├── CourseError               the course folder is not what it should be
    │   ├── UnknownUnit           no such unit or lesson; names the nearest one
    │   ├── NotTrusted            its nbgrader_config.py may be somebody else's
    │   └── NotACourse            no nbgrader_config.py here or above
    ├── TextErrors                a lesson's text has mistakes, each with file and line
    ├── OutOfDate                 text, source/ and release/ disagree
    ├── Leak                      a solution or a hidden test would reach the students
    ├── BadSubmission             a file that is no notebook; only this submission is concerned
    ├── EngineFault               the grading engine itself broke; no grade was given
    └── SandboxUnavailable        submissions can't be run safely on this machine

``check.Failure`` is not in this tree: it is the verdict on an answer, and an ``AssertionError``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class WorkbookError(Exception):
    """Something could not be done. ``str()`` says why, and ``mend`` what to do about it."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}\n{self.mend}" if self.mend else self.message


class CourseError(WorkbookError):
    """The course folder is not what it should be."""


class NotACourse(CourseError):
    """No course was found in a folder or above it."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"No course in {start} or above it (no nbgrader_config.py).",
            "Go to the folder of the course, or pass --course FOLDER.",
        )


class NotTrusted(CourseError):
    """A course's ``nbgrader_config.py``, which is a program, may be somebody else's: it is not run."""

    def __init__(self, config: Path, why: str, mend: str) -> None:
        super().__init__(f"{config} is a program that this command would run, and {why}.", mend)


def cannot_write(path: Path, error: OSError) -> CourseError:
    """What to say when *path* could not be written: why, and what to do about it."""
    reason = error.strerror or type(error).__name__
    place = f" ({error.filename})" if error.filename and str(error.filename) != str(path) else ""
    return CourseError(
        f"{path} can't be written: {reason}{place}.", "Make room or the folder writable, or name another."
    )


def no_access(error: OSError) -> CourseError:
    """What to say when the system refused a file or a folder that a command needs."""
    place = error.filename2 or error.filename or "A file"
    reason = error.strerror or str(error) or type(error).__name__
    return CourseError(
        f"{place} can't be used: {reason}.",
        "Is there a file where a folder should be, or a folder for a file? May you read and write there? Is there room?",
    )


class UnknownUnit(CourseError):
    """A unit or lesson that the course does not have."""

    def __init__(self, name: str, known: Iterable[str], kind: str = "unit") -> None:
        known = list(known)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        if not near:
            near = [other for other in known if name and name in other][:1]
        guess = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known) or 'none'}."
        super().__init__(f"There is no {kind} called '{name}'.", guess)


@dataclass(frozen=True)
class TextError:
    """One mistake in a lesson's text. ``line`` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.message}"


class TextErrors(WorkbookError):
    """All the mistakes found in the text of one or more lessons."""

    def __init__(self, errors: Iterable[TextError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class OutOfDate(WorkbookError):
    """What is built is not what the text says."""

    def __init__(self, unit: str, differences: Iterable[str]) -> None:
        listing = "\n".join(f"  {difference}" for difference in differences)
        super().__init__(f"{unit} is not built from its text:\n{listing}", f"Run: workbook build {unit}")


class Leak(WorkbookError):
    """Lines of a solution or of a hidden test in what students get."""

    def __init__(self, unit: str, places: Iterable[str]) -> None:
        listing = "\n".join(f"  {place}" for place in places)
        super().__init__(
            f"{unit} would give away what students must not see:\n{listing}",
            "Move these lines between the SOLUTION or HIDDEN TESTS markers only, or say it in other words.",
        )


class SandboxUnavailable(WorkbookError):
    """Submissions can't be run safely on this machine."""


class BadSubmission(WorkbookError):
    """A submitted file that is no notebook. ``str()`` says why; nobody else's grade is concerned."""


class EngineFault(WorkbookError):
    """The grading engine itself broke: no grade was given, and the same submission may be graded again."""
