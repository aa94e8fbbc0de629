"""Rules about an answer's text: logical lines, banned names and calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from workbook import check
from workbook.check.rules.source import logical_lines, set_cells

Submit = Callable[..., None]


@pytest.fixture
def submit() -> Iterator[Submit]:
    """Makes cells the submission that source rules look at."""
    yield lambda *cells: set_cells(lambda: cells)
    set_cells(None)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("# only a comment\n\n", 0),
        ("x = 1\n", 1),
        ("x = 1; y = 2\n", 2),
        ("x = 1;\n", 1),
        ("x = (1 +\n     2)\n", 1),
        ('def f():\n    """Says\n    much."""\n    return 1\n', 2),
        ('"""Module."""\nclass A:\n    """Doc."""\n    x = 1  # why\n', 2),
        ('x = """not a\ndocstring"""\n', 1),
        ("@wraps(f)\ndef g():\n    pass\n", 3),
        ("if a:\n    b()\nelse:\n    c()\n", 4),
        ("def f(): return 1\n", 1),
        ("x = 1", 1),
    ],
)
def test_logical_lines_leave_out_blanks_comments_and_docstrings(text: str, lines: int) -> None:
    assert logical_lines(text) == lines


def body(lines: int) -> str:
    return "def f():\n" + "    x = 1\n" * (lines - 1)


def test_fifty_lines_pass_and_fifty_one_do_not(submit: Submit) -> None:
    submit(body(50))
    check.at_most_lines("f", 50)
    submit(body(51))
    with pytest.raises(check.Failure, match="51 logical lines"):
        check.at_most_lines("f", 50)


def test_a_line_of_more_than_a_hundred_columns_is_refused(submit: Submit) -> None:
    submit("def f():\n    return '" + "x" * 100 + "'\n")
    with pytest.raises(check.Failure, match="line 2 is too wide"):
        check.at_most_lines("f")


def test_the_last_definition_counts(submit: Submit) -> None:
    submit("def f():\n    return 1\n", "%%bash\necho f\n", "!ls\nf = lambda: 2\n", "g = 3\n")
    assert check.source_of("f") == "f = lambda: 2\n"


def test_a_decorator_belongs_to_the_definition(submit: Submit) -> None:
    submit("import x\n\n@x.y\ndef f():\n    pass\n")
    assert check.source_of("f").startswith("@x.y\n")


def test_a_name_that_no_cell_defines_is_said_so(submit: Submit) -> None:
    submit("x = 1\n")
    with pytest.raises(check.Failure, match="Linear is not defined"):
        check.source_of("Linear")


@pytest.mark.parametrize(
    ("imports", "use"),
    [
        ("import torch", "torch.nn.functional.linear(x, w)"),
        ("import torch.nn.functional as F", "F.linear(x, w)"),
        ("from torch.nn import functional", "functional.linear(x, w)"),
        ("from torch.nn.functional import linear as line", "line(x, w)"),
        ("from torch import nn", "nn.functional.linear(x, w)"),
    ],
)
def test_a_banned_call_is_found_under_any_name(imports: str, use: str, submit: Submit) -> None:
    submit(imports, f"def f(x, w):\n    return {use}\n")
    with pytest.raises(check.Failure, match=r"f uses torch\.nn\.functional\.linear \(line 2 of the answer\)"):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


@pytest.mark.parametrize("module", ["re", "itertools"])
def test_a_module_that_no_cell_imports_is_told_as_one_to_import(module: str, submit: Submit) -> None:
    submit(f"def f(x):\n    return {module}.anything(x)\n")
    with pytest.raises(
        check.Failure, match=f"f uses {module}, which no cell imports or defines\\n.*import {module}, or"
    ):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


def test_another_name_that_no_cell_defines_is_told_as_such(submit: Submit) -> None:
    submit("def f(x):\n    return helper(x)\n")
    with pytest.raises(check.Failure, match="f uses helper, which no cell defines"):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


def test_a_banned_method_is_found_on_anything(submit: Submit) -> None:
    submit("def f(x):\n    return x.sum().unfold(1, 2, 3)\n")
    with pytest.raises(check.Failure, match=r"\.unfold"):
        check.no_calls("f", {".unfold"}, why="write it out")


def test_an_answer_without_the_banned_name_passes(submit: Submit) -> None:
    submit("import torch", "def f(x):\n    return torch.linear_map(x)\n")
    check.no_calls("f", {"torch.nn.functional.linear", "torch.linear"}, why="write it out")
    check.no_names("f", {"linear", "eval"}, why="write it out")


def test_a_banned_name_is_found_as_attribute_too(submit: Submit) -> None:
    submit("def f(x):\n    return x.median()\n")
    with pytest.raises(check.Failure, match="f uses median"):
        check.no_names("f", {"median"}, why="write it out")


@pytest.mark.parametrize(
    "helper",
    [
        "line = torch.nn.functional.linear\n",
        "def line(x, w):\n    return torch.nn.functional.linear(x, w)\n",
        "def inner(x, w):\n    return torch.nn.functional.linear(x, w)\n\n\nline = lambda x, w: inner(x, w)\n",
    ],
)
def test_what_the_answer_uses_of_its_cell_is_read_too(helper: str, submit: Submit) -> None:
    submit("import torch", helper + "def f(x, w):\n    return line(x, w)\n")
    with pytest.raises(check.Failure, match=r"f uses torch\.nn\.functional\.linear \(line \d of [\w ,]+\)"):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


@pytest.mark.parametrize(
    "answer",
    [
        "def f(x, line):\n    return line(x)\n",
        "def f(x):\n    line = abs\n    return line(x)\n",
        "def f(x):\n    return x.line\n",
        "def f(x):\n    return f(x - 1) if x else 0\n",
    ],
)
def test_a_name_of_its_own_is_not_taken_for_a_helper(answer: str, submit: Submit) -> None:
    submit("import forbidden", "line = forbidden.thing\n", "line = forbidden.thing\n" + answer)
    check.no_calls("f", {"forbidden"}, why="write it out")


def test_what_the_answer_uses_of_another_cell_is_read_too(submit: Submit) -> None:
    submit("import forbidden", "line = forbidden.thing\n", "def f(x):\n    return line(x)\n")
    with pytest.raises(check.Failure, match=r"f uses forbidden\.thing"):
        check.no_calls("f", {"forbidden"}, why="write it out")


def test_what_the_answer_does_not_use_of_another_cell_is_left_alone(submit: Submit) -> None:
    submit("import forbidden", "line = forbidden.thing\nassert f(1) == line(1)\n", "def f(x):\n    return x\n")
    check.no_calls("f", {"forbidden"}, why="write it out")
