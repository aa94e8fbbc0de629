"""Grading by hand in nbgrader's formgrader: the rubric is read above the text, and points and comment reach the student."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import wait_for
from tests.classroom.tiny import Inline
from tests.conftest import ROOT
from tests.grading import stock
from tests.ports import free_port
from workbook.classroom import batch
from workbook.classroom.essays import bank, grading, marks, rubric
from workbook.classroom.feedback import pages as feedback
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import Crew
from workbook.course import Course

UNIT, LESSON = "04-problem-definition", "6-proposal"
TEXT = "**Stay offers.** We want 18 in 100 by 30 June.\n\n- limit: 90 contacts a month"
COMMENT = "The interval of the gain is missing."
REMARK = "Is </script><b>this</b> beyond *noise*?"


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
    essay = rubric.essay(made.unit(UNIT), "page")
    assert essay.rubric is not None
    bank.keep(essay, essay.rubric.row("evidence"), "no-interval", 2, REMARK)
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


@pytest.fixture
def at_the_essay(course: Course, formgrader: str, page: Page) -> Page:
    """The formgrader's page of Ada's notebook."""
    with sqlite3.connect(course.gradebook) as database:
        (submission,) = database.execute("SELECT id FROM submitted_notebook").fetchone()
    page.goto(f"{formgrader}/?token=test")
    page.goto(f"{formgrader}/submissions/{submission}/")
    return page


@pytest.mark.browser
def test_a_grader_reads_the_rubric_above_the_text_and_grades_it(course: Course, at_the_essay: Page) -> None:
    page = at_the_essay
    rubric = page.locator(".text_cell table", has_text="Specific and measurable").first
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


@pytest.mark.browser
def test_rows_chosen_on_the_page_become_points_and_the_comment_that_the_command_writes(
    course: Course, at_the_essay: Page
) -> None:
    page, essay = at_the_essay, rubric.essay(course.unit(UNIT), "page")
    assert essay.rubric is not None
    rows = page.locator(".workbook-rubric tr")
    expect(rows).to_have_count(5)
    expect(page.locator(".workbook-sum")).to_have_text("5 of 5 rows have no points yet.")
    for number, points in enumerate("3123"):
        rows.nth(number).locator("select").first.select_option(points)
    assert gradebook.grades(course.gradebook, [UNIT])[0].manual_score is None  # one row lacks
    rows.nth(2).locator("select").last.select_option(label="no-interval")
    with page.expect_response(lambda response: "/api/grade/" in response.url) as saved:
        rows.nth(4).locator("select").first.select_option("0")
    assert saved.value.ok
    expect(page.locator(".workbook-sum")).to_have_text(
        "Sum of the rows: 9 of 15 × 8 ÷ 15, to the nearest half = 5 of 8 points."
    )
    expect(page.locator("#page")).to_have_value("5")

    page.reload()
    expect(rows.nth(2).locator("input")).to_have_value(REMARK)
    expect(rows.nth(0).locator("select").first).to_have_value("3")
    found = next(row for row in gradebook.grades(course.gradebook, [UNIT]) if row.cell == "page")
    assert (found.manual_score, found.waits) == (5.0, False)
    (told,) = (row.comments["page"] for row in gradebook.notebooks(course.gradebook, [UNIT]))
    assert f"- **Evidence**: 2 of 3. {REMARK}" in told
    assert marks.written(essay.rubric, marks.understood(essay.rubric, told)) == told


@pytest.mark.browser
def test_what_a_grader_types_below_the_rows_stays(course: Course, at_the_essay: Page) -> None:
    grading.grade(rubric.essay(course.unit(UNIT), "page"), "ada", ["1=1", "2=1", "3=1", "4=1", "5=1"], "See <b>me</b>.")
    page = at_the_essay
    page.reload()
    first = page.locator(".workbook-rubric tr").first
    expect(first.locator("select").first).to_have_value("1")
    with page.expect_response(lambda response: "/api/grade/" in response.url):
        first.locator("select").first.select_option("3")
    expect(page.locator("#page-comment")).to_have_value(re.compile(r"3 of 3.*See <b>me</b>\.$", re.DOTALL))
    expect(page.locator("#page")).to_have_value("3.5")


@pytest.mark.browser
def test_a_mistake_in_the_bank_is_told_on_the_page_and_the_points_can_still_be_given(
    course: Course, at_the_essay: Page
) -> None:
    bank.file_of(rubric.essay(course.unit(UNIT), "page")).write_text(
        "[nowhere.x]\ntext = '</script><script>alert(1)'\n"
    )
    page = at_the_essay
    page.reload()
    expect(page.locator(".text-danger")).to_contain_text("no row 'nowhere'")
    expect(page.locator(".workbook-rubric")).to_have_count(0)
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        page.locator("#page").fill("4")
        page.locator("#page").blur()
    assert saved.value.ok


@pytest.mark.browser
def test_nothing_can_be_typed_before_the_grades_have_come_since_it_would_be_lost(at_the_essay: Page) -> None:
    page, held = at_the_essay, list[Route]()
    page.route("**/formgrader/api/grades?*", lambda route: held.append(route))
    page.reload()
    fields = [page.locator(name) for name in ("#page", "#page-comment", ".workbook-rubric select >> nth=0")]
    for field in fields:
        expect(field).to_be_disabled()
    assert held, "the grades were asked for, and not answered yet"
    held[0].continue_()
    for field in fields:
        expect(field).to_be_enabled()
