"""The course's nbgrader_config.py: when it may be run, and what of it concerns grades, such as late penalties."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from traitlets.config import Config

from workbook.course import Course
from workbook.errors import CourseError, NotACourse, NotTrusted
from workbook.own_python import expect_own_place

DEFAULT_COURSE_ID = "ai-engineer-workbook"


def load_config(course: Course) -> Config:
    """nbgrader_config.py as nbgrader reads it; raises CourseError when it can't be run, NotTrusted when it mustn't."""
    expect(course)
    from traitlets.config.loader import PyFileConfigLoader

    try:
        return PyFileConfigLoader(course.config.name, path=str(course.root)).load_config()
    except (Exception, SystemExit) as error:  # the file is a program: it may raise anything
        raise CourseError(
            f"nbgrader_config.py can't be read: {type(error).__name__}: {error}", f"Mend {course.config.name}."
        ) from error


def expect(course: Course) -> None:
    """Raise NotTrusted unless the course's configuration can only be the instructor's own.

    What students handed in or were given lies inside a course, so a course in there is none of the instructor's; and
    nobody else may have written the file or may put another in its place.
    """
    expect_own_place(course)
    if not hasattr(os, "geteuid"):
        return
    for path in (course.config, course.root):
        facts = path.stat()
        if facts.st_uid not in (os.geteuid(), 0):
            raise NotTrusted(
                course.config, f"{path.name} belongs to another user", "Make a copy of the course your own."
            )
        if facts.st_mode & stat.S_IWOTH or (facts.st_mode & stat.S_IWGRP and not _own_group(facts.st_gid)):
            raise NotTrusted(course.config, f"others may write to {path.name}", f"Run: chmod go-w '{path}'")


def _own_group(number: int) -> bool:
    """Whether nobody but this user is in the group, as where each user has a group of their own."""
    import grp
    import pwd

    try:
        user, group = pwd.getpwuid(os.geteuid()), grp.getgrgid(number)
    except KeyError:
        return False
    shared = any(other.pw_gid == number and other.pw_uid not in (user.pw_uid, 0) for other in pwd.getpwall())
    return set(group.gr_mem) <= {user.pw_name} and not shared


def gradebook_of(course: Course, config: Config) -> Path:
    """Where the course's grades are kept. Raises CourseError when that is no file: only SQLite is supported."""
    return database_file(str(config.CourseDirectory.get("db_url", "") or ""), course)


def database_file(url: str, course: Course) -> Path:
    """The file that nbgrader's *url* names, the course's gradebook.db if it is empty."""
    if not url:
        return course.gradebook
    try:
        made = make_url(url)
    except ArgumentError:
        raise CourseError(f"db_url is no address of a database: {url!r}.", f"Mend {course.config.name}.") from None
    if made.get_backend_name() != "sqlite" or not made.database or made.database == ":memory:":
        raise CourseError(
            f"The gradebook is in {made.render_as_string(hide_password=True)}; the workbook keeps grades in SQLite only.",
            f"Set c.CourseDirectory.db_url in {course.config.name} to a file, sqlite:///gradebook.db, or leave it out.",
        )
    return course.root / made.database


def gradebook_file(course: Course) -> Path:
    """Where the course's grades are kept, for whoever needs nothing else of the configuration."""
    return gradebook_of(course, load_config(course)) if course.config.is_file() else course.gradebook


def course_of(url: str) -> Course:
    """The course that nbgrader works on: where the gradebook at *url* is, else where we are."""
    try:
        return Course.find(database_file(url, Course(Path.cwd())).parent)
    except NotACourse:  # the gradebook may lie anywhere
        return Course.find()


def course_id(config: Config) -> str:
    """nbgrader's name for the course."""
    return str(config.CourseDirectory.get("course_id", DEFAULT_COURSE_ID) or DEFAULT_COURSE_ID)


class LatePenalties:
    """The penalties of ``c.AssignLatePenalties.plugin_class`` and ``c.LateSubmissionPlugin``."""

    def __init__(self, config: Config) -> None:
        self._preprocessor = AssignLatePenalties(config=config)
        self._preprocessor.init_plugin()

    def penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """Points to take off a notebook that earned *score*; None for none."""
        penalty = self._preprocessor.plugin_inst.late_submission_penalty(student, score, seconds_late)
        return None if penalty is None else float(penalty)
