"""An answer that does no work earns next to nothing, and the bank's proof says so where it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from workbook.authoring.new import new
from workbook.bank.answers import used_later
from workbook.bank.idle import FORMS, idle
from workbook.bank.proof import Prover, cases
from workbook.course import Course, Unit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small(tmp_path: Path) -> Unit:
    """A course of one unit, made from the template."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    new(Course(tmp_path), "07-topic")
    return Course(tmp_path).unit("07-topic")


@pytest.mark.parametrize("form", FORMS)
def test_functions_keep_their_signature_and_lose_their_work(form: str) -> None:
    source = 'DATA = [1]\nimport math\ndef area(radius, *, digits=2):\n    """Docs."""\n    return round(math.pi * radius**2, digits)\n'
    space: dict[str, object] = {}
    exec(idle(source, form), space)
    area = space["area"]
    assert callable(area)
    assert area(3, digits=1) == (None if form == "gives nothing" else 3)
    assert "math" in space
    assert "DATA" not in space


def test_methods_are_idle_too_and_give_back_the_argument_behind_self() -> None:
    space: dict[str, object] = {}
    exec(
        idle(
            "class Layer:\n    def __init__(self, n): self.n = n\n    def forward(self, x): return x + self.n", FORMS[1]
        ),
        space,
    )
    layer = space["Layer"](4)  # type: ignore[operator]
    assert layer.forward("x") == "x"
    assert not hasattr(layer, "n")


@pytest.mark.parametrize("source", ["total = 3", "%%sql late\nSELECT 1", "print(1)"])
def test_a_cell_without_a_function_has_no_idle_form(source: str) -> None:
    assert idle(source, FORMS[0]) == ""


def test_a_part_that_passes_where_nothing_happens_is_a_problem(small: Unit) -> None:
    text = small.source / "instructor" / "1-first.py"
    old = text.read_text()
    part = "grade = check.parts(2)\nwith grade('no loop', weight=3):\n    double(2)\nwith grade('values'):\n    check.equal(double(2), 4, 'double(2)')\ngrade.score()\n"
    start = old.index("\n", old.index('id="double-tests"')) + 1
    end = old.index("# %%", start)
    text.write_text(old[:start] + part + "\n" + old[end:])
    problems = [Prover(small).prove(case).problem for case in cases(small, answer="double") if case.idle]
    assert problems[0] == "1.5 points for an answer that gives nothing: 0.5 at most"
    assert len(problems) == len(FORMS)


def test_a_later_answer_that_uses_this_one_when_it_runs_is_found() -> None:
    def cell(grade_id: str, source: str) -> nbformat.NotebookNode:
        return nbformat.v4.new_code_cell(source, metadata={"nbgrader": {"grade_id": grade_id, "solution": True}})

    notebook = nbformat.v4.new_notebook(
        cells=[
            cell("one", "def double(number):\n    inner = 2\n    return inner * number"),
            cell("two", "%%writefile tidy.sh\nrm -- junk"),
            cell("three", "inner = 7\nprint(double(inner))"),
            cell("four", "%%bash\nbash tidy.sh"),
            cell("five", "def later(number, how=lambda n: double(n)):\n    return double(number)"),
            cell("six", "class Late:\n    twice = double(2)\n    def more(self): return double(self)"),
        ]
    )
    found = [used_later(notebook, grade_id) for grade_id in ("one", "two", "three", "four")]
    assert found == [["three", "six"], ["four"], [], []]
