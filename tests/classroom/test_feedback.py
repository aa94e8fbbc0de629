"""Feedback pages: helpful, harmless, and silent about hidden tests."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in, scores
from workbook.classroom.feedback import html as page
from workbook.classroom.feedback import pages as feedback
from workbook.course import Course
from workbook.errors import WorkbookError

WRONG = {**RIGHT, "double": "def double(x):\n    return x ** 2", "mean": "def mean(numbers):\n    return 1.5"}
ATTACK = '<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a><b>bold</b>'


def pages(course: Course, student: str, lesson: str = "1-numbers") -> str:
    feedback.generate(course, [UNIT])
    return (course.feedback / student / UNIT / f"{lesson}.html").read_text(encoding="utf-8")


def test_a_page_has_points_messages_parts_and_the_released_tests(tiny: Course) -> None:
    hand_in(tiny, "ada", **WRONG)
    autograde(tiny)
    text = unescape(pages(tiny, "ada"))
    for words in ("1 of 9 points", "T1 · Double", "wrong on another number", "the mean of the file"):
        assert words in text, words
    assert "an empty list has no mean" in text
    assert "not yet graded" in text


@pytest.mark.parametrize("answers", [WRONG, RIGHT, {}])
def test_no_line_of_a_hidden_test_is_on_any_page(tiny: Course, answers: dict[str, str]) -> None:
    hand_in(tiny, "ada", **answers)
    autograde(tiny)
    for lesson in ("1-numbers", "2-words"):
        text = unescape(pages(tiny, "ada", lesson))
        cells = json.loads((tiny.source / UNIT / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            for line in feedback.hidden_lines("".join(cell["source"])):
                assert line not in text
        assert "HIDDEN TESTS" not in text
        assert "secret_number" not in text


def test_an_indiscreet_check_is_blanked(tiny: Course) -> None:
    source = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(31415) == 92653\n### END HIDDEN TESTS"
    message = "failed:\n    assert f(31415) == 92653\nlook again"
    assert feedback.without_hidden(message, source) == "failed:\n(a hidden test)\nlook again"


def test_scripts_in_answers_essays_and_outputs_are_harmless(tiny: Course) -> None:
    show = f"from IPython.display import HTML, display\ndisplay(HTML({ATTACK!r}))\nprint({ATTACK!r})\n"
    double = f"{show}\ndef double(x):\n    raise ValueError({ATTACK!r})"
    hand_in(tiny, "eve", **{**RIGHT, "why": ATTACK, "double": double})
    autograde(tiny)
    text = pages(tiny, "eve")
    assert "<script" not in text
    assert "<img src=x" not in text
    assert '<a href="javascript' not in text
    assert "default-src 'none'" in text


def test_forged_student_html_keeps_only_harmless_tags() -> None:
    assert str(page.html(ATTACK)) == '<a rel="noopener noreferrer">x</a><b>bold</b>'
    assert "onclick" not in page.markdown("[x](http://a 'b') <p onclick=alert(1)>text</p>")


def test_a_picture_that_is_no_base64_is_not_put_on_the_page() -> None:
    forged = [{"output_type": "display_data", "data": {"image/png": '"><script>alert(1)</script>'}}]
    assert "script" not in page.outputs(forged)


def test_comments_and_manual_scores_are_shown(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    with Gradebook(f"sqlite:///{tiny.gradebook}") as book:
        grade = book.find_grade("why", "1-numbers", UNIT, "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.find_comment("why", "1-numbers", UNIT, "ada").manual_comment = "Think of *zero*."
        book.db.commit()
    text = pages(tiny, "ada")
    assert "2.5 of 3 points" in text
    assert "Think of <em>zero</em>." in text
    assert scores(tiny)["ada", "why"] == 2.5


def test_without_grades_the_command_to_run_is_named(tiny: Course) -> None:
    with pytest.raises(WorkbookError, match="workbook autograde 00-tiny"):
        feedback.generate(tiny, [UNIT])


def test_an_exercise_with_code_and_an_essay_has_two_rows_that_can_be_told_apart() -> None:
    def graded(kind: str, name: str, solution: bool) -> dict[str, Any]:
        marks = {"grade": True, "solution": solution, "grade_id": name, "points": 2}
        return {"cell_type": kind, "source": "", "metadata": {"nbgrader": marks}, "outputs": []}

    heading = {"cell_type": "markdown", "source": "## A1 · Both", "metadata": {}}
    notebook = {"cells": [heading, graded("code", "both-tests", False), graded("markdown", "both-why", True)]}
    html = feedback.render(notebook, feedback.Standing("ann", "1-numbers", 0, 4))
    assert '<a href="#both-tests">A1 · Both</a>' in html
    assert '<a href="#both-why">A1 · Both, in words</a>' in html
    alone = {"cells": [heading, graded("markdown", "both-why", True)]}
    assert '<a href="#both-why">A1 · Both</a>' in feedback.render(alone, feedback.Standing("ann", "1-numbers", 0, 2))


def test_a_broken_notebook_gets_a_page_that_says_what_is_wrong_and_what_to_do(tiny: Course) -> None:
    hand_in(tiny, "ada", **RIGHT)
    folder = hand_in(tiny, "bob", **RIGHT)
    (folder / "1-numbers.ipynb").write_text(ATTACK)
    autograde(tiny)
    text = pages(tiny, "bob")
    assert "not graded" in text
    assert "the file is not JSON" in text
    assert "workbook reset 00-tiny/1-numbers" in text
    assert "<script" not in text
    assert "1 of 1 points" in unescape(pages(tiny, "bob", "2-words"))


def test_a_missing_lesson_and_an_empty_folder_get_pages_too(tiny: Course) -> None:
    hand_in(tiny, "ada", ("1-numbers",), **RIGHT)
    hand_in(tiny, "eve", ())
    (hand_in(tiny, "bob", ("2-words",)) / "1-numbers.ipynb").symlink_to("/etc/hosts")
    autograde(tiny)
    assert "no notebook of this lesson was handed in" in pages(tiny, "ada", "2-words")
    assert "there is no notebook of this unit in the folder" in pages(tiny, "eve", "2-words")
    assert "symbolic link" in pages(tiny, "bob", "1-numbers")
    made = feedback.generate(tiny, [UNIT], ["eve"])
    assert [path.name for path in made.written] == ["1-numbers.html", "2-words.html"]


def test_a_broken_second_try_is_told_on_the_page_of_the_first(tiny: Course) -> None:
    folder = hand_in(tiny, "ada", **RIGHT)
    autograde(tiny)
    (folder / "1-numbers.ipynb").write_text("nonsense")
    autograde(tiny)
    text = unescape(pages(tiny, "ada"))
    assert "can't be graded, so these are the points of what you had handed in before: the file is not JSON" in text
    assert "6 of 9 points" in text


def test_whoever_handed_in_before_a_lesson_was_mended_is_told_so_and_not_of_tampering(tiny: Course) -> None:
    from workbook.authoring.build import build

    hand_in(tiny, "ada", **RIGHT)
    tampered = hand_in(tiny, "eve", **RIGHT) / "2-words.ipynb"
    text = tiny.unit(UNIT).lesson("2-words").text
    more = '# %% role="tests" id="shout-more" points=2\nassert shout("a") == "A!"\n\n# %% [markdown]\n# ## Summary'
    mended = text.read_text("utf-8").replace("# %% [markdown]\n# ## Summary", more)
    text.write_text(mended.replace('shout("hi"), "HI!"', 'shout("hey"), "HEY!"'), encoding="utf-8")
    cells = json.loads(tampered.read_text("utf-8"))
    for cell in cells["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "shout-tests":
            cell["source"] = "pass"
    tampered.write_text(json.dumps(cells), encoding="utf-8")
    build(tiny.unit(UNIT))
    autograde(tiny)
    told = unescape(pages(tiny, "ada", "2-words"))
    assert "Handed in on an older release of the lesson; brought up to date: shout-tests, shout-more." in told
    assert "locked cell" not in told
    assert "shout-tests: the text of a locked cell was changed and is restored." in unescape(
        pages(tiny, "eve", "2-words")
    )
