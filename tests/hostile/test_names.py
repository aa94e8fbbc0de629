"""A name that a read-only or tests cell gives a value is never taken from the answer, whatever happened before."""

from __future__ import annotations

import ast
from textwrap import dedent, indent

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.check.names import names_bound, names_used_until
from workbook.grading.engine import grade
from workbook.grading.model import Result

WAYS = {
    "an assignment": "expected = 3",
    "an assignment of several": "other, (*expected, last) = 1, (3, 4, 5)",
    "an annotation": "expected: int = 3",
    "an augmented assignment": "globals().setdefault('expected', 1)\nexpected += 2",
    "a loop": "for expected in range(4): pass",
    "a with": "import contextlib\nwith contextlib.nullcontext(3) as expected: pass",
    "an except": "try: 1 / 0\nexcept ZeroDivisionError as expected: kept = expected",
    "an except group": "try: raise ExceptionGroup('', [ValueError()])\nexcept* ValueError as expected: kept = expected",
    "a capture": "match 3:\n    case expected: pass",
    "a capture of the rest": "match [1, 2]:\n    case [_, *expected]: pass",
    "a capture of other keys": "match {1: 2, 3: 4}:\n    case {1: _, **expected}: pass",
    "a capture with as": "match 3:\n    case int() as expected: pass",
    "a walrus": "if (expected := 3): pass",
    "a walrus in a comprehension": "[expected := n for n in range(4)]",
    "a walrus in nested comprehensions": "[[(expected := n) for n in range(m)] for m in range(4)]",
    "a walrus in a default": "def helper(value=(expected := 3)): pass",
    "a walrus in a decorator": "@(expected := lambda made: made)\nclass Helper: pass",
    "an import": "import math as expected",
    "an import of a name": "from math import tau as expected",
    "an import of a package": "import expected.parts",
    "a function": "def expected(): return 3",
    "a class": "class expected: pass",
    "a global": "def helper():\n    global expected\n    expected = 3\nhelper()",
    "a global within a function in a function": dedent(
        """
        def helper():
            def inner():
                global expected
                expected = 3
            inner()
        helper()"""
    ),
    "a global in a method": "class Helper:\n    def run(self):\n        global expected\n        expected = 3\nHelper().run()",
    "a deletion": "expected = 3\ndel expected",
}
GONE = ("an import of a package", "a deletion", "an except", "an except group")  # after them the name has no value
NOT = {
    "a function's own name": "def helper():\n    expected = 3",
    "a comprehension's own name": "[expected for expected in range(3)]",
    "a class's own name": "class Helper:\n    expected = 3",
    "an argument": "def helper(expected): pass",
    "a keyword": "dict(expected=3)",
    "an attribute": "import types\nkept = types.SimpleNamespace()\nkept.expected = 3",
    "a lambda's own name": "lambda value: (expected := value)",
}
LIAR = "expected = 1\ndef f():\n    return 1"
HONEST = "def g():\n    return 2"
NEXT = (
    cell("answer", "next", f"### BEGIN SOLUTION\n{HONEST}\n### END SOLUTION"),
    cell("tests", "next-tests", "assert g() == 2", 2),
)
WORK = cell("answer", "work", "### BEGIN SOLUTION\ndef f():\n    return 3\n### END SOLUTION")


def lying(*cells: object) -> Result:
    """The grading of a lesson with an answer that gives ``expected`` the value that it returns itself."""
    lesson = master(cell("read-only", "imports", "from workbook import check"), *cells, *NEXT)  # type: ignore[arg-type]
    return grade(submit(lesson, work=LIAR, next=HONEST), lesson)


@pytest.mark.parametrize("way", WAYS)
def test_the_text_tells_each_name_that_a_cell_gives_a_value(way: str) -> None:
    assert "expected" in names_bound(ast.parse(WAYS[way]))


@pytest.mark.parametrize("way", NOT)
def test_names_of_other_scopes_are_none_of_the_cells(way: str) -> None:
    assert "expected" not in names_bound(ast.parse(NOT[way]))


@pytest.mark.parametrize("before", ["raise OSError('no disk')", "import sys\nsys.exit(0)", "raise KeyboardInterrupt"])
@pytest.mark.parametrize("way", WAYS)
def test_a_read_only_cell_that_fails_breaks_the_tests_that_need_it_and_no_others(way: str, before: str) -> None:
    setup = cell("read-only", "setup", f"{before}\n{WAYS[way]}")
    result = lying(setup, WORK, cell("tests", "work-tests", "assert f() == expected", 2))
    first, second = result.tests
    assert (first.outcome, first.points, second.points) == ("broken", 0, 2), first
    assert "the read-only cell 'setup' failed" in first.message and "expected" in first.message
    assert any("setup" in note and "failed beside the tests" in note for note in result.restored)


@pytest.mark.parametrize("way", WAYS)
def test_a_part_that_fails_first_leaves_no_name_to_the_answer(way: str) -> None:
    tests = "\n".join(
        (
            "grade = check.parts(2)",
            "with grade('values'):",
            "    check.equal(f(), 3, 'f()')",
            indent(WAYS[way], "    "),
            "with grade('again'):",
            "    assert f() == expected",
            "grade.score()",
        )
    )
    first, second = lying(WORK, cell("tests", "work-tests", tests, 2)).tests
    assert (first.outcome, first.points, second.points) == ("failed", 0, 2), first
    if way not in ("a global", "a global within a function in a function", "a global in a method"):
        assert first.parts[1].outcome == "not run"
        assert first.parts[1].message == "not run: it needs `expected`, which the part 'values' did not get to"


@pytest.mark.parametrize("way", WAYS)
def test_tests_that_fail_first_leave_no_name_to_the_answer(way: str) -> None:
    one = cell("tests", "one", f"assert f() == 3\n{WAYS[way]}", 1)
    first, second, third = lying(WORK, one, cell("tests", "two", "assert f() == expected", 1)).tests
    assert (first.outcome, second.outcome, second.points, third.points) == ("failed", "failed", 0, 2)
    assert second.message == "not run: it needs `expected`, which the tests 'one' did not get to"


@pytest.mark.parametrize("way", ["an assignment", "a capture", "a walrus in a comprehension", "a global"])
def test_a_name_of_tests_still_to_come_is_not_the_answers_either(way: str) -> None:
    first, _, third = lying(
        WORK, cell("tests", "one", "assert f() == expected", 1), cell("tests", "two", f"{WAYS[way]}\nf()", 1)
    ).tests
    assert (first.outcome, first.points, third.points) == ("broken", 0, 2)


def test_a_read_only_cell_that_needs_a_failed_one_is_not_left_to_the_answer() -> None:
    cells = [
        cell("read-only", "one", "raise OSError('no disk')\nbase = 2"),
        cell("read-only", "two", "expected = base + 1"),
        WORK,
        cell("tests", "work-tests", "assert f() == expected", 2),
    ]
    first, second = lying(*cells).tests
    assert (first.outcome, first.points, second.points) == ("broken", 0, 2)
    assert "'one' failed. OSError: no disk" in first.message


def test_a_star_import_that_fails_breaks_all_tests_since_nobody_knows_its_names() -> None:
    setup = cell("read-only", "setup", "from nowhere_at_all import *")
    assert {test.outcome for test in lying(setup, WORK, cell("tests", "t", "assert f() == expected", 2)).tests} == {
        "broken"
    }


def test_an_import_of_a_released_cell_that_fails_is_not_left_to_the_answer() -> None:
    plain = cell("plain", "start", "from nowhere_at_all import expected")
    first, second = lying(plain, WORK, cell("tests", "work-tests", "assert f() == expected", 2)).tests
    assert (first.outcome, first.points, second.points) == ("broken", 0, 2)


@pytest.mark.parametrize("way", [way for way in WAYS if way not in GONE])
def test_the_key_passes_where_nothing_failed(way: str) -> None:
    lesson = master(
        cell("read-only", "setup", WAYS[way]),
        WORK,
        cell("tests", "work-tests", "assert f() == 3 and expected", 2),
        *NEXT,
    )
    assert [(test.outcome, test.message) for test in grade(key(lesson), lesson).tests] == [("passed", "")] * 2


def test_what_can_have_run_before_a_line() -> None:
    tree = ast.parse("a()\nfor i in b:\n    c(\n        d)\n    e\nwith f:\n    g\n    h")
    assert names_used_until(tree, 1) == {"a"}
    assert names_used_until(tree, 3) == set("abcde")
    assert names_used_until(tree, 7) == set("abcdefg")
    assert names_used_until(tree, 0) == set("abcdefgh")
