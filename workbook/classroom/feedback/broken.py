"""Why a lesson has no grade that a student could do something about, and the page that says so."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.classroom import submissions
from workbook.course import Course
from workbook.errors import BadSubmission
from workbook.grading.door import clean_notebook
from workbook.grading.masters import load_masters

MISSING = "no notebook of this lesson was handed in"
_OURS = "the grader itself failed on it, which is no fault of yours; your instructor is told"


def reasons(course: Course, unit: str, only: Iterable[str] = ()) -> dict[tuple[str, str], str]:
    """What is wrong with what was handed in for *unit*, by student and lesson: what is there now counts, not what was graded."""
    masters = load_masters(course.unit(unit))
    wanted = set(only)
    found: dict[tuple[str, str], str] = {}
    for student in submissions.students(course, unit):
        if wanted and student not in wanted:
            continue
        handed_in = submissions.read(course, student, unit, masters)
        for problem in handed_in.problems:
            lessons = [problem.lesson] if problem.lesson else masters
            why = _OURS if problem.detail else problem.message
            found |= {(student, lesson): why for lesson in lessons}
        for lesson in handed_in.missing:
            found.setdefault((student, lesson), MISSING)
        for lesson, data in handed_in.notebooks.items():
            try:
                clean_notebook(data)
            except BadSubmission as error:
                found[student, lesson] = error.message
    return found
