"""What tests can do with an answer that lives in another process."""

from __future__ import annotations

import sys
import types

import pytest

from tests.grading.lesson import cell, master, submit
from workbook.grading.engine import grade
from workbook.grading.model import TestResult


def judged(answer: str, test: str, setup: str = "from workbook import check") -> TestResult:
    lesson = master(
        cell("read-only", "setup", setup),
        cell("answer", "work", "### BEGIN SOLUTION\npass\n### END SOLUTION"),
        cell("tests", "work-tests", test, 2),
        seconds=60,  # none is meant to be stopped, and machines differ
    )
    return grade(submit(lesson, work=answer), lesson).tests[0]


@pytest.mark.parametrize(
    ("answer", "test"),
    [
        ("def f(x): return x * 2", "assert f(3) == 6 and f('a') == 'aa' and f([1]) == [1, 1]"),
        ("def f(*a, **k): return a, k", "assert f(1, b=(2,)) == ((1,), {'b': (2,)})"),
        (
            "class V:\n    def __init__(s, x): s.x = x\n    def __add__(s, o): return V(s.x + o.x)",
            "assert (V(1) + V(2)).x == 3",
        ),
        (
            "class V:\n    def __init__(s, x): s.x = x\n    def __eq__(s, o): return s.x == o.x",
            "assert V(1) == V(1) and V(1) != V(2)",
        ),
        ("class V:\n    n = 1", "v = V(); v.n = 5; assert v.n == 5 and V.n == 1; del v.n; assert not hasattr(v, 'm')"),
        ("def f():\n    yield 1\n    yield 2", "assert list(f()) == [1, 2]; a, b = f(); assert next(f()) == 1"),
        (
            "class B:\n    def __len__(s): return 3\n    def __getitem__(s, i): return i * 2",
            "assert len(B()) == 3 and B()[4] == 8",
        ),
        (
            "def f(g): return [g(n) for n in range(3)]",
            "seen = []\ndef g(n):\n    seen.append(n)\n    return n + 1\nassert f(g) == [1, 2, 3] and seen == [0, 1, 2]",
        ),
        (
            "def f(g):\n    try: g()\n    except ValueError: return 'caught'",
            "def g(): raise ValueError('x')\nassert f(g) == 'caught'",
        ),
        (
            "class M:\n    def __enter__(s): return 4\n    def __exit__(s, *e): return True",
            "with M() as four:\n    assert four == 4",
        ),
        ("async def f(): return 3", "assert await f() == 3"),
        (
            "import collections\nP = collections.namedtuple('P', 'x y')\ndef f(): return P(1, 2)",
            "assert f() == (1, 2) and f().y == 2",
        ),
        ("def f(): return collections.Counter('aab')\nimport collections", "assert f() == {'a': 2, 'b': 1}"),
        ("def f(k): return k('3')", "assert f(int) == 3 and f(float) == 3.0"),
        ("def f(g): return g(9)", "import math\nassert f(math.sqrt) == 3"),
        ("def f(x):\n    x.append(1)\n    return x", "given = []\nassert f(given) == [1]"),
        ("def outer():\n    def inner(x): return x + 1\n    return inner", "assert outer()(2) == 3"),
        (
            "class Bad(ValueError): pass\ndef f(): raise Bad('no')",
            "try:\n    f()\nexcept Bad as error:\n    assert str(error) == 'no'",
        ),
        ("def f(): return 1", "check.equal(f.__name__, 'f', 'name')"),
        ("def f(): raise KeyError('k')", "check.raises(KeyError, f, says='k')"),
        ("x = 2 ** 200", "assert x == 2 ** 200"),
    ],
)
def test_a_test_reads_as_if_the_answer_were_at_hand(answer, test):
    result = judged(answer, test)
    assert result.outcome == "passed", result.message


@pytest.mark.parametrize(
    "kind", ["ZeroDivisionError", "KeyError", "FileNotFoundError", "UnicodeDecodeError", "RecursionError"]
)
def test_built_in_errors_are_caught_by_their_class(kind):
    raised = {
        "ZeroDivisionError": "1 / 0",
        "KeyError": "{}['a']",
        "FileNotFoundError": "open('nothing')",
        "UnicodeDecodeError": "b'\\xff'.decode()",
        "RecursionError": "f()",
    }[kind]
    test = f"try:\n    f()\nexcept {kind}:\n    pass\nelse:\n    assert False"
    assert judged(f"def f(): return {raised}", test).outcome == "passed"


def test_an_error_names_the_students_line():
    result = judged("def f(x):\n    y = 0\n    return x / y", "f(3)")
    assert (
        result.message
        == "Your code raised ZeroDivisionError: division by zero\n  in your cell work, line 3: return x / y"
    )


def test_a_name_that_is_not_defined_is_named():
    assert "'f' is not defined" in judged("g = 1", "assert f(1) == 2").message


def test_what_the_answer_prints_when_called_stands_in_the_tests_output():
    lesson = master(cell("answer", "work", "pass"), cell("tests", "t", "print('before'); f(); print('after')", 1))
    result = grade(submit(lesson, work="def f(): print('called')"), lesson)
    assert result.outputs["t"][0]["text"] == "before\ncalled\nafter\n"


@pytest.mark.parametrize(
    "test",
    [
        "assert f() == 4",
        "assert abs(f() - 4) < 1",
        "assert 4 in f()",
        "assert not (f() - 4)",
        "assert 4 - f() == 0",
        "import math\nassert math.isclose(f() - 4, 0)",
        "assert f() < 5",
        "assert f() != f() or False or f() == 4",
    ],
)
def test_no_operator_shows_an_expected_value_to_the_answer(test):
    evil = "class E:\n" + "".join(
        f"    def __{name}__(self, *other): return {value}\n"
        for name, value in {
            "eq": True,
            "ne": False,
            "lt": True,
            "sub": 0,
            "rsub": 0,
            "abs": 0,
            "contains": True,
        }.items()
    )
    evil += "    def __iter__(self): return iter([])\n    __hash__ = None\ndef f(): return E()"
    assert judged(evil, test).outcome == "failed"


def test_a_test_that_asks_too_much_is_called_broken():
    result = judged("import numpy\ndef f(x): pass", "import threading\nf(threading.Lock())")
    assert result.outcome == "broken" and "only plain data and functions" in result.message


def test_a_module_that_only_the_answer_imports_is_lost_by_the_key_too_so_that_an_author_is_told():
    """It can't be called the test's fault: an answer may be a module."""
    result = judged("import numpy\ndef f(x): pass", "assert numpy.pi > 3")
    assert (result.outcome, result.points) == ("failed", 0) and "numpy is a module here" in result.message


def test_imports_of_the_released_answer_cell_are_the_tests_own():
    lesson = master(
        cell("answer", "work", "import math\n### BEGIN SOLUTION\ndef f(): return 3\n### END SOLUTION"),
        cell("tests", "t", "assert math.floor(3.5) == f()", 1),
    )
    spoilt = "import math\nmath.floor = lambda x: f()\ndef f(): return 4"
    assert [grade(submit(lesson, work=text), lesson).tests[0].points for text in (spoilt, "def f(): return 3")] == [
        0,
        1,
    ]


def test_a_source_rule_reads_the_students_own_cells():
    test = "check.equal(check.source_of('f').strip(), 'def f(): return 1', 'text')"
    assert judged("def f(): return 1", test).outcome == "passed"


def test_a_read_only_cell_that_uses_the_answer_runs_beside_it():
    lesson = master(
        cell("answer", "work", "def f(): return 2"),
        cell("read-only", "use", "made = [f() for _ in range(3)]"),
        cell("tests", "t", "assert made == [2, 2, 2]", 1),
    )
    assert grade(submit(lesson, work="def f(): return 2"), lesson).tests[0].outcome == "passed"


def test_an_error_within_a_part_names_the_students_line():
    test = "grade = check.parts(2)\nwith grade('division'):\n    f(0)\nwith grade('more'):\n    assert f(1) == 1\ngrade.score()"
    result = judged("def f(x):\n    return 1 / x", test)
    assert (result.outcome, result.points) == ("partial", 1)
    assert result.message == "division: ZeroDivisionError: division by zero (in your cell work, line 2: return 1 / x)"


LINEAR = """import torch
from torch import nn
class Linear(nn.Module):
    def __init__(self, rows, columns):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(columns, rows) / rows ** 0.5)
        self.bias = nn.Parameter(torch.randn(columns) / rows ** 0.5)
    def forward(self, x):
        return x @ self.weight.T + self.bias
"""
LINEAR_TESTS = """import torch
from torch import nn
linear, grade = check.layer(Linear, like=nn.Linear), check.parts(2)
with grade("rows"):
    for rows in (1, 2, 3, ROWS):
        linear(300, 300).agrees(torch.ones(rows, 300))
    y = linear(1, 1).output(torch.ones(1, 1), state={"weight": [[2.0]], "bias": [1.0]})
    check.close(y, torch.tensor([[3.0]]), "one number")
with grade("state"):
    linear(2, 3).state(starts=False)
    linear(2, 3).anywhere(torch.ones(1, 2))
grade.score()"""


def test_the_test_may_ask_for_more_while_big_replies_are_on_their_way():
    result = judged(LINEAR, LINEAR_TESTS.replace("ROWS", "3000, 2000, 4"))
    assert (result.outcome, result.message) == ("passed", "")


def test_of_several_questions_on_their_way_the_first_wrong_reply_is_told():
    at_three = LINEAR.replace("+ self.bias", "+ self.bias * (1 if len(x) != 2 else 2)")
    result = judged(at_three + "        # gone wrong for two rows", LINEAR_TESTS.replace("ROWS", "2, 2"))
    assert result.outcome == "partial"
    assert "input (2, 300)" in result.message
    assert [part.passed for part in result.parts] == [False, True]


def test_an_answer_that_ends_its_process_while_more_is_asked_is_stopped():
    ends = LINEAR.replace(
        "        return x @", "        import os\n        len(x) == 2 and os._exit(3)\n        return x @"
    )
    result = judged(ends, LINEAR_TESTS.replace("ROWS", "4, 5, 6"))
    assert (result.outcome, result.points) == ("stopped", 0)
    assert "exit status 3" in result.message


ABANDONED = """import torch
from torch import nn
linear, grade = check.layer(Linear, like=nn.Linear), check.parts(2)
with grade("state"):
    linear(2, 3).state(starts=False)
with grade("rows"):
    for rows in (1, 3000):
        linear(300, 300).agrees(torch.ones(rows, 300))
grade.score()"""


@pytest.mark.parametrize("then", ["return x @ self.weight.T", "os._exit(3)", "time.sleep(100)"])
def test_what_a_failed_part_no_longer_waits_for_costs_neither_other_parts_nor_the_next_exercise(then):
    wrong = LINEAR.replace("return x @", f"if len(x) > 99: {then}\n        return 2 * x @")
    lesson = master(
        cell("read-only", "setup", "import os, time\nfrom workbook import check"),
        cell("answer", "work", "### BEGIN SOLUTION\npass\n### END SOLUTION"),
        cell("tests", "work-tests", ABANDONED, 2),
        cell("answer", "next", "### BEGIN SOLUTION\npass\n### END SOLUTION"),
        cell("tests", "next-tests", "assert n == 1", 1),
        seconds=60,
    )
    first, second = grade(submit(lesson, work=wrong, next="n = 1"), lesson).tests
    assert [part.passed for part in first.parts] == [True, False], first.message
    assert (first.points, second.points) == (1, 1), second.message


SHARED = """
import collections, enum, typing
from workbook import check
Pair = collections.namedtuple("Pair", "left right")
class Span(typing.NamedTuple):
    start: int
    end: int
    def length(self): return self.end - self.start
class Colour(enum.Enum):
    RED = 1
"""
HONEST = {
    "a shared named tuple": (
        "def f(): return Pair(1, 2)",
        "check.equal(f(), Pair(1, 2)); assert isinstance(f(), Pair)",
    ),
    "a shared one with a method": (
        "def f(): return Span(2, 5)",
        "assert f().length() == 3; check.equal(f(), Span(2, 5))",
    ),
    "one that the test gave": ("def f(s): return s.length(), s", "check.equal(f(Span(1, 4)), (3, Span(1, 4)))"),
    "an own named tuple with a method": (
        "class Own(typing.NamedTuple):\n    a: int\n    def twice(self): return 2 * self.a\ndef f(): return Own(4)",
        "assert f() == (4,) and f().twice() == 8",
    ),
    "a shared member": ("def f(c): return Colour.RED, c", "assert f(Colour.RED) == (Colour.RED, Colour.RED)"),
    "an own enumeration": ("class Own(enum.Enum):\n    A = 1\ndef f(): return Own.A", "assert f().name == 'A'"),
    "defaults": (
        "def f(): return collections.defaultdict(int, a=1)",
        "check.equal(f(), {'a': 1}); assert f()['b'] == 0 and f() == {'a': 1}",
    ),
    "defaults of its own": ("def f(): return collections.defaultdict(lambda: 7)", "assert f()['b'] == 7"),
    "a time with a zone": (
        "def f():\n    from datetime import time, timezone\n    return time(1, 2, tzinfo=timezone.utc)",
        "import datetime\nassert f() == datetime.time(1, 2, tzinfo=datetime.timezone.utc) and f().tzinfo is not None",
    ),
    "a moment of dateutil": (
        "def f():\n    from dateutil.parser import parse\n    return parse('2024-05-06T07:00Z')",
        "import datetime\nassert f() == datetime.datetime(2024, 5, 6, 7, tzinfo=datetime.timezone.utc)",
    ),
    "a grouping by bins": (
        "def f(t):\n    import pandas as pd\n    return t.groupby(pd.cut(t.n, [0, 2, 4]), observed=False).n.sum()",
        "import pandas as pd\nt = pd.DataFrame({'n': [1, 2, 3, 4]})\n"
        "wanted = t.groupby(pd.cut(t.n, [0, 2, 4]), observed=False).n.sum()\n"
        "pd.testing.assert_series_equal(f(t), wanted); check.equal(f(t), wanted)",
    ),
    "periods": (
        "def f(t): return t.assign(m=t.day.dt.to_period('M')).groupby('m').size()",
        "import pandas as pd\nt = pd.DataFrame({'day': pd.date_range('2024-01-30', periods=4)})\n"
        "wanted = t.assign(m=t.day.dt.to_period('M')).groupby('m').size()\n"
        "pd.testing.assert_series_equal(f(t), wanted); check.equal(f(t), wanted)",
    ),
    "missing values as keys": (
        "def f(t): return t.value_counts(dropna=False).to_dict()",
        "import pandas as pd\ncheck.equal(f(pd.Series([1.0, None])), {1.0: 1, float('nan'): 1})",
    ),
    "dtypes of a frame": (
        "def f(t): return t.dtypes",
        "import pandas as pd\nt = pd.DataFrame({'a': ['x'], 'b': pd.Categorical(['y'])})\nassert (f(t) == t.dtypes).all()",
    ),
    "keys": ("def f(): return {'a': 1}.keys()", "assert f() == {'a'}"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_what_passes_in_a_kernel_passes_here(kind):
    answer, test = HONEST[kind]
    setup = SHARED
    space: dict[str, object] = {"__name__": "__main__"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
        exec(f"{setup}\n{answer}\n{test}", space)
    result = judged(answer, test, setup)
    assert result.outcome == "passed", result.message
