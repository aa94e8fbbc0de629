"""A case of the bank runs what its tests need, and nothing that they don't."""

from __future__ import annotations

import ast

import nbformat
import pytest

from tests.conftest import ROOT
from workbook.authoring.notebooks import source_notebook
from workbook.authoring.text import read
from workbook.bank import answers as bank
from workbook.bank.slices import alone, sliced
from workbook.course import Course

SMALL = "import helper\nlimit = 3"
ANSWER = "def grade(n):\n    return n > limit"
TESTS = "assert helper.fits(grade(4))\nassert not grade(shared[0])"


def notebook(*plain: str) -> nbformat.NotebookNode:
    """Cells of a lesson: locked set-up, the *plain* ones, an answer and its tests."""

    def marked(name: str, source: str, **marks: bool) -> nbformat.NotebookNode:
        shape = {"grade_id": name, "solution": False, "grade": False, "locked": False, **marks}
        return nbformat.v4.new_code_cell(source, metadata={"nbgrader": shape})

    return nbformat.v4.new_notebook(
        cells=[
            marked("setup", SMALL, locked=True),
            *map(nbformat.v4.new_code_cell, plain),
            marked("grade", ANSWER, solution=True),
            marked("grade-tests", TESTS, grade=True, locked=True),
        ]
    )


def kept(*plain: str) -> list[bool]:
    """Which of the *plain* cells stay."""
    found = sliced(notebook(*plain), ["grade-tests"], ["grade"])
    assert [cell.source for cell in found.cells[len(plain) + 1 :]] == [ANSWER, TESTS]
    assert found.cells[0].source == SMALL, "what is locked stays"
    return [bool(cell.source) for cell in found.cells[1 : len(plain) + 1]]


@pytest.mark.parametrize(
    "source",
    [
        "shared = [1]",
        "for shared in [[1], [2]]:\n    pass",
        "from helper import things as shared",
        "from helper import *",
        "with helper.made() as shared:\n    pass",
        "shared[0] = 2",
        "shared.name = 'x'",
        "shared += [3]",
        "shared.append(3)",
        "helper.table.insert(0, 'x', 1)",
        "fill(shared)",
        "fill(into=shared)",
        "print(fill(shared[0]))",
        "if 1:\n    def limit(): pass",
        "(shared := [1])",
        "open('data/x.csv', 'w').write('1')",
        "limit = 4",
        "%time shared = 1",
        "%%time\nx = 1",
        "%%sql shared\nSELECT 1",
        "%%sql other\nDELETE FROM t",
        "!mkdir -p shared",
        "%%bash\necho 1 > practice/shared",
        "%%writefile shared\n1",
    ],
)
def test_a_cell_that_makes_or_changes_what_is_needed_stays(source: str) -> None:
    assert kept(source) == [True]


@pytest.mark.parametrize(
    "source",
    [
        "print(limit, shared)",
        "total = sum(shared)",
        "shared.mean()",
        "def grade_all(limit):\n    shared = limit\n    return shared",
        "from workbook.notebook.quiz import quiz\nquiz('What?', runs='shared = 1', right='1')",
        "%%sql other\nSELECT shared FROM t",
        "!head -n 2 data/shared.csv",
        "%%bash\ngrep -c shared data/access.log",
        "%%writefile other.sh\necho shared",
        "",
    ],
)
def test_a_cell_that_only_shows_something_goes(source: str) -> None:
    assert kept(source) == [False]


def test_what_a_needed_cell_needs_stays_too_and_no_more() -> None:
    assert kept("rows = [1, 2]", "count = len(rows)", "shared = rows") == [True, False, True]
    assert kept("rows = [1]", "rows = [2]\nshared = rows") == [False, True], "it makes its own"
    assert kept("row = 1", "shared = [row for row in range(3)]", "title = 2") == [False, True, False], (
        "a row of its own"
    )
    assert kept("row = 1", "shared = [n + row for n in range(3)]") == [True, True]
    assert kept("row = 1", "def shared(n, row):\n    return row") == [False, True]
    assert kept("row = 1", "def shared(n):\n    return row") == [True, True], "a function reads it"
    assert kept("row = 1", "def shared(n):\n    return row", "row = 2") == [True, True, True], (
        "whichever it finds when it is called"
    )
    assert kept("row = 1", "if limit:\n    row = 2\nshared = row") == [True, True], "it may not make its own"
    assert kept("row = 1", "for row in range(2):\n    shared = row") == [False, True]
    assert kept("shared = 1", "shared = 2") == [False, True], "made anew behind it"
    assert kept("shared = 1", "shared += 2") == [True, True]
    assert kept("row = 1", "shared = await fetch(row)") == [True, True]


def test_of_other_answers_those_stay_that_the_tests_or_the_answer_need() -> None:
    cells = notebook("x = 1").cells
    other = nbformat.v4.new_code_cell(
        "def other(): pass", metadata={"nbgrader": {"grade_id": "other", "solution": True}}
    )
    needed = nbformat.v4.new_code_cell("shared = [1]", metadata={"nbgrader": {"grade_id": "shared", "solution": True}})
    found = sliced(nbformat.v4.new_notebook(cells=[cells[0], other, needed, *cells[1:]]), ["grade-tests"], ["grade"])
    assert [bool(cell.source) for cell in found.cells] == [True, False, True, False, True, True]


def test_the_courses_lessons_run_a_small_part_for_one_exercise() -> None:
    """A measure of the point of it: the median case runs at most a quarter of its lesson's plain cells."""
    shares = []
    for lesson in Course(ROOT).lessons():
        source = source_notebook(read(lesson.text))
        plain = [
            place
            for place, cell in enumerate(source.cells)
            if cell.cell_type == "code" and not cell.metadata.get("nbgrader")
        ]
        for cell in source.cells:
            marks = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and marks.get("solution") and plain:
                found = sliced(source, bank.tests_of(source, marks["grade_id"]), [marks["grade_id"]])
                shares.append(sum(bool(found.cells[place].source) for place in plain) / len(plain))
    assert sorted(shares)[len(shares) // 2] <= 0.25


CELL = """
grade = check.parts(5)
rng = check.rng("x")
def drawn():
    return rng.random()
with grade("small"):
    check.equal(answer(1), 2)
with grade("drawn"):
    check.equal(answer(drawn()), 2)
with grade("seen", weight=2):
    seen = watched(answer)
for size in (1, 2):
    with grade(f"size {size}"):
        check.equal(answer(size), 2)
with grade("order"):
    moved = seen["order"]
    check.equal(moved, [1, 2])
with grade("behind"):
    check.equal(seen, 2)
grade.score()
"""
BEGIN = 'grade = check.parts(5)\nrng = check.rng("x")\ndef drawn():\n    return rng.random()\n'
DRAWN = 'with grade("drawn"):\n    check.equal(answer(drawn()), 2)\n'
SEEN = 'with grade("seen", weight=2):\n    seen = watched(answer)\n'
LOOP = 'for size in (1, 2):\n    with grade(f"size {size}"):\n        check.equal(answer(size), 2)\n'
ORDER = 'with grade("order"):\n    moved = seen["order"]\n    check.equal(moved, [1, 2])\n'


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("small", BEGIN + 'with grade("small"):\n    check.equal(answer(1), 2)\n'),
        ("drawn", BEGIN + DRAWN),
        ("seen", BEGIN + DRAWN + SEEN),
        ("order", BEGIN + DRAWN + SEEN + LOOP + ORDER),
    ],
)
def test_a_part_alone_keeps_what_draws_before_it_and_whose_names_it_needs(part: str, text: str) -> None:
    assert ast.dump(ast.parse(alone(CELL, part))) == ast.dump(ast.parse(text + "grade.score()"))


@pytest.mark.parametrize("part", ["missing", "size 1"])
def test_what_is_no_part_with_a_name_of_its_own_is_not_tried_alone(part: str) -> None:
    assert alone(CELL, part) == ""
