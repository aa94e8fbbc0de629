"""The gradebook: nbgrader's tables, one transaction a submission, a person's marks never lost."""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, get_alembic_version
from nbgrader.apps import GenerateAssignmentApp
from sqlalchemy import Engine, event

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.gradebook.read import GradebookError
from workbook.classroom.gradebook.rows import LessonRecord, SubmissionRecord
from workbook.classroom.gradebook.write import Writer
from workbook.course import Course
from workbook.grading.masters import load_masters

MASTER_TABLES = {
    "grade_cells": "select b.name, n.name, g.max_score, g.cell_type from grade_cells g join base_cell b using (id)",
    "solution_cells": "select b.name, n.name from solution_cells s join base_cell b using (id)",
    "source_cell": "select b.name, n.name, b.cell_type, b.locked, b.source, b.checksum from source_cell b",
}


def masters_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as database:
        return {
            table: sorted(database.execute(f"{query} join notebook n on n.id = b.notebook_id").fetchall())
            for table, query in MASTER_TABLES.items()
        }


SUBMITTED_TABLES = {
    "submitted_assignment": "select s.student_id, s.timestamp, s.extension from submitted_assignment s",
    "submitted_notebook": "select s.student_id, n.name, m.flagged, m.late_submission_penalty from submitted_notebook m",
    "grade": "select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade "
    "from grade g join base_cell c on c.id = g.cell_id join submitted_notebook m on m.id = g.notebook_id",
    "comment": "select s.student_id, n.name, c.name, g.auto_comment, g.manual_comment "
    "from comment g join base_cell c on c.id = g.cell_id join submitted_notebook m on m.id = g.notebook_id",
    "student": "select * from student",
}
OF_NOTEBOOKS = " join notebook n on n.id = m.notebook_id join submitted_assignment s on s.id = m.assignment_id"


def submitted_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every column of a submission's rows, with names for the ids."""
    with sqlite3.connect(path) as database:
        return {
            table: sorted(database.execute(query + (OF_NOTEBOOKS if " m" in query else "")).fetchall(), key=repr)
            for table, query in SUBMITTED_TABLES.items()
        }


def register(course: Course) -> None:
    masters = {name: (m.source, m.release) for name, m in load_masters(course.unit(UNIT)).items()}
    with Writer(course.gradebook, "ai-engineer-workbook") as writer:
        writer.register(UNIT, masters)


def mark(course: Course, student: str, cell: str, lesson: str = "1-numbers", **values: object) -> None:
    with Gradebook(f"sqlite:///{course.gradebook}") as book:
        grade = book.find_grade(cell, lesson, UNIT, student)
        for name, value in values.items():
            setattr(grade, name, value)
        book.db.commit()


def test_a_unit_is_registered_exactly_as_nbgrader_would(
    tiny: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(tiny)
    ours = masters_in(tiny.gradebook)
    tiny.gradebook.unlink()
    monkeypatch.chdir(tiny.root)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # where nbgrader finds alembic
    app = GenerateAssignmentApp()
    app.initialize([UNIT, "--force", f"--CourseDirectory.root={tiny.root}"])
    app.start()
    assert masters_in(tiny.gradebook) == ours


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # from nbgrader's own add_submission
def test_a_submission_gets_the_rows_that_nbgrader_would_write(tiny: Course) -> None:
    register(tiny)
    there, here = tiny.root / "there.db", tiny.root / "here.db"
    for copy in (there, here):
        copy.write_bytes(tiny.gradebook.read_bytes())
    scores: dict[str, float | None] = {"double-tests": 2.0, "mean-tests": 0.0, "why": None}
    with Gradebook(f"sqlite:///{there}") as book:
        book.add_student("ada")
        book.add_submission(UNIT, "ada", timestamp="2030-01-02 00:00:00 UTC")
        for cell, score in scores.items():
            grade = book.find_grade(cell, "1-numbers", UNIT, "ada")
            grade.auto_score, grade.needs_manual_grade = score, score is None
        book.find_comment("double", "1-numbers", UNIT, "ada").auto_comment = "No response."
        book.db.commit()
    lesson = LessonRecord("1-numbers", scores, frozenset({"double"}), "digest", "submission")
    with Writer(here, "ai-engineer-workbook") as writer:
        for _ in range(2):
            writer.record(SubmissionRecord("ada", UNIT, [lesson], timestamp=datetime(2030, 1, 2)))
    assert submitted_in(here) == submitted_in(there)


def test_a_submission_takes_the_same_few_statements_however_many_cells_it_has(tiny: Course) -> None:
    register(tiny)
    first = SubmissionRecord("ada", UNIT, [LessonRecord("1-numbers", {"double-tests": 2.0, "mean-tests": 4.0})])
    words = [LessonRecord("1-numbers", {"double-tests": 0.0}), LessonRecord("2-words", {"shout-tests": 1.0})]
    seen: list[str] = []
    with Writer(tiny.gradebook, "ai-engineer-workbook") as writer:

        def note(*details: object) -> None:
            seen.append(str(details[2]).split()[0])

        event.listen(Engine, "before_cursor_execute", note)
        try:
            writer.record(first)
            new, seen = seen, []
            writer.record(SubmissionRecord("ada", UNIT, words))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert sorted(new) == ["BEGIN", *["INSERT"] * 6, *["SELECT"] * 3]  # a table each, workbook_graded among them
    assert sorted(seen) == ["BEGIN", "INSERT", *["SELECT"] * 3, "UPDATE"]


def test_manual_scores_comments_and_extra_credit_survive_a_regrade(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    mark(tiny, "ada", "why", manual_score=2.5, needs_manual_grade=False)
    mark(tiny, "ada", "double-tests", extra_credit=1.0)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        book.find_comment("why", "1-numbers", UNIT, "ada").manual_comment = "Well said."
        book.db.commit()
    autograde(tiny, force=True)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        essay = book.find_grade("why", "1-numbers", UNIT, "ada")
        assert (essay.score, essay.needs_manual_grade) == (2.5, False)
        assert book.find_grade("double-tests", "1-numbers", UNIT, "ada").score == 3
        assert book.find_comment("why", "1-numbers", UNIT, "ada").comment == "Well said."


def test_a_changed_essay_asks_for_another_reading(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    mark(tiny, "ada", "why", manual_score=2.5, needs_manual_grade=False)
    hand_in(tiny, "ada", **{**RIGHT, "why": "On second thought."})
    autograde(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        essay = book.find_grade("why", "1-numbers", UNIT, "ada")
        assert (essay.manual_score, essay.needs_manual_grade) == (2.5, True)


def test_an_essay_left_alone_earns_nothing_and_says_so(tiny: Course) -> None:
    hand_in(tiny, "ada")
    autograde(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        essay = book.find_grade("why", "1-numbers", UNIT, "ada")
        assert (essay.auto_score, essay.needs_manual_grade) == (0, False)
        assert book.find_comment("why", "1-numbers", UNIT, "ada").comment == "No response."


def test_late_work_loses_what_the_configured_plug_in_says(tiny: Course) -> None:
    with open(tiny.config, "a", encoding="utf-8") as stream:
        stream.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (hand_in(tiny, "ada", **RIGHT) / "timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    (hand_in(tiny, "bob", **RIGHT) / "timestamp.txt").write_text("2029-12-31 00:00:00 UTC")
    register(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        book.update_or_create_assignment(UNIT, duedate="2030-01-01")
    for _ in range(2):
        autograde(tiny, force=True)
        rows = {(row.student, row.lesson): row for row in gradebook.notebooks(tiny.gradebook)}
        assert rows["ada", "1-numbers"].late_penalty == rows["ada", "1-numbers"].score == 6
        assert rows["bob", "1-numbers"].late_penalty == 0


def test_an_extension_moves_the_due_date_and_is_nothing_without_one(tiny: Course) -> None:
    with open(tiny.config, "a", encoding="utf-8") as stream:
        stream.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (hand_in(tiny, "ada", **RIGHT) / "timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
    autograde(tiny)
    for duedate, days, penalty in ((None, 1, 0), ("2030-01-01", 1, 0), ("2030-01-01", 0, 6)):
        with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
            book.update_or_create_assignment(UNIT, duedate=duedate)
            book.find_submission(UNIT, "ada").extension = timedelta(days=days)
            book.db.commit()
        autograde(tiny, force=True)
        assert gradebook.notebooks(tiny.gradebook)[0].late_penalty == penalty


def test_an_unreadable_timestamp_counts_as_in_time_with_a_note(tiny: Course) -> None:
    (hand_in(tiny, "ada", **RIGHT) / "timestamp.txt").write_text("yesterday, I think")
    assert any("can't be read as a date" in note for note in autograde(tiny).notes)


def test_a_failed_transaction_leaves_nothing_behind(tiny: Course) -> None:
    register(tiny)
    lessons = [LessonRecord("1-numbers", {"double-tests": 2.0}), LessonRecord("9-none", {})]
    with Writer(tiny.gradebook, "ai-engineer-workbook") as writer:
        with pytest.raises(GradebookError, match="9-none"):
            writer.record(SubmissionRecord("ada", UNIT, lessons))
        assert writer.recorded(UNIT) == {}
    assert gradebook.grades(tiny.gradebook) == []


def test_a_cell_added_to_a_lesson_appears_in_submissions_that_were_there_before(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    text = tiny.unit(UNIT).lesson("2-words").text
    more = '# %% role="tests" id="shout-more" points=2\nassert shout("a") == "A!"\n\n# %% [markdown]\n# ## Summary'
    text.write_text(text.read_text("utf-8").replace("# %% [markdown]\n# ## Summary", more), encoding="utf-8")
    from workbook.authoring.build import build

    build(tiny.unit(UNIT))
    autograde(tiny)
    assert scores(tiny)["ada", "shout-more"] == 2
    assert scores(tiny)["ada", "shout-tests"] == 1


def test_a_cell_graded_by_hand_can_not_vanish_from_a_unit(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    mark(tiny, "ada", "why", manual_score=3.0)
    masters = load_masters(tiny.unit(UNIT))
    lessons = {name: (master.source, master.release) for name, master in masters.items()}
    for copy in lessons["1-numbers"]:
        copy["cells"] = [c for c in copy["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != "why"]
    with Writer(tiny.gradebook, "a-course") as writer, pytest.raises(GradebookError, match="graded by hand"):
        writer.register(UNIT, lessons)


def test_a_gradebook_is_made_whole_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gradebook.db"
    gradebook.create(path, "a-course")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # where nbgrader finds alembic
    with sqlite3.connect(path) as database:
        assert database.execute("select version_num from alembic_version").fetchall() == [(get_alembic_version(),)]
        assert database.execute("select id from course").fetchall() == [("a-course",)]
    assert [entry.name for entry in tmp_path.iterdir()] == ["gradebook.db"]


def test_reading_a_gradebook_that_is_not_there_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="workbook autograde"):
        gradebook.grades(tmp_path / "gradebook.db")


def test_the_formgraders_lists_find_a_students_grades_by_index_also_in_an_older_gradebook(tiny: Course) -> None:
    indexes = {"grade": "notebook_id", "submitted_notebook": "assignment_id", "submitted_assignment": "student_id"}
    with sqlite3.connect(tiny.gradebook) as database:
        for table, column in indexes.items():
            database.execute(f"DROP INDEX IF EXISTS workbook_{table}_{column}")
    with Writer(tiny.gradebook, "course"):
        pass
    with sqlite3.connect(tiny.gradebook) as database:
        for table, column in indexes.items():
            plan = str(database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 'x'").fetchall())
            assert f"workbook_{table}_{column}" in plan
