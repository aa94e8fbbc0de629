"""The gradebook as it stands: nbgrader's own SQLite tables, read through its own models.

:mod:`workbook.classroom.gradebook.write` is the one thing that writes to it.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Column, MetaData, String, Table, create_engine, func, insert, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from workbook.errors import WorkbookError

BUSY_SECONDS = 60  # how long to wait for the formgrader or a colleague to let go of the database


class GradebookError(WorkbookError):
    """The gradebook can't be read or written, or doesn't fit the course."""


@dataclass(frozen=True)
class GradeRow:
    """One grade as it stands in the gradebook."""

    student: str
    unit: str
    lesson: str
    cell: str
    cell_type: str
    auto_score: float | None
    manual_score: float | None
    score: float
    max_score: float
    needs_manual_grade: bool

    @property
    def waits(self) -> bool:
        """Whether somebody has to read it before it has points: an essay."""
        return self.needs_manual_grade and self.manual_score is None


@dataclass(frozen=True)
class NotebookRow:
    """One submitted notebook's totals, comments by cell, and lateness."""

    student: str
    unit: str
    lesson: str
    score: float
    max_score: float
    late_penalty: float
    timestamp: datetime | None
    comments: Mapping[str, str] = field(default_factory=dict)


def database_url(path: Path) -> URL:
    """The address of the SQLite gradebook at *path*, patient with other users of it."""
    return URL.create("sqlite", database=str(path), query={"timeout": str(BUSY_SECONDS)})


def create(path: Path, course_id: str) -> None:
    """Make an empty gradebook at *path*, whole or not at all; an existing one is left alone."""
    if path.exists():
        return
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".gradebook-") as folder:
        fresh = Path(folder) / "gradebook.db"
        with open_gradebook(URL.create("sqlite", database=str(fresh)), course_id):
            pass
        try:
            os.link(fresh, path)
        except FileExistsError:
            return


@contextmanager
def open_gradebook(url: URL, course_id: str) -> Iterator[api.Gradebook]:
    """nbgrader's gradebook; its tables are made if there are none."""
    try:
        _stamp(url)
        gradebook = api.Gradebook(url, course_id)
    except SQLAlchemyError as error:
        raise unusable(url, error) from error
    try:
        yield gradebook
    finally:
        gradebook.close()


def _stamp(url: URL) -> None:
    """Note the version of nbgrader's tables in a new database.

    nbgrader would ask the ``alembic`` program for it, which takes three seconds and must be found in PATH.
    """
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                return
            from alembic.script import ScriptDirectory

            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            table = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
            table.create(connection)
            connection.execute(insert(table), {"version_num": version})
    finally:
        engine.dispose()


def unusable(url: URL, error: Exception) -> GradebookError:
    cause = str(getattr(error, "orig", None) or error)
    return GradebookError(
        f"The gradebook {url.database} can't be used: {cause}.",
        "If another program holds it, close that and run the command again; if it is damaged, put back a copy.",
    )


@contextmanager
def _session(path: Path) -> Iterator[Any]:
    if not path.is_file():
        raise GradebookError(f"There is no gradebook at {path}.", "Grade something first: workbook autograde UNIT")
    with open_gradebook(database_url(path), "") as gradebook:
        try:
            yield gradebook.db()
        except SQLAlchemyError as error:
            raise unusable(database_url(path), error) from error


def grades(path: Path, units: Sequence[str] = (), student: str | None = None) -> list[GradeRow]:
    """Every grade in the gradebook at *path*, of the named units or of all, ordered by student, unit, lesson, cell."""
    with _session(path) as session:
        query = (
            select(
                api.SubmittedAssignment.student_id,
                api.Assignment.name,
                api.Notebook.name,
                api.BaseCell.name,
                func.coalesce(api.Grade.cell_type_gradecell, api.Grade.cell_type_taskcell),
                api.Grade.auto_score,
                api.Grade.manual_score,
                func.coalesce(api.Grade.score, 0.0),
                api.Grade.max_score,
                func.coalesce(api.Grade.needs_manual_grade, False),
            )
            .select_from(api.Grade)
            .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.id == api.Grade.notebook_id)
            .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
        )
        if units:
            query = query.where(api.Assignment.name.in_(units))
        if student is not None:
            query = query.where(api.SubmittedAssignment.student_id == student)
        rows = [GradeRow(*tuple(row)) for row in session.execute(query)]
    return sorted(rows, key=lambda row: (row.student, row.unit, row.lesson, row.cell))


def due(path: Path) -> dict[str, datetime]:
    """When each unit is due, in UTC without a zone, for those that have a due date in the gradebook at *path*."""
    with _session(path) as session:
        found = session.execute(select(api.Assignment.name, api.Assignment.duedate))
        return {name: date for name, date in found if date is not None}


def notebooks(path: Path, units: Sequence[str] = (), student: str | None = None) -> list[NotebookRow]:
    """Every submitted notebook in the gradebook at *path*, with totals, late penalty and comments."""
    with _session(path) as session:
        query = (
            select(
                api.SubmittedNotebook.id,
                api.SubmittedAssignment.student_id.label("student"),
                api.Assignment.name.label("unit"),
                api.Notebook.name.label("lesson"),
                api.Notebook.max_score,
                api.SubmittedNotebook.late_submission_penalty.label("penalty"),
                api.SubmittedAssignment.timestamp,
            )
            .select_from(api.SubmittedNotebook)
            .join(api.SubmittedAssignment, api.SubmittedAssignment.id == api.SubmittedNotebook.assignment_id)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
        )
        if units:
            query = query.where(api.Assignment.name.in_(units))
        if student is not None:
            query = query.where(api.SubmittedAssignment.student_id == student)
        # nbgrader's own sums ask the whole table of grades anew for each notebook; each table is read once here.
        totals = select(api.Grade.notebook_id, func.sum(api.Grade.score)).group_by(api.Grade.notebook_id)
        scores = {notebook: float(score or 0.0) for notebook, score in session.execute(totals)}
        remarks = _remarks(session)
        rows = [
            NotebookRow(
                student=row.student,
                unit=row.unit,
                lesson=row.lesson,
                score=scores.get(row.id, 0.0),
                max_score=float(row.max_score or 0.0),
                late_penalty=float(row.penalty or 0.0),
                timestamp=row.timestamp,
                comments=remarks.get(row.id, {}),
            )
            for row in session.execute(query)
        ]
    return sorted(rows, key=lambda row: (row.student, row.unit, row.lesson))


def _remarks(session: Any) -> dict[str, dict[str, str]]:
    """Comments by notebook and cell; empty ones are none."""
    remarks: dict[str, dict[str, str]] = defaultdict(dict)
    words = select(api.Comment.notebook_id, api.BaseCell.name, api.Comment.comment)
    for notebook, cell, said in session.execute(words.join(api.BaseCell, api.BaseCell.id == api.Comment.cell_id)):
        if said:
            remarks[notebook][cell] = said
    return remarks
