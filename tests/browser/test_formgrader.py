"""Grading by hand in nbgrader's formgrader: the rubric is read above the text, and points and comment reach the student."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, wait_for
from tests.classroom.tiny import Inline
from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom import batch
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import Crew
from workbook.course import Course

UNIT, LESSON = "04-problem-definition", "6-proposal"
TEXT = "**Stay offers.** We want 18 in 100 by 30 June.\n\n- limit: 90 contacts a month"
COMMENT = "The interval of the gain is missing."


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one lesson, in which Ada handed in a text that somebody has to read."""
    unit = Course(ROOT).unit(UNIT)
    made = stock.copy_of(unit, tmp_path / "course", [unit.lesson(LESSON)])
    lesson = made.unit(UNIT).lesson(LESSON)
    stock.hand_in(made, "ada", lesson, {"proposal": unit.answers("proposal")[0]})
    submitted = made.submitted / "ada" / UNIT / f"{LESSON}.ipynb"
    notebook = json.loads(submitted.read_text(encoding="utf-8"))
    next(cell for cell in notebook["cells"] if cell["id"] == "page")["source"] = TEXT
    submitted.write_text(json.dumps(notebook), encoding="utf-8")
    batch.autograde(made, [UNIT], crew=Crew(Inline, 1))
    return made


@pytest.fixture
def formgrader(course: Course, tmp_path: Path) -> Iterator[str]:
    """The address of a Jupyter server with nbgrader's formgrader on that course."""
    port = free_port()
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--IdentityProvider.token=test", f"--ServerApp.root_dir={course.root}",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1"}
    with (tmp_path / "jupyter.log").open("w") as log:
        server = subprocess.Popen(command, cwd=course.root, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token=test", server, tmp_path / "jupyter.log")
            yield f"http://127.0.0.1:{port}/formgrader"
        finally:
            server.terminate()
            server.wait(20)


@pytest.mark.browser
def test_a_grader_reads_the_rubric_above_the_text_and_grades_it(course: Course, formgrader: str, page: Page) -> None:
    with sqlite3.connect(course.gradebook) as database:
        (submission,) = database.execute("SELECT id FROM submitted_notebook").fetchone()
    page.goto(f"{formgrader}/?token=test")
    page.goto(f"{formgrader}/submissions/{submission}/")
    rubric = page.locator("table", has_text="Specific and measurable")
    answer = page.locator(".nbgrader_cell", has_text="limit: 90 contacts")
    expect(rubric.locator("tbody tr")).to_have_count(5)
    expect(rubric.locator("td").first).to_have_css("border-top-style", "solid")

    above, below = rubric.bounding_box(), answer.bounding_box()
    assert above is not None
    assert below is not None
    assert 0 < below["y"] - (above["y"] + above["height"]) < 200
    expect(answer.locator("strong")).to_have_text("Stay offers.")

    points, comment = page.locator("#page"), page.locator("#page-comment")
    for field, text in ((points, "6.5"), (comment, COMMENT)):
        with page.expect_response(lambda response: response.request.method == "PUT") as saved:
            field.fill(text)
            field.blur()
        assert saved.value.ok

    row = next(row for row in gradebook.grades(course.gradebook, [UNIT]) if row.cell == "page")
    assert (row.manual_score, row.needs_manual_grade) == (6.5, False)
    feedback.generate(course, [UNIT])
    told = (course.feedback / "ada" / UNIT / f"{LESSON}.html").read_text(encoding="utf-8")
    assert COMMENT in told
    assert "6.5" in told
