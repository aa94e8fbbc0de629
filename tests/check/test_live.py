"""A tests cell in a student's own kernel shows a card, gives no points, and sends each error that a grader has to see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbgrader.utils import determine_grade

from tests.conftest import ROOT

TESTS = """
grade = check.parts(4)
with grade("the example"):
    check.equal(double(3), 6, "double(3)", look="the rule")
with grade("zero"):
    check.equal(double(0), 0, "double(0)")
{hidden}
grade.score()
"""
HIDDEN = """
### BEGIN HIDDEN TESTS
with grade("a secret"):
    check.equal(double(1234), 2468, "double of a number")
### END HIDDEN TESTS
"""
RIGHT = "def double(x):\n    return 2 * x"


class Cells:
    """Runs cells in one kernel."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str) -> list[Any]:
        """The outputs of a cell as nbformat has them."""
        found: list[Any] = []

        def keep(message: dict[str, Any]) -> None:
            if message["msg_type"] in ("display_data", "execute_result", "stream", "error"):
                found.append(nbformat.v4.output_from_msg(message))

        self._client.execute_interactive(code, output_hook=keep, timeout=60, stop_on_error=False)
        return found

    def tests(self, answer: str, hidden: str = "", text: str = TESTS) -> list[Any]:
        """The outputs of the tests cell on *answer*."""
        self.run("double = None\ndel double")
        self.run(answer)
        return self.run(text.format(hidden=hidden))


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    """A kernel after a lesson's first cell."""
    manager, client = start_new_kernel(env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        made = Cells(client)
        assert made.run("from workbook import check") == []
        yield made
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def grade(outputs: list[Any]) -> float:
    """What stock nbgrader gives for them."""
    cell = nbformat.v4.new_code_cell("", outputs=outputs)
    cell.metadata.nbgrader = {"grade": True, "solution": False, "points": 4, "schema_version": 3, "grade_id": "x"}
    earned, _ = determine_grade(cell)
    return float(earned)


def test_a_pass_names_the_hidden_tests_and_no_points_and_shows_no_number(cells: Cells) -> None:
    outputs = cells.tests(RIGHT)
    card, number = outputs
    assert card["data"]["text/plain"].splitlines() == [
        "✓ Right so far",
        "  All 2 visible parts pass; the hidden tests decide.",
    ]
    assert "point" not in card["data"]["text/html"]
    assert number["data"] == {"text/html": "", "text/plain": "4"}
    assert grade(outputs) == 4


def test_half_an_answer_is_told_part_by_part(cells: Cells) -> None:
    outputs = cells.tests("def double(x):\n    return x ** 2")
    text = outputs[0]["data"]["text/plain"]
    assert text.startswith("◐ Partly right\n  1 of 2 parts pass.\n  ✗ the example\n      double(3)\n"), text
    assert "expected: 6" in text and "got:      9" in text and "look at:  the rule" in text and "✓ passed: zero" in text
    assert grade(outputs) == 2


def test_an_error_in_the_answer_names_the_call_and_the_line_of_the_answer(cells: Cells) -> None:
    outputs = cells.tests("def double(x):\n    y = 2\n    return x + 'a'")
    text = outputs[0]["data"]["text/plain"]
    assert "TypeError" in text and "in the test's line: check.equal(double(3), 6" in text
    assert "look at:  line 3 of your cell: return x + 'a'" in text
    assert "and at:   the rule" in text, "the check's own advice, too"
    assert outputs[-1]["output_type"] == "error" and "\n".join(outputs[-1]["traceback"]) == "no part passed yet: 0 of 2"
    assert grade(outputs) == 0


def test_an_answer_that_is_missing_is_told_as_that(cells: Cells) -> None:
    outputs = cells.tests("pass", text="value = double(3)\n" + TESTS)
    card, error = outputs
    assert "'double' is not defined: is its cell complete" in card["data"]["text/plain"]
    assert "<details><summary" in card["data"]["text/html"] and "Traceback" in card["data"]["text/html"]
    assert len(error["traceback"]) == 1 and grade(outputs) == 0


def test_with_the_hidden_tests_in_the_cell_they_count_and_none_of_their_lines_is_quoted(cells: Cells) -> None:
    outputs = cells.tests("def double(x):\n    return 2 * x if x < 9 else x + 'a'", HIDDEN)
    text = str([output["data"] for output in outputs])
    assert "TypeError" in text and "1234" not in text and "line 2 of your cell" in text
    assert grade(outputs) == 2.66
    assert "the hidden ones too" in cells.tests(RIGHT, HIDDEN)[0]["data"]["text/plain"]


def test_an_answers_own_text_is_never_html(cells: Cells) -> None:
    outputs = cells.tests("def double(x):\n    return '<img src=x onerror=alert(1)>'")
    assert "<img" not in outputs[0]["data"]["text/html"] and "&lt;img" in outputs[0]["data"]["text/html"]


def test_a_cell_without_checks_keeps_its_traceback(cells: Cells) -> None:
    [error] = cells.run("1 / 0")
    assert error["output_type"] == "error" and len(error["traceback"]) > 1


def test_an_error_whose_text_fails_is_still_sent(cells: Cells) -> None:
    odd = "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\n\ndef double(x):\n    raise Odd"
    outputs = cells.tests(odd, text="double(3)\n" + TESTS)
    assert outputs[-1]["output_type"] == "error" and grade(outputs) == 0
