"""The one writer of the gradebook: nbgrader's own tables through its own models, one transaction a submission.

The formgrader, ``nbgrader export`` and every other nbgrader tool see what they expect. One small table of our own,
``workbook_graded``, says from which bytes each notebook's points came; it is written in the same transaction as the
points, so a run that was killed at any moment knows exactly what is left to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import nbformat
from nbgrader import api, utils
from sqlalchemy import Column, MetaData, String, Table, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from workbook.grading.gradebook import GradebookError, create, database_url, open_gradebook, unusable

_OURS = MetaData()
GRADED = Table(
    "workbook_graded",
    _OURS,
    Column("notebook_id", String(32), primary_key=True),  # a SubmittedNotebook; goes stale when nbgrader removes that
    Column("digest", String(64), nullable=False),  # of the submission, the master copy and the grader's version
    Column("submission", String(64), nullable=False),  # of the submitted notebook alone
)


class LatePolicy(Protocol):
    """What a late submission loses."""

    def penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """Points to take off a notebook that earned *score*; None for none."""
        ...


@dataclass(frozen=True)
class LessonRecord:
    """The automatic grades of one submitted notebook.

    ``scores`` maps a grade id to its points, or to None where a person must read the answer; ``unanswered`` holds the
    ids of answers left as they were released.
    """

    lesson: str
    scores: Mapping[str, float | None]
    unanswered: frozenset[str] = frozenset()
    digest: str = ""
    submission: str = ""


@dataclass(frozen=True)
class SubmissionRecord:
    """What one transaction writes: a student's graded notebooks of one unit."""

    student: str
    unit: str
    lessons: Sequence[LessonRecord]
    missing: Sequence[str] = ()
    timestamp: datetime | None = None


class Writer:
    """The only thing that writes grades. Use it as a context manager, one at a time.

    Args:
        path: the gradebook; made when missing.
        course_id: nbgrader's name for the course.
        late: what late submissions lose; None for nothing.
    """

    def __init__(self, path: Path, course_id: str, late: LatePolicy | None = None) -> None:
        self._path, self._course_id, self._late = path, course_id, late
        self._units: dict[str, dict[str, dict[str, Any]]] = {}

    def __enter__(self) -> Writer:
        create(self._path, self._course_id)
        self._context = open_gradebook(database_url(self._path), self._course_id)
        self._gradebook = self._context.__enter__()
        try:
            _OURS.create_all(self._gradebook.engine)
        except SQLAlchemyError as error:
            self._context.__exit__(None, None, None)
            raise unusable(database_url(self._path), error) from error
        return self

    def __exit__(self, *details: Any) -> None:
        self._context.__exit__(*details)

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        session = self._gradebook.db()
        try:
            session.execute(text("BEGIN IMMEDIATE"))  # take the lock before the first read, not at the first write
            yield session
            session.commit()
        except SQLAlchemyError as error:
            session.rollback()
            raise unusable(database_url(self._path), error) from error
        except BaseException:
            session.rollback()
            raise

    # The course

    def register(self, unit: str, notebooks: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
        """Make the gradebook agree with *unit*, as ``nbgrader generate_assignment`` would.

        Args:
            unit: the assignment's name.
            notebooks: for each lesson its source and its release notebook (nbformat dictionaries).

        Raises:
            GradebookError: a cell that a person has already graded is no longer in the unit.
        """
        with self._transaction() as session:
            assignment = session.scalar(select(api.Assignment).filter_by(name=unit))
            if assignment is None:
                assignment = api.Assignment(name=unit, course_id=self._course_id)
                session.add(assignment)
            known = {notebook.name: notebook for notebook in assignment.notebooks}
            for lesson in set(known) - set(notebooks):
                self._drop_notebook(session, known.pop(lesson))
            for lesson, (source, release) in notebooks.items():
                if lesson not in known:
                    known[lesson] = api.Notebook(name=lesson, assignment=assignment)
                    session.add(known[lesson])
                known[lesson].kernelspec = json.dumps(source["metadata"].get("kernelspec", {}))
                session.flush()
                self._register_cells(session, known[lesson], _cells(source, release))
        self._units.pop(unit, None)

    def _register_cells(self, session: Any, notebook: api.Notebook, cells: Mapping[str, _Cell]) -> None:
        for model, wanted in (
            (api.GradeCell, {name for name, cell in cells.items() if cell.points is not None}),
            (api.SolutionCell, {name for name, cell in cells.items() if cell.solution}),
            (api.SourceCell, set(cells)),
        ):
            known = {row.name: row for row in session.scalars(select(model).filter_by(notebook_id=notebook.id))}
            for name in set(known) - wanted:
                self._drop_cell(session, known[name])
            for name in sorted(wanted):
                values = cells[name].columns(model)
                if name not in known:
                    session.add(model(name=name, notebook_id=notebook.id, **values))
                else:
                    for column, value in values.items():
                        setattr(known[name], column, value)

    def _drop_cell(self, session: Any, cell: Any) -> None:
        if not isinstance(cell, api.SourceCell):
            graded = session.scalars(select(api.Grade).filter_by(cell_id=cell.id)).all()
            if any(grade.manual_score is not None for grade in graded):
                raise GradebookError(
                    f"The cell '{cell.name}' of {cell.notebook.name} was graded by hand, and is no longer in the unit.",
                    "Put the cell back, or remove its grades first (nbgrader db assignment remove).",
                )
            session.execute(delete(api.Grade).filter_by(cell_id=cell.id))
            session.execute(delete(api.Comment).filter_by(cell_id=cell.id))
        session.delete(cell)

    def _drop_notebook(self, session: Any, notebook: api.Notebook) -> None:
        if notebook.submissions:
            raise GradebookError(
                f"The lesson '{notebook.name}' has graded submissions, and is no longer in the unit.",
                "Put the lesson back, or remove the assignment from the gradebook (nbgrader db assignment remove).",
            )
        for model in (api.GradeCell, api.SolutionCell, api.TaskCell, api.SourceCell):
            for cell in session.scalars(select(model).filter_by(notebook_id=notebook.id)).all():
                session.delete(cell)
        session.flush()
        session.delete(notebook)

    # Submissions

    def record(self, record: SubmissionRecord) -> None:
        """Write all grades of one submission, or none.

        Manual scores, extra credit and comments stay as they are. An answer that a person graded is marked
        for another look only if the points or the submitted notebook have changed since.
        """
        with self._transaction() as session:
            submission = self._submission(session, record)
            notebooks = self._notebooks(session, submission)
            for lesson in record.lessons:
                if lesson.lesson not in notebooks:
                    raise GradebookError(
                        f"The gradebook has no lesson '{lesson.lesson}' in {record.unit}.",
                        f"Run: nbgrader generate_assignment {record.unit} --force",
                    )
                self._record_lesson(session, notebooks[lesson.lesson], lesson)
            for name in record.missing:
                for grade in notebooks[name].grades if name in notebooks else []:
                    grade.auto_score, grade.needs_manual_grade = 0.0, False
            self._charge_lateness(submission, list(notebooks.values()))

    def _submission(self, session: Any, record: SubmissionRecord) -> api.SubmittedAssignment:
        assignment = session.scalar(select(api.Assignment).filter_by(name=record.unit))
        if assignment is None:
            raise GradebookError(
                f"The gradebook has no assignment '{record.unit}'.",
                f"Run: nbgrader generate_assignment {record.unit}",
            )
        if session.get(api.Student, record.student) is None:
            session.add(api.Student(id=record.student))
            session.flush()
        submission = session.scalar(
            select(api.SubmittedAssignment).filter_by(assignment_id=assignment.id, student_id=record.student)
        )
        if submission is None:
            submission = api.SubmittedAssignment(assignment_id=assignment.id, student_id=record.student)
            session.add(submission)
        if record.timestamp is not None:
            submission.timestamp = record.timestamp
        session.flush()
        return submission

    def _notebooks(self, session: Any, submission: api.SubmittedAssignment) -> dict[str, api.SubmittedNotebook]:
        """The submission's notebooks by name, with a grade and a comment for every cell that wants one."""
        found = {notebook.name: notebook for notebook in submission.notebooks}
        for notebook in submission.assignment.notebooks:
            if notebook.name not in found:
                submitted = api.SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission.id)
                session.add(submitted)
                session.flush()
                found[notebook.name] = submitted
            submitted = found[notebook.name]
            graded = {grade.cell_id for grade in submitted.grades}
            commented = {comment.cell_id for comment in submitted.comments}
            for cell in [*notebook.grade_cells, *notebook.task_cells]:
                if cell.id not in graded:
                    session.add(api.Grade(cell_id=cell.id, notebook_id=submitted.id))
            for cell in [*notebook.solution_cells, *notebook.task_cells]:
                if cell.id not in commented:
                    session.add(api.Comment(cell_id=cell.id, notebook_id=submitted.id))
        session.flush()
        session.expire_all()
        return found

    def _record_lesson(self, session: Any, notebook: api.SubmittedNotebook, lesson: LessonRecord) -> None:
        before = session.execute(select(GRADED).where(GRADED.c.notebook_id == notebook.id)).first()
        unchanged = before is not None and before.submission == lesson.submission
        for grade in notebook.grades:
            if grade.name not in lesson.scores:
                continue
            score = lesson.scores[grade.name]
            if grade.manual_score is None:
                grade.needs_manual_grade = score is None
            elif not unchanged or grade.auto_score != score:
                grade.needs_manual_grade = True
            grade.auto_score = score
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in lesson.unanswered else None
        session.execute(delete(GRADED).where(GRADED.c.notebook_id == notebook.id))
        session.execute(
            insert(GRADED).values(notebook_id=notebook.id, digest=lesson.digest, submission=lesson.submission)
        )

    def _charge_lateness(self, submission: api.SubmittedAssignment, notebooks: Iterable[api.SubmittedNotebook]) -> None:
        seconds = submission.total_seconds_late
        for notebook in notebooks:
            penalty = None
            if seconds > 0 and self._late is not None:
                score = sum(_points(grade) for grade in notebook.grades)
                penalty = self._late.penalty(submission.student_id, score, seconds)
                penalty = None if penalty is None else min(max(penalty, 0.0), score)
            notebook.late_submission_penalty = penalty

    def recorded(self, unit: str) -> dict[tuple[str, str], str]:
        """The digest of what each (student, lesson) was last graded from."""
        with self._transaction() as session:
            rows = session.execute(
                select(api.SubmittedAssignment.student_id, api.Notebook.name, GRADED.c.digest)
                .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
                .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
                .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
                .join(GRADED, GRADED.c.notebook_id == api.SubmittedNotebook.id)
                .where(api.Assignment.name == unit)
            ).all()
        return {(student, lesson): digest for student, lesson, digest in rows}


@dataclass(frozen=True)
class _Cell:
    """What nbgrader keeps of a cell of the master copy."""

    cell_type: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    points: float | None

    def columns(self, model: Any) -> dict[str, Any]:
        if model is api.GradeCell:
            return {"max_score": self.points, "cell_type": self.cell_type}
        if model is api.SolutionCell:
            return {}
        return {
            "cell_type": self.cell_type,
            "locked": self.locked,
            "source": self.source,
            "checksum": self.checksum,
        }


def _cells(source: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, _Cell]:
    """The cells that nbgrader keeps: answers as released, tests with their hidden part."""
    released = {cell.metadata.nbgrader.grade_id: cell for cell in _nbgrader_cells(release)}
    cells = {}
    for full in _nbgrader_cells(source):
        name = full.metadata.nbgrader.grade_id
        cell = released.get(name, full) if utils.is_solution(full) else full
        points = float(full.metadata.nbgrader.points) if utils.is_grade(full) else None
        cells[name] = _Cell(
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=utils.compute_checksum(cell),
            locked=utils.is_locked(cell),
            solution=utils.is_solution(cell),
            points=points,
        )
    return cells


def _nbgrader_cells(notebook: Mapping[str, Any]) -> Iterator[Any]:
    for cell in nbformat.from_dict(dict(notebook))["cells"]:
        if utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell):
            yield cell


def _points(grade: api.Grade) -> float:
    """A grade's points as nbgrader counts them: the manual score goes before the automatic one."""
    score = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return 0.0 if score is None else float(score) + float(grade.extra_credit or 0.0)
