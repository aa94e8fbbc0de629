"""Attacks on the reader: the feedback page, and what the formgrader makes of a graded notebook."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from tests.conftest import ROOT
from tests.hostile.pages import MARKDOWN, OUTPUTS, Dangers, notebook
from tests.hostile.record import note
from tests.hostile.test_files import LESSON
from workbook.classroom.batch import with_verdicts
from workbook.classroom.feedback import html as page
from workbook.classroom.feedback import rendering
from workbook.classroom.feedback.pages import Standing, render
from workbook.classroom.gradebook.late import load_config
from workbook.course import Course
from workbook.grading.engine import grade
from workbook.grading.model import Submission

PAGES = {"scripts in outputs", "scripts in essays, attachments and markdown cells"}


@pytest.fixture(autouse=True)
def new_page() -> None:
    """Another test's page, which used all its seconds up, is none of ours."""
    rendering.begin_page()


def dangers(text: str) -> list[str]:
    parser = Dangers()
    parser.feed(text)
    parser.close()
    return parser.found


def test_the_feedback_page_runs_and_loads_nothing() -> None:
    result = grade(Submission("<script>window.pwned = 1</script>", notebook()), LESSON)
    comments = {"why": MARKDOWN, "total": MARKDOWN}
    text = render(with_verdicts(result), Standing(result.student, "1-fake", 0, 11, comments=comments))
    assert dangers(text) == []
    assert "default-src 'none'" in text
    assert "window.pwned" in text, "what was printed is shown, as text"
    for name in PAGES:
        note("page", name, "shown as text, or without its tags")


def test_a_graded_notebook_keeps_only_outputs_of_known_kinds() -> None:
    outputs = grade(Submission("student", notebook()), LESSON).outputs["total"]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "application/javascript" not in kinds
    assert "text/x-odd" not in kinds
    assert not [output for output in outputs if '"' in str(output.get("data", {}).get("image/png", ""))]
    assert OUTPUTS


@pytest.mark.filterwarnings("ignore:Your element with mimetype")
def test_the_formgraders_own_page_shows_outputs_and_essays_without_scripts() -> None:
    graded = with_verdicts(grade(Submission("student", notebook()), LESSON))
    config = Config()
    config.HTMLExporter = load_config(Course(ROOT)).HTMLExporter
    config.HTMLExporter.preprocessors = []
    text, _ = HTMLExporter(config=config, template_name="classic").from_notebook_node(
        nbformat.from_dict(json.loads(json.dumps(graded)))
    )
    body = text.partition("<body")[2]
    assert [found for found in dangers(body) if not found.startswith("img src=data:image/svg")] == []


def test_a_picture_that_is_attached_to_an_essay_is_shown_to_the_grader() -> None:
    cell = {"attachments": {"a.png": {"image/png": "AAAA"}}}
    assert 'src="data:image/png;base64,AAAA"' in page.essay({"cell": cell}, "![a](attachment:a.png)")
    assert "other" in page.essay({"cell": cell}, "![other](attachment:missing.png)")
    assert page.essay({}, "a < b and $x_1$, `c < d`, **bold**").count("<") == 6
