"""The rows of one submission in nbgrader's tables: three SELECTs for what stands, one write a table for what changes.

nbgrader's models would read every cell by itself, with totals that nobody asked for, each time over the whole table.
The tables and their meaning are nbgrader's, and so are the defaults of the columns that aren't named here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from nbgrader import api
from sqlalchemy import Column, Connection, MetaData, String, Table, and_, bindparam, insert, select, update

from workbook.classroom.gradebook.read import GradebookError

OURS = MetaData()
GRADED = Table(
    "workbook_graded",
    OURS,
    Column("notebook_id", String(32), primary_key=True),  # a SubmittedNotebook; goes stale when nbgrader removes that
    Column("digest", String(64), nullable=False),  # of the submission, the master copy and the grader's version
    Column("submission", String(64), nullable=False),  # of the submitted notebook alone
)

INDEXES = tuple(
    f"CREATE INDEX IF NOT EXISTS workbook_{table}_{column} ON {table} ({column})"
    for table, column in (
        ("grade", "notebook_id"),
        ("submitted_notebook", "assignment_id"),
        ("submitted_assignment", "student_id"),
    )
)
"""What nbgrader's own joins look for: without them the formgrader reads all grades anew for each student of a list."""

_UNIT, _LESSON, _CELL, _STUDENT = (
    model.__table__ for model in (api.Assignment, api.Notebook, api.BaseCell, api.Student)
)
_SUBMISSION, _NOTEBOOK, _GRADE, _COMMENT = (
    model.__table__ for model in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment)
)
_WITH_GRADE, _WITH_COMMENT = ("GradeCell", "TaskCell"), ("SolutionCell", "TaskCell")

_SELECT_SUBMISSION = (
    select(
        _UNIT.c.id.label("unit"),
        _UNIT.c.duedate,
        _STUDENT.c.id.label("student"),
        _SUBMISSION.c.id.label("submission"),
        _SUBMISSION.c.timestamp,
        _SUBMISSION.c.extension,
    )
    .select_from(_UNIT)
    .outerjoin(_STUDENT, _STUDENT.c.id == bindparam("who"))
    .outerjoin(_SUBMISSION, and_(_SUBMISSION.c.assignment_id == _UNIT.c.id, _SUBMISSION.c.student_id == _STUDENT.c.id))
    .where(_UNIT.c.name == bindparam("unit"))
)
_SELECT_NOTEBOOKS = (
    select(
        _LESSON.c.id.label("lesson"),
        _LESSON.c.name,
        _NOTEBOOK.c.id,
        _NOTEBOOK.c.late_submission_penalty.label("penalty"),
        GRADED.c.submission,
    )
    .select_from(_LESSON)
    .outerjoin(
        _NOTEBOOK,
        and_(_NOTEBOOK.c.notebook_id == _LESSON.c.id, _NOTEBOOK.c.assignment_id == bindparam("submission")),
    )
    .outerjoin(GRADED, GRADED.c.notebook_id == _NOTEBOOK.c.id)
    .where(_LESSON.c.assignment_id == bindparam("unit"))
)
_SELECT_CELLS = (
    select(
        _NOTEBOOK.c.id.label("notebook"),
        _CELL.c.id,
        _CELL.c.name,
        _CELL.c.type,
        _GRADE.c.id.label("grade"),
        _GRADE.c.auto_score,
        _GRADE.c.manual_score,
        _GRADE.c.extra_credit,
        _GRADE.c.needs_manual_grade,
        _COMMENT.c.id.label("comment"),
        _COMMENT.c.auto_comment,
    )
    .select_from(_LESSON)
    .join(
        _NOTEBOOK,
        and_(_NOTEBOOK.c.notebook_id == _LESSON.c.id, _NOTEBOOK.c.assignment_id == bindparam("submission")),
    )
    .join(_CELL, _CELL.c.notebook_id == _LESSON.c.id)
    .outerjoin(_GRADE, and_(_GRADE.c.cell_id == _CELL.c.id, _GRADE.c.notebook_id == _NOTEBOOK.c.id))
    .outerjoin(_COMMENT, and_(_COMMENT.c.cell_id == _CELL.c.id, _COMMENT.c.notebook_id == _NOTEBOOK.c.id))
    .where(_LESSON.c.assignment_id == bindparam("unit"))
)
_INSERT = {table: insert(table) for table in (_STUDENT, _SUBMISSION, _NOTEBOOK, _GRADE, _COMMENT)}
_INSERT[GRADED] = insert(GRADED).prefix_with("OR REPLACE")
_UPDATE = {
    table: update(table).where(table.c.id == bindparam("row")) for table in (_SUBMISSION, _NOTEBOOK, _GRADE, _COMMENT)
}


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
    extension: timedelta | None = None
    """By how much the student's due date is later than the unit's; None to leave what stands."""
    penalised: bool = True
    """Whether a late submission loses what the late policy says."""


def enter(connection: Connection, record: SubmissionRecord, late: LatePolicy | None) -> None:
    """Bring all rows of one submission up to date, in the transaction that *connection* is in.

    Manual scores, extra credit and comments stay as they are. An answer that a person graded is marked
    for another look only if the points or the submitted notebook have changed since.
    """
    standing = connection.execute(_SELECT_SUBMISSION, {"unit": record.unit, "who": record.student}).first()
    if standing is None:
        raise GradebookError(
            f"The gradebook has no assignment '{record.unit}'.", f"Run: nbgrader generate_assignment {record.unit}"
        )
    submission = _submission(connection, standing, record)
    notebooks = _notebooks(connection, standing.unit, submission, record)
    changes = _Changes()
    earned = dict.fromkeys(notebooks, 0.0)
    for cell in connection.execute(_SELECT_CELLS, {"unit": standing.unit, "submission": submission}):
        notebook = notebooks[cell.notebook]
        if cell.type in _WITH_GRADE:
            earned[cell.notebook] += changes.grade(cell, notebook)
        if cell.type in _WITH_COMMENT:
            changes.comment(cell, notebook)
    seconds = _seconds_late(standing, record)
    for name, notebook in notebooks.items():
        penalty = None
        if seconds > 0 and late is not None and record.penalised:
            penalty = late.penalty(record.student, earned[name], seconds)
            penalty = None if penalty is None else min(max(penalty, 0.0), earned[name])
        changes.notebook(name, notebook, penalty)
    changes.write(connection)


def _submission(connection: Connection, standing: Any, record: SubmissionRecord) -> str:
    """The id of the submission's row, which is made if there is none, as is the student's."""
    if standing.student is None:
        connection.execute(_INSERT[_STUDENT], {"id": record.student})
    if standing.submission is None:
        made = api.new_uuid()
        values = {"id": made, "assignment_id": standing.unit, "student_id": record.student}
        when = {"timestamp": record.timestamp, "extension": record.extension}
        connection.execute(_INSERT[_SUBMISSION], {**values, **when})
        return str(made)
    if record.timestamp is not None and record.timestamp != standing.timestamp:
        values = {"row": standing.submission, "timestamp": record.timestamp}
        connection.execute(_UPDATE[_SUBMISSION], values)
    if record.extension is not None and record.extension != (standing.extension or timedelta()):
        values = {"row": standing.submission, "extension": record.extension}
        connection.execute(_UPDATE[_SUBMISSION], values)
    return str(standing.submission)


def _seconds_late(standing: Any, record: SubmissionRecord) -> float:
    """Seconds after the due date and the student's extension, as nbgrader counts them."""
    handed_in = record.timestamp or standing.timestamp
    if handed_in is None or standing.duedate is None:
        return 0.0
    extension = standing.extension if record.extension is None else record.extension
    late: timedelta = handed_in - standing.duedate - (extension or timedelta())
    return max(0.0, late.total_seconds())


@dataclass(frozen=True)
class _Notebook:
    """A submitted notebook: what is to be written of it, and what of the gradebook says about it now."""

    record: LessonRecord | None
    missing: bool
    penalty: float | None
    unchanged: bool
    """Whether the same file was graded the last time."""


def _notebooks(connection: Connection, unit: str, submission: str, record: SubmissionRecord) -> dict[str, _Notebook]:
    """The submission's notebooks by id, one for each lesson of the unit, made where there was none."""
    records = {lesson.lesson: lesson for lesson in record.lessons}
    found, new = {}, []
    for row in connection.execute(_SELECT_NOTEBOOKS, {"unit": unit, "submission": submission}):
        own = records.pop(row.name, None)
        name = row.id or api.new_uuid()
        if row.id is None:
            new.append({"id": name, "notebook_id": row.lesson, "assignment_id": submission})
        unchanged = own is not None and row.submission == own.submission
        found[name] = _Notebook(own, row.name in record.missing, row.penalty, unchanged)
    if records:
        raise GradebookError(
            f"The gradebook has no lesson '{next(iter(records))}' in {record.unit}.",
            f"Run: nbgrader generate_assignment {record.unit} --force",
        )
    if new:
        connection.execute(_INSERT[_NOTEBOOK], new)
    return found


@dataclass
class _Changes:
    """Rows to add and rows to change, by table."""

    added: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    updated: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def grade(self, cell: Any, notebook: _Notebook) -> float:
        """Note what is to become of a cell's grade; what it counts then."""
        score, look = _scored(cell, notebook)
        values = {"auto_score": score, "needs_manual_grade": look}
        if cell.grade is None:
            self.added[_GRADE].append({"cell_id": cell.id, "notebook_id": cell.notebook, **values})
        elif (cell.auto_score, cell.needs_manual_grade) != (score, look):
            self.updated[_GRADE].append({"row": cell.grade, **values})
        counted = score if cell.manual_score is None else cell.manual_score  # as nbgrader does
        return 0.0 if counted is None else float(counted) + float(cell.extra_credit or 0.0)

    def comment(self, cell: Any, notebook: _Notebook) -> None:
        """Note what is to become of the automatic comment on a cell."""
        text = cell.auto_comment
        if notebook.record is not None:
            text = "No response." if cell.name in notebook.record.unanswered else None
        if cell.comment is None:
            self.added[_COMMENT].append({"cell_id": cell.id, "notebook_id": cell.notebook, "auto_comment": text})
        elif text != cell.auto_comment:
            self.updated[_COMMENT].append({"row": cell.comment, "auto_comment": text})

    def notebook(self, name: str, notebook: _Notebook, penalty: float | None) -> None:
        """Note what a notebook loses for being late, and what it was graded from."""
        if penalty != notebook.penalty:
            self.updated[_NOTEBOOK].append({"row": name, "late_submission_penalty": penalty})
        if notebook.record is not None:
            source = {"digest": notebook.record.digest, "submission": notebook.record.submission}
            self.added[GRADED].append({"notebook_id": name, **source})

    def write(self, connection: Connection) -> None:
        """Write all that was noted."""
        for table, rows in self.added.items():
            connection.execute(_INSERT[table], rows)
        for table, rows in self.updated.items():
            connection.execute(_UPDATE[table], rows)


def _scored(cell: Any, notebook: _Notebook) -> tuple[float | None, bool]:
    """The automatic score that a cell is to have, and whether a person must look at it."""
    if notebook.missing:
        return 0.0, False
    if notebook.record is None or cell.name not in notebook.record.scores:
        return (None, True) if cell.grade is None else (cell.auto_score, cell.needs_manual_grade)
    score = notebook.record.scores[cell.name]
    if cell.manual_score is None:
        return score, score is None
    if notebook.unchanged and cell.auto_score == score:
        return score, cell.needs_manual_grade
    return score, True
