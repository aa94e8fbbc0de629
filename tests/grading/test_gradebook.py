"""The gradebook: nbgrader's tables, one transaction a submission, a person's marks never lost."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import GenerateAssignmentApp

from tests.grading.classroom import RIGHT, UNIT, autograde, hand_in, scores
from workbook.course import Course
from workbook.grading import gradebook
from workbook.grading.gradebook import GradebookError
from workbook.grading.masters import load_masters
from workbook.grading.writer import LessonRecord, SubmissionRecord, Writer

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


def test_an_unreadable_timestamp_counts_as_in_time_with_a_note(tiny: Course) -> None:
    (hand_in(tiny, "ada", **RIGHT) / "timestamp.txt").write_text("yesterday, I think")
    assert "can't be read as a date" in autograde(tiny).notes[0]


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


def test_a_gradebook_is_made_whole_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.db"
    gradebook.create(path, "a-course")
    with sqlite3.connect(path) as database:
        assert database.execute("select count(*) from alembic_version").fetchone() == (1,)
        assert database.execute("select id from course").fetchall() == [("a-course",)]
    assert [entry.name for entry in tmp_path.iterdir()] == ["gradebook.db"]


def test_reading_a_gradebook_that_is_not_there_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="workbook autograde"):
        gradebook.grades(tmp_path / "gradebook.db")
