"""What a late submission loses: nbgrader's own plug-in, as nbgrader_config.py sets it."""

from __future__ import annotations

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from workbook.course import Course
from workbook.errors import CourseError

DEFAULT_COURSE_ID = "ai-engineer-workbook"


def load_config(course: Course) -> Config:
    """nbgrader_config.py as nbgrader reads it; raises CourseError when it can't be run."""
    from traitlets.config.loader import PyFileConfigLoader

    try:
        return PyFileConfigLoader(course.config.name, path=str(course.root)).load_config()
    except Exception as error:  # the file is a program: it may raise anything
        raise CourseError(
            f"nbgrader_config.py can't be read: {type(error).__name__}: {error}", f"Mend {course.config.name}."
        ) from error


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
