"""nbgrader's settings for a course of this kind, a reason on each line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    SaveCells,
)

from workbook.authoring.release import ClearSolutionsByLanguage
from workbook.classroom.nbgrader.origin import guard_formgrader
from workbook.classroom.nbgrader.refuse_links import refuse_links


def configure(c: Any, course_id: str) -> None:
    """Put the settings into *c*, nbgrader's own object for them; what a course sets after this call counts.

    Args:
        c: what ``get_config()`` gives in an nbgrader_config.py.
        course_id: names the course in the gradebook.
    """
    # nbgrader calls the `alembic` program by name: find it also where the environment wasn't activated.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    c.CourseDirectory.course_id = course_id
    # `instructor` holds texts and answer banks: nbgrader would copy every file of a unit's folder to the students.
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "instructor"]
    c.GenerateAssignment.preprocessors = [  # nbgrader's own, in its order, but for stubs that speak the cell's language
        LockCells,
        ClearSolutionsByLanguage,
        ClearOutput,
        CheckCellMetadata,
        ComputeChecksums,
        SaveCells,
        ClearHiddenTests,
        ClearMarkScheme,
        ComputeChecksums,
        CheckCellMetadata,
    ]

    refuse_links()  # nbgrader follows a submission's links, also to the solutions, and serves all files beside its notebooks
    guard_formgrader()  # the formgrader's pages run nbgrader's scripts only, whatever a submission brings
    # First pass: only answers and plain cells come from the submission, everything else from the master copy.
    c.Autograde.sanitize_preprocessors = ["workbook.classroom.nbgrader.plugin.Rebuild"]
    # Second pass: the sandboxed engine runs the notebook, and its points go to the gradebook in one transaction.
    c.Autograde.autograde_preprocessors = [
        "workbook.classroom.nbgrader.plugin.Grade",
        "workbook.classroom.nbgrader.plugin.SaveGrades",
    ]
    # Feedback has the tests as released, the checks' messages and the points of each part: nothing hidden, no scripts.
    c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]
    c.GenerateFeedback.exporter_class = "workbook.classroom.feedback.pages.FeedbackExporter"
    # The page for grading by hand: tables with lines, so that a rubric can be read above the text that it judges.
    c.HTMLExporter.preprocessors = [
        "workbook.classroom.feedback.html.Begin",
        "workbook.classroom.nbgrader.plugin.ReadableTables",
        "workbook.classroom.nbgrader.plugin.Rubrics",
    ]
    # The formgrader shows outputs and essays in the instructor's browser: without the student's scripts.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {  # nbconvert's own, within limits of time and memory
        "markdown2html": "workbook.classroom.feedback.html.essay",
        "highlight_code": "workbook.classroom.feedback.html.highlighted",
        "clean_html": "workbook.classroom.feedback.html.output",
        "strip_files_prefix": "workbook.classroom.feedback.html.keep_files_prefix",
    }
