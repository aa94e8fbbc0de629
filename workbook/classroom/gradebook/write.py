"""The one writer of the gradebook: nbgrader's own tables, one transaction a submission.

The formgrader, ``nbgrader export`` and every other nbgrader tool see what they expect. One small table of our own,
``workbook_graded``, says from which bytes each notebook's points came; it is written in the same transaction as the
points, so a run that was killed at any moment knows exactly what is left to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api, utils
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from workbook.classroom.gradebook.read import GradebookError, create, database_url, open_gradebook, unusable
from workbook.classroom.gradebook.rows import GRADED, INDEXES, OURS, LatePolicy, SubmissionRecord, enter


class Writer:
    """The only thing that writes grades. Use it as a context manager, one at a time.

    Args:
        path: the gradebook; made when missing.
        course_id: nbgrader's name for the course.
        late: what late submissions lose; None for nothing.
    """

    def __init__(self, path: Path, course_id: str, late: LatePolicy | None = None) -> None:
        self._path, self._course_id, self._late = path, course_id, late

    def __enter__(self) -> Writer:
        create(self._path, self._course_id)
        self._context = open_gradebook(database_url(self._path), self._course_id)
        self._gradebook = self._context.__enter__()
        try:
            OURS.create_all(self._gradebook.engine)
            with self._gradebook.engine.begin() as connection:
                for index in INDEXES:
                    connection.execute(text(index))
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

    def due(self, unit: str, moment: datetime | None) -> None:
        """Note when *unit* is due, a time in UTC; None leaves what stands there."""
        if moment is None:
            return
        plain = moment.astimezone(UTC).replace(tzinfo=None)  # as nbgrader keeps times
        with self._transaction() as session:
            session.execute(update(api.Assignment).where(api.Assignment.name == unit).values(duedate=plain))

    # Submissions

    def students(self, unit: str) -> list[str]:
        """Who has a submission of *unit* in the gradebook."""
        with self._transaction() as session:
            query = select(api.SubmittedAssignment.student_id).join(api.Assignment).where(api.Assignment.name == unit)
            return sorted(session.scalars(query))

    def record(self, record: SubmissionRecord) -> None:
        """Write all grades of one submission, or none; what a person gave stays (see :func:`rows.enter`)."""
        with self._transaction() as session:
            enter(session.connection(), record, self._late)

    def by_hand(self, place: Place, decide: Callable[[ByHand], ByHand]) -> tuple[ByHand, ByHand]:
        """Give one answer the points and the comment that *decide* makes of what stands; both. What it raises leaves all as it was.

        Raises:
            GradebookError: nothing was graded there, the points can't be given, or no comment can be kept there.
        """
        with self._transaction() as session:
            grade = session.scalar(_at(select(api.Grade), api.Grade, place))
            comment = session.scalar(_at(select(api.Comment), api.Comment, place))
            if grade is None:
                raise GradebookError(
                    f"There is no grade of '{place.cell}' in {place.unit}/{place.lesson} for {place.student}.",
                    f"Grade it first: workbook autograde {place.unit}",
                )
            before = ByHand(
                grade.manual_score, comment.manual_comment or "" if comment else "", grade.needs_manual_grade
            )
            after = decide(before)
            if after.score is not None and not 0 <= after.score <= grade.max_score:
                raise GradebookError(
                    f"'{place.cell}' can't get {after.score:g} points.", f"It gives 0 to {grade.max_score:g}."
                )
            if after.comment and comment is None:
                raise GradebookError(f"nbgrader keeps no comment on '{place.cell}'.", "Leave the comment out.")
            grade.manual_score = after.score
            grade.needs_manual_grade = before.waits if after.score is None else False
            if comment is not None:
                comment.manual_comment = after.comment or None
        return before, after

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
class Place:
    """One graded cell of one student."""

    student: str
    unit: str
    lesson: str
    cell: str


@dataclass(frozen=True)
class ByHand:
    """What a person gave an answer, and whether it waits for one."""

    score: float | None
    comment: str = ""
    waits: bool = False


def _at(query: Any, model: Any, place: Place) -> Any:
    """*query* of grades or comments, for those at *place*."""
    return (
        query.join(api.BaseCell, api.BaseCell.id == model.cell_id)
        .join(api.SubmittedNotebook, api.SubmittedNotebook.id == model.notebook_id)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
        .where(api.BaseCell.name == place.cell, api.Notebook.name == place.lesson, api.Assignment.name == place.unit)
        .where(api.SubmittedAssignment.student_id == place.student)
    )


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
