"""The sheets of a class, and of a self-learner: who handed in what, for how many points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.classroom import submissions
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.oral import sheet
from workbook.classroom.oral.compose import Points, sheets
from workbook.classroom.workers import Dispatcher, WorkerDied, local_crew
from workbook.course import Course, Unit
from workbook.errors import BadSubmission, CourseError
from workbook.files import read_regular
from workbook.grading.door import MAX_BYTES, printable
from workbook.grading.masters import load_masters, own_master
from workbook.grading.model import Master, Submission
from workbook.grading.rebuild import rebuild

FOLDER, TALK, PRACTICE = "oral", "examiner.html", "practice.html"
"""``oral/<student>/<unit>/examiner.html`` and ``practice.html``, in the course's folder."""
EXPLAIN = "explain-it.html"
"""A self-learner's own sheet, beside the copies in ``work/<unit>/``."""


@dataclass(frozen=True)
class Made:
    """What was written for one student, or why nothing was."""

    student: str
    files: tuple[Path, ...] = ()
    questions: int = 0
    problem: str = ""


@dataclass(frozen=True)
class _Job:
    """What a process needs to write the sheets of one student."""

    course: Course
    unit: Unit
    masters: Mapping[str, Master]
    folder: Path
    most: int
    seed: int

    def __call__(self, task: tuple[str, Mapping[str, Points]]) -> Made:
        name, points = task
        handed_in = submissions.read(self.course, name, self.unit.name, self.masters)
        notebooks, problems = _readable(name, handed_in.notebooks, self.masters)
        problems = [*(problem.message for problem in handed_in.problems), *problems]
        if not notebooks:
            return Made(name, problem="; ".join(problems))
        found = sheets(name, notebooks, self.masters, points, most=self.most, seed=self.seed)
        place = self.folder / name / self.unit.name
        talk = sheet.page(
            "Questions for a talk",
            self.unit.title,
            found.talk,
            student=name,
            examiner=True,
            solved=found.solved,
            unasked=found.unasked,
        )
        sheet.write(place / TALK, talk)
        sheet.write(place / PRACTICE, sheet.page("Explain it", self.unit.title, found.practice, solved=found.solved))
        return Made(name, (place / TALK, place / PRACTICE), len(found.talk), "; ".join(problems))


def for_class(
    course: Course, unit: Unit, student: str, folder: Path | None, *, most: int, seed: int, jobs: int | None = None
) -> Iterator[Made]:
    """Write both sheets of every student, or of the one who is named, in *jobs* processes; as each is done.

    Raises CourseError where there is no source or no submission, SandboxUnavailable where none can be run safely.
    """
    course.need_source()
    masters = load_masters(unit)
    names = submissions.students(course, unit.name)
    if student and student not in names:
        raise CourseError(
            f"Nothing was handed in by '{printable(student)}' for {unit.name}.",
            f"Put it at {course.submitted.name}/<student>/{unit.name}/, or name no student: then all get sheets.",
        )
    if not names:
        raise CourseError(
            f"Nobody has handed in {unit.name}.",
            f"Put the class's at {course.submitted.name}/<student>/{unit.name}/, or practise on your own: --practice.",
        )
    points = _points(course, unit)
    tasks = [(name, points.get(name, {})) for name in ([student] if student else names)]
    job = _Job(course, unit, masters, folder or course.root / FOLDER, most, seed)
    if jobs == 1 or len(tasks) == 1:
        yield from map(job, tasks)
        return
    dispatcher: Dispatcher[tuple[str, Mapping[str, Points]], Made] = Dispatcher(local_crew(jobs), job)
    for (name, _), made in dispatcher.run(tasks):
        if isinstance(made, WorkerDied):
            yield Made(name, problem=str(made))
        elif isinstance(made, BaseException):
            raise made
        else:
            yield made


def _readable(
    student: str, handed_in: Mapping[str, bytes], masters: Mapping[str, Master]
) -> tuple[dict[str, bytes], list[str]]:
    """The notebooks that are some, and what is wrong with the others."""
    found, problems = {}, []
    for lesson, data in handed_in.items():
        try:
            rebuild(Submission(student, data), masters[lesson])
        except BadSubmission as error:
            problems.append(f"{lesson}.ipynb: {error}")
        else:
            found[lesson] = data
    return found, problems


def for_oneself(unit: Unit, *, most: int, seed: int) -> Made:
    """Write a sheet to practise on, of one's own work. Raises CourseError where there is none."""
    copies = [lesson for lesson in unit.lessons if lesson.work.is_file()]
    if not copies:
        raise CourseError(f"There are no copies of {unit.name} in work/.", f"Run: workbook lab {unit.name}")
    masters: dict[str, Master] = {lesson.name: own_master(lesson) for lesson in copies}
    handed_in = {lesson.name: read_regular(lesson.work, MAX_BYTES) for lesson in copies}
    handed_in, problems = _readable("", handed_in, masters)
    if not handed_in:
        raise BadSubmission("; ".join(problems))
    found = sheets("", handed_in, masters, {}, most=most, seed=seed)
    sheet.write(unit.work / EXPLAIN, sheet.page("Explain it", unit.title, found.talk, solved=found.solved))
    return Made("", (unit.work / EXPLAIN,), len(found.talk), "; ".join(problems))


def _points(course: Course, unit: Unit) -> dict[str, Mapping[str, Mapping[str, float]]]:
    """Points by tests cell, lesson and student, as the gradebook has them."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    if course.gradebook.is_file():
        for row in gradebook.grades(course.gradebook, [unit.name]):
            found[row.student][row.lesson][row.cell] = row.score
    return {student: dict(lessons) for student, lessons in found.items()}
