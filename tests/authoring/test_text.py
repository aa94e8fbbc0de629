"""Reading lesson texts: roles, markers and points, with each mistake at its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.authoring.text import parse, read
from workbook.errors import TextErrors

HEADER = """\
# ---
# jupyter:
#   jupytext:
#     comment_magics: false
#   workbook:
#     title: A try
#     minutes: 10
# ---

"""
ANSWER = '# %% role="answer" id="double"\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n'


def mistakes(body: str) -> list[str]:
    return [str(mistake) for mistake in parse(Path("1-try.py"), HEADER + body)[1]]


def test_a_right_text_has_no_mistakes() -> None:
    assert mistakes(ANSWER) == []


TESTS = '# %% role="tests" id="t" points=2\nassert x and rows[0]\n'


@pytest.mark.parametrize(
    "given",
    [
        "rows = [1]",
        "for rows in [1], [2]:\n    pass",
        "def rows(): pass",
        "%%time\nrows = [1]",
        "%time rows = [1]",
        "%%sql rows\nSELECT 1",
        "with open('f') as rows: pass",
    ],
)
def test_a_test_may_not_be_fed_by_a_cell_that_students_may_change(given: str) -> None:
    plain = f"# %%\n{given}\n"
    (told,) = mistakes(ANSWER + plain + TESTS)
    assert "tests cell 't' uses `rows`, which only a plain cell gives a value (line 14)" in told
    assert mistakes(ANSWER + plain.replace("# %%", '# %% role="read-only" id="r"', 1) + TESTS) == []
    assert mistakes(ANSWER.replace("x = 1", "x = rows = 1") + plain + TESTS) == [], "the answer's own"
    assert mistakes(ANSWER + plain + TESTS.replace("assert", "rows = [2]\nassert")) == [], "the test's own"
    asking = HEADER.replace("#     minutes", "#     asks: [rows]\n#     minutes")
    assert parse(Path("1-try.py"), asking + ANSWER + plain + TESTS)[1] == [], "the student is asked for it"


def test_what_a_plain_cell_imports_is_imported_beside_the_tests_too() -> None:
    assert mistakes(ANSWER + "# %%\nimport math as rows\n" + TESTS) == []


def test_answer_and_tests_may_import_the_same() -> None:
    work = ANSWER.replace("x = 1", "import os.path, re as x")
    tests = '# %% role="tests" id="t" points=2\nwith grade("one"):\n    import os, re as x\n    check.that(x)\n'
    assert mistakes(work + tests) == []
    assert "`x` is what answer cell" in mistakes(work + tests.replace("re as x", "sys as x"))[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('# %% role="tests" id="lstm-tests"\nassert x\n', "1-try.py:10: tests cell 'lstm-tests' has no points"),
        ('# %% role="test" id="a" points=1\nassert x\n', "1-try.py:10: unknown role 'test': did you mean 'tests'?"),
        ('# %% rol="tests"\nassert x\n', "1-try.py:10: unknown attribute 'rol': did you mean 'role'?"),
        (ANSWER.replace('"double"', '"double" points=2'), "has points; only tests and essay cells do"),
        ('# %% role="answer"\nx = 1\n', "1-try.py:10: answer cell has no id"),
        (ANSWER + ANSWER, "1-try.py:14: id 'double' is taken by the cell on line 10"),
        (ANSWER.replace("### END SOLUTION\n", ""), "1-try.py:11: BEGIN SOLUTION has no END SOLUTION"),
        (ANSWER.replace("### BEGIN SOLUTION\n", ""), "1-try.py:12: END SOLUTION without BEGIN SOLUTION"),
        ('# %% role="answer" id="a"\nx = 1\n', "answer cell 'a' has no SOLUTION region"),
        ("# %%\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\n", "a plain cell has HIDDEN TESTS"),
        ("# %% [markdown]\n# %%\nx = 1\n", "1-try.py:10: an empty cell"),
        ("# %%\nx = (1\n", "1-try.py:11: not Python: '(' was never closed"),
        ('# %% role="essay" id="why" points=3\nx\n', "essay cell 'why' must be a markdown cell, not code"),
        ('# %% role="tests" id="t" points=0\nassert x\n', "gives 0 points; it must be more than 0"),
        ('# %% role="tests" id="t" points="2"\nassert x\n', "points must be a number, not '2'"),
        (
            '# %% role="tests" id="t" points=3\ngrade = check.parts(2)\ngrade.score()\n',
            "1-try.py:11: check.parts must be given the cell's 3 points",
        ),
        (
            '# %% role="tests" id="t" points=2\ngrade = check.parts(2)\n',
            "a tests cell with check.parts ends with its .score()",
        ),
        (
            '# %% role="tests" id="t" points=2\ngrade = check.parts(2)\ngrade.score();\n',
            "a tests cell with check.parts ends with its .score()",
        ),
        ('# %% role="tests" id="t" points=2\nx == 1\n', "1-try.py:11: a tests cell checks something"),
        ('# %% role="tests" id="t" points=2\n# to do\n', "1-try.py:11: a tests cell checks something"),
        (
            ANSWER + '# %% role="tests" id="t" points=2\nassert x\ntry: f()\nexcept E as x: pass\n',
            "1-try.py:17: `x` is what answer cell 'double' defines: use another name here",
        ),
        (
            ANSWER + '# %% role="read-only" id="r"\nfor n in range(3):\n    [x := n for n in (1, 2)]\n',
            "1-try.py:16: `x` is what answer cell 'double' defines: use another name here",
        ),
        (
            '# %% role="read-only" id="r"\nfrom math import *\n',
            "1-try.py:11: read-only cell 'r': import each name, so that it is known who gives it",
        ),
        (
            '# %% role="tests" id="Q 1" points=2\nassert x\n',
            "an id is lower-case letters and digits, joined by hyphens",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(body: str, expected: str) -> None:
    assert any(expected in mistake for mistake in mistakes(body)), mistakes(body)


def test_a_score_inside_the_hidden_region_is_a_mistake() -> None:
    body = '# %% role="tests" id="t" points=2\ngrade = check.parts(2)\n### BEGIN HIDDEN TESTS\ngrade.score()\n'
    assert "ends with its .score()" in mistakes(body + "### END HIDDEN TESTS\n")[0]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "1-try.py"
    path.write_text(HEADER + '# %% role="tests" id="a"\nassert x\n\n# %% role="answer" id="b"\nx = 1\n')
    with pytest.raises(TextErrors) as caught:
        read(path)
    assert [error.line for error in caught.value.errors] == [10, 13]


def test_a_header_without_title_and_minutes_is_a_mistake() -> None:
    assert len(parse(Path("1-try.py"), "# %%\nx = 1\n")[1]) == 2


def test_raw_magics_stay_as_they_are() -> None:
    lesson, wrong = parse(Path("1-try.py"), HEADER + "# %%\n%%sql busiest\nSELECT 1 -- one\n")
    assert wrong == []
    assert lesson.cells[0].source == "%%sql busiest\nSELECT 1 -- one"
