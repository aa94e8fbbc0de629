"""Nothing but a test that ran to its end gives a point: odd exceptions, odd ends, odd values, odd reports, and whose fault."""

from __future__ import annotations

import math
from dataclasses import asdict
from textwrap import indent
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grading.lesson import cell, master, submit
from workbook.grading.engine import grade
from workbook.grading.model import PartOutcome, PartResult, Result, TestResult
from workbook.grading.rebuild import Cell
from workbook.grading.verdict import MAX_PARTS, Ending, Report, judge, read

WORK = cell("answer", "work", "### BEGIN SOLUTION\ndef f(x):\n    return 2 * x\n### END SOLUTION")
SETUP = cell("read-only", "setup", "from workbook import check")
HONEST = "def g():\n    return 2"
NEXT = (
    cell("answer", "next", f"### BEGIN SOLUTION\n{HONEST}\n### END SOLUTION"),
    cell("tests", "next-tests", "assert g() == 2", 2),
)


def graded(work: str, *tests: str, points: float = 4) -> Result:
    """The grading of *work* by *tests*, a cell each, with an honest exercise behind them."""
    cells = [cell("tests", f"t{number}", text, points) for number, text in enumerate(tests)]
    lesson = master(SETUP, WORK, *cells, *NEXT, seconds=5)
    return grade(submit(lesson, work=work, next=HONEST), lesson)


def judged(work: str, test: str) -> TestResult:
    """What the tests cell gave; the exercise behind it keeps its points."""
    first, second = graded(work, test).tests
    assert (second.outcome, second.points) == ("passed", 2), second
    return first


PLAIN = "assert f(3) == 6\nassert f(4) == 8"
PARTS = (
    "grade = check.parts(4)\nwith grade('three'):\n    check.equal(f(3), 6, 'f(3)')\n"
    "with grade('four'):\n    assert f(4) == 8\ngrade.score()"
)
LOOP = "for x in (3, 4):\n    try:\n        got = f(x)\n    except ValueError:\n        raise\n    assert got == 2 * x"

NAMES = {
    "no name": "''",
    "a blank": "' '",
    "a dot": "'.'",
    "a name that ends in a dot": "'Odd.'",
    "a NUL": "'O\\0dd'",
    "half a surrogate": "'\\ud800'",
    "a line break": "'a\\nb'",
    "a megabyte": "'x' * 2**20",
    **{name: repr(name) for name in ("finished", "passed", "AnswerError", "Score", "Failure", "AllFailed", "AnswerGone")},
    **{
        name: repr(name)
        for name in (
            "StopIteration", "StopAsyncIteration", "AssertionError", "SystemExit", "KeyboardInterrupt", "GeneratorExit",
            "BaseExceptionGroup", "KeyError", "IndexError", "AttributeError", "UnicodeDecodeError", "SyntaxError",
            "ImportError", "OSError", "NotImplementedError", "NameError", "Warning",
        )
    },
}  # fmt: skip
KINDS = ("Exception", "BaseException", "AssertionError", "ImportError", "NameError")

RAISED = {
    "a class whose metaclass has no name": "class Meta(type):\n    __name__ = ''\n    __qualname__ = ''\n"
    "class Odd(Exception, metaclass=Meta): pass\nodd = Odd()",
    "a class whose metaclass refuses its name": "class Meta(type):\n    @property\n    def __name__(self): raise OSError\n"
    "class Odd(Exception, metaclass=Meta): pass\nodd = Odd()",
    "a text that fails": "class Odd(Exception):\n    def __str__(self): raise KeyboardInterrupt\nodd = Odd()",
    "a text that is none": "class Odd(Exception):\n    def __str__(self): return 3\nodd = Odd()",
    "an error that is false": "class Odd(Exception):\n    def __bool__(self): return False\n    def __len__(self): return 0\n"
    "odd = Odd()",
    "an error that is equal to everything": "class Odd(Exception):\n    def __eq__(self, other): return True\nodd = Odd()",
    "an error with its own traceback": "class Odd(Exception):\n    __traceback__ = property(lambda self: 3)\nodd = Odd()",
    "an error with its own class": "class Odd(Exception):\n    __class__ = int\nodd = Odd()",
    "an exit": "odd = SystemExit(0)",
    "an interrupt": "odd = KeyboardInterrupt()",
    "an end of a generator": "odd = GeneratorExit()",
    "an end of an iteration": "odd = StopIteration(6)",
    "an end of an asynchronous iteration": "odd = StopAsyncIteration(6)",
    "an end of debugging": "import bdb\nodd = bdb.BdbQuit()",
    "a cancelled task": "import asyncio\nodd = asyncio.CancelledError()",
    "a group": "odd = ExceptionGroup('odd', [ValueError(), TypeError()])",
    "a group of interrupts": "odd = BaseExceptionGroup('odd', [KeyboardInterrupt()])",
    "a loop of causes": "odd = ValueError()\nodd.__cause__ = odd.__context__ = odd",
    "a subclass of many": "class Odd(KeyError, AttributeError, AssertionError): pass\nodd = Odd('x')",
    "a warning": "odd = DeprecationWarning('x')",
    "a half-made decode error": "odd = UnicodeDecodeError.__new__(UnicodeDecodeError)",
    "the check's own failure": "from workbook import check\nodd = check.Failure('')",
}


@pytest.mark.parametrize("test", [PLAIN, PARTS, LOOP], ids=["plain", "parts", "loop"])
@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_an_exceptions_class_gives_no_point(name: str, test: str) -> None:
    for kind in KINDS if test == PLAIN else KINDS[:1]:
        work = f"class Odd({kind}): pass\ntry: Odd.__qualname__ = {NAMES[name]}\nexcept Exception: pass\n"
        first = judged(f"{work}Odd.__module__ = 'builtins'\ndef f(x): raise Odd('odd')", test)
        assert (first.outcome, first.points) == ("failed", 0), (kind, first)
        assert first.message


@pytest.mark.parametrize("test", [PLAIN, PARTS, LOOP], ids=["plain", "parts", "loop"])
@pytest.mark.parametrize("kind", RAISED)
def test_no_kind_of_exception_gives_a_point(kind: str, test: str) -> None:
    first = judged(f"{RAISED[kind]}\ndef f(x): raise odd", test)
    assert (first.points, first.outcome in ("failed", "stopped")) == (0, True), first


@pytest.mark.parametrize("kind", RAISED)
def test_an_exception_for_the_second_part_costs_it(kind: str) -> None:
    first = judged(f"{RAISED[kind]}\ndef f(x):\n    if x == 4: raise odd\n    return 2 * x", PARTS)
    assert first.outcome == "stopped" or (first.outcome, first.points) == ("partial", 2), first


ENDS = {
    "nothing": "",
    "blanks": "  \n\n",
    "a comment": "# to do",
    "an exit": "import sys\nsys.exit(0)\nassert f(3) == 6",
    "an interrupt": "raise KeyboardInterrupt\nassert f(3) == 6",
    "an end of debugging": "import bdb\nraise bdb.BdbQuit\nassert f(3) == 6",
    "an end of a generator": "raise GeneratorExit\nassert f(3) == 6",
    "a group": "raise BaseExceptionGroup('', [KeyboardInterrupt()])\nassert f(3) == 6",
    "an error without a name": "raise type('', (Exception,), {})\nassert f(3) == 6",
    "an error that is false": "class Odd(Exception):\n    def __bool__(self): return False\nraise Odd\nassert f(3) == 6",
    "a failure under a magic that goes on": "%%time\nassert False",
    "a failure under another": "%%capture\nassert False",
    "a failure in a cell of its own": "get_ipython().run_cell('assert False')",
    "a return": "return\nassert f(3) == 6",
    "a syntax error": "assert f(3) == 6 6",
    "a statement that is refused": "assert True\nimport nowhere_at_all\nassert f(3) == 6",
    "a magic that there isn't": "%nosuchmagic\nassert f(3) == 6",
    "a command that there isn't, in a magic": "%%nosuchmagic\nassert f(3) == 6",
    "an end of the process": "import os\nos._exit(0)",
}


@pytest.mark.parametrize("end", ENDS)
def test_a_test_that_ends_before_its_end_gives_no_point(end: str) -> None:
    first, second = graded("def f(x): return 2 * x", ENDS[end]).tests
    assert first.points == 0 and first.outcome in ("broken", "failed", "stopped"), first
    assert (second.outcome, second.points) == ("passed", 2), second
    if "False" not in ENDS[end] and "os._exit" not in ENDS[end]:
        assert first.outcome == "broken"


WHOSE = [
    ("def f(x): return None", "len(f(3))", "failed"),
    ("def f(x): return None", "assert f(3) + 1 == 7", "failed"),
    ("def f(x): return object()", "assert f(3) + 1 == 7", "failed"),
    ("def f(x): return object()", "import copy\nassert copy.deepcopy(f(3)) == 6", "failed"),
    ("f = 3", "assert f(3) == 6", "failed"),
    ("f = [1, 2]", "import torch\nassert torch.equal(f, torch.ones(2))", "failed"),
    ("class f(list): pass", "import torch\nassert torch.equal(f, torch.ones(2))", "failed"),
    ("def f(x): return {}", "for n in f(3): last = n\nassert last == 3", "failed"),
    ("def f(x): return {}", "assert f(3)['total'] == 3", "failed"),
    ("def f(x): return 'x ='", "import ast\nast.parse(f(3))", "failed"),
    ("pass", "assert f(3) == 6", "failed"),
    ("def f(x): return x", "assert f(3) == 6", "failed"),
    ("def f(x): return x", "raise AssertionError('always')", "failed"),
    ("def f(x): import nowhere_at_all", "assert f(3) == 6", "failed"),
    ("def f(x): return x", "if 'x' in check.source_of('f'):\n    [][3]", "failed"),
    ("def f(x): return 2 * x", "wanted = [6, 8][2]\nassert f(3) == wanted", "broken"),
    ("def f(x): return 2 * x", "for wanted in 6:\n    pass\nassert f(3) == wanted", "broken"),
    ("def f(x): return 2 * x", "import nowhere_at_all\nassert f(3) == 6", "broken"),
    ("def f(x): return 2 * x", "assert f(3) == 6\nimport nowhere_at_all", "broken"),
    ("def f(x): return 2 * x", "assert f(3) == 6\nreturn", "broken"),
    ("def f(x): return 2 * x", "def helper():\n    return wanted\nhelper()\nwanted = f(3)", "broken"),
    ("def f(x): return 2 * x", "import threading\nf(threading.Lock())", "broken"),
]


@pytest.mark.parametrize(("work", "test", "outcome"), WHOSE)
def test_it_is_told_whose_fault_an_error_is(work: str, test: str, outcome: str) -> None:
    first = judged(work, test)
    assert (first.outcome, first.points) == (outcome, 0), first
    assert ("The test itself is at fault" in first.message) == (outcome == "broken")


@pytest.mark.parametrize(("work", "test", "outcome"), WHOSE)
def test_it_is_told_whose_fault_an_error_in_a_part_is(work: str, test: str, outcome: str) -> None:
    if test.endswith("return"):
        test = test.replace("return", "exec('return')")  # a function has to be what it returns from
        outcome = "failed"
    text = f"grade = check.parts(4)\nwith grade('odd'):\n{indent(test, '    ')}\nwith grade('right'):\n    pass\ngrade.score()"
    first = judged(work, text)
    assert (first.parts[0].outcome, first.parts[1].outcome) == (outcome, "passed"), first
    assert (first.outcome, first.points) == ("partial" if outcome == "failed" else "broken", 2)


def test_a_later_cell_that_stumbles_over_what_the_answer_gave_is_the_answers() -> None:
    first, second, _ = graded("def f(x): return None", "got = f(3)", "assert got + 1 == 7").tests
    assert (first.outcome, second.outcome) == ("passed", "failed"), second


SCORES = {
    "the answer's number": ("def f(x): return 1e9", "f(3)"),
    "the answer's infinity": ("def f(x): return float('inf')", "f(3)"),
    "a number of the answer's": ("f = 4.0", "f"),
    "an item of the answer's": ("f = [4.0]", "f[0]"),
    "what an object of the answer's holds": ("class f: score = 4.0", "f.score"),
    "parts without their score": ("def f(x): return 0", PARTS.rpartition("\n")[0]),
    "parts with a semicolon": ("def f(x): return 6", f"{PARTS};"),
    "parts and another number": ("def f(x): return 6", f"{PARTS}\n4"),
    "parts and the answer's number": ("def f(x): return 6", f"{PARTS}\nf(3)"),
    "a score by hand": ("def f(x): return 4.0", "check.Score(4)\nfrom workbook.check.parts import Score\nScore(f(3))"),
    "two scores": ("def f(x): return 0", f"{PARTS.replace('score()', 'parts')}\ngrade = check.parts(4)\n"
                   "with grade('nothing'): pass\ngrade.score()"),
    "parts of fewer points": ("def f(x): return 6", PARTS.replace("parts(4)", "parts(9)")),
}  # fmt: skip


@pytest.mark.parametrize("way", SCORES)
def test_no_number_but_the_tests_own_is_a_score(way: str) -> None:
    first = judged(*SCORES[way])
    assert (first.outcome, first.points) == ("broken", 0), first


@pytest.mark.parametrize(
    ("last", "points"), [("2", 2), ("2.5", 2.5), ("f(3) / 4", 1.5), ("True", 4), ("None", 4), ("-1", 0)]
)
def test_a_number_that_the_tests_last_line_calculates_is_partial_credit(last: str, points: float) -> None:
    assert judged("def f(x): return 2 * x", f"assert f(3) == 6\n{last}").points == points


CELL = Cell("t", "tests", "code", "assert f()", "assert f()", 4.0, "T1 · One")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(get_args(Ending)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
FULL = asdict(Report("finished", score=4.0, parts=(PartResult("one", 1.0, "passed"),)))


@given(JUNK)
def test_what_is_no_report_gives_nothing(sent: Any) -> None:
    result = judge(CELL, read(sent))
    assert (result.outcome, result.points) == ("broken", 0)


@given(st.sampled_from(sorted(FULL)), JUNK, st.booleans())
def test_a_report_with_a_field_of_another_kind_gives_nothing(field: str, junk: Any, missing: bool) -> None:
    sent = {name: value for name, value in FULL.items() if name != field}
    result = judge(CELL, read(sent if missing else {**sent, field: junk}))
    if missing and field != "ended" and field != "parts":
        return  # nothing is said of it, which gives the same points
    sound = {
        "ended": junk == "finished",
        "message": isinstance(junk, str),
        "score": junk is None or isinstance(junk, float),
        "parts": junk in ([], {}, ""),
        "line": type(junk) is int,
    }
    assert result.outcome != "passed" or (sound[field] and not missing)
    assert 0 <= result.points <= 4


@given(st.sampled_from(["name", "weight", "outcome", "message"]), JUNK)
def test_a_part_with_a_field_of_another_kind_gives_nothing(field: str, junk: Any) -> None:
    result = judge(CELL, read({**FULL, "parts": [{**FULL["parts"][0], field: junk}]}))
    sound = {
        "name": isinstance(junk, str),
        "message": isinstance(junk, str),
        "weight": type(junk) is float and 0 < junk < math.inf,
        "outcome": junk == "passed",
    }
    assert (result.points == 4) == sound[field]


def test_an_unknown_field_or_too_many_parts_give_nothing() -> None:
    for sent in ({**FULL, "passed": True}, {**FULL, "parts": FULL["parts"] * (MAX_PARTS + 1)}):
        assert judge(CELL, read(sent)).outcome == "broken"


@pytest.mark.parametrize("outcome", [outcome for outcome in get_args(PartOutcome) if outcome != "passed"])
def test_all_points_and_a_lost_part_do_not_go_together(outcome: PartOutcome) -> None:
    report = Report("finished", score=4.0, parts=(PartResult("one", 1.0, outcome, "lost"),))
    assert judge(CELL, report).points == 0
