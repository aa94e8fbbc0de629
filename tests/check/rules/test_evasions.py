"""Rules about an answer's text hold however it is written, and honest answers pass them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest

from workbook import check
from workbook.check.rules.dotted import NOT_READABLE
from workbook.check.rules.source import set_cells

# Each way to name torch.nn.functional.linear: lines that go before, and the expression.
NAMES = {
    "in full": ("import torch", "torch.nn.functional.linear"),
    "an alias": ("import torch.nn.functional as F", "F.linear"),
    "from": ("from torch.nn.functional import linear", "linear"),
    "from with another name": ("from torch.nn.functional import linear as _l", "_l"),
    "a module by from": ("from torch.nn import functional as g", "g.linear"),
    "a star": ("from torch.nn.functional import *", "linear"),
    "import_module": ("import importlib", "importlib.import_module('torch.nn.functional').linear"),
    "import_module by another name": (
        "from importlib import import_module as im",
        "im('torch.nn' + '.functional').linear",
    ),
    "__import__": ("", "__import__('torch').nn.functional.linear"),
    "__import__ with fromlist": ("", "__import__('torch.nn.functional', fromlist=['linear']).linear"),
    "getattr": ("import torch", "getattr(torch.nn.functional, 'linear')"),
    "getattr of getattr": ("import torch", "getattr(getattr(torch, 'nn'), 'functional').linear"),
    "a text put together": ("import torch", "getattr(torch.nn.functional, 'lin' + 'ear')"),
    "a text turned round": ("import torch", "getattr(torch.nn.functional, 'raenil'[::-1])"),
    "a joined text": ("import torch", "getattr(torch.nn.functional, ''.join(['li', 'near']))"),
    "a format": ("import torch", "getattr(torch.nn.functional, f\"{'lin'}ear\")"),
    "letters": ("import torch", "getattr(torch.nn.functional, chr(108) + 'inear')"),
    "a text by a name": ("import torch\nword = 'lin'\nother = word + 'ear'", "getattr(torch.nn.functional, other)"),
    "__getattribute__": ("import torch", "torch.nn.functional.__getattribute__('linear')"),
    "__dict__": ("import torch", "torch.nn.functional.__dict__['linear']"),
    "vars": ("import torch", "vars(torch.nn.functional)['linear']"),
    "sys.modules": ("import sys, torch", "sys.modules['torch.nn.functional'].linear"),
    "globals": ("import torch as t", "globals()['t'].nn.functional.linear"),
    "another name": ("import torch\nf = torch.nn\ng = f.functional", "g.linear"),
    "names by twos": ("import torch\na, (b, c) = 1, (2, torch.nn.functional)", "c.linear"),
    "a list": ("import torch\nboxes = [1, torch.nn.functional]", "boxes[1].linear"),
    "a dict": ("import torch\nboxes = {}\nboxes['a'] = torch.nn.functional.linear", "boxes['a']"),
    "a list that grows": ("import torch\nboxes = []\nboxes.append(torch.nn.functional.linear)", "boxes[0]"),
    "another module's way": ("import torch", "torch.nn.modules.linear.F.linear"),
    "the thing itself elsewhere": ("import torch", "torch._C._nn.linear"),
    "attrgetter": ("import operator, torch", "operator.attrgetter('nn.functional.linear')(torch)"),
    "partial": ("import functools, torch", "functools.partial(torch.nn.functional.linear)"),
    "either": ("import torch", "(None or torch.nn.functional).linear"),
    "walrus": ("import torch", "(q := torch.nn.functional).linear"),
    "a function that hands it out": ("import torch\ndef get():\n    return torch.nn", "get().functional.linear"),
    "a lambda that hands it out": ("import torch\nget = lambda: torch.nn.functional", "get().linear"),
    "a lambda that takes it": ("import torch", "(lambda m: m.linear)(torch.nn.functional)"),
    "a helper that takes it": ("import torch\ndef pick(m):\n    return m.linear", "pick(torch.nn.functional)"),
    "a loop": ("import torch\nfor m in [torch.nn.functional]:\n    pass", "m.linear"),
    "with": ("import contextlib, torch\nwith contextlib.nullcontext(torch.nn.functional.linear) as m:\n    pass", "m"),
    "a condition": ("if True:\n    from torch.nn.functional import linear as _l", "_l"),
    "try": ("try:\n    from torch.nn.functional import linear as _l\nexcept ImportError:\n    pass", "_l"),
    "a class attribute": ("import torch\nclass A:\n    line = torch.nn.functional.linear", "A.line"),
    "an attribute set later": ("import torch\nclass A:\n    pass\nA.line = torch.nn.functional.linear", "A.line"),
    "setattr": ("import torch\nclass A:\n    pass\nsetattr(A, 'line', torch.nn.functional.linear)", "A.line"),
    "a patched module": ("import torch\ntorch.relu = torch.nn.functional.linear", "torch.relu"),
    "global": ("import torch\ndef put():\n    global line\n    line = torch.nn.functional.linear\nput()", "line"),
    "a name that is let go": ("import torch\nline = torch.nn.functional.linear\nkeep = line\nline = None", "keep"),
    "a wrapped function": ("import torch\nline = torch.nn.functional.linear\nline = (lambda g: g)(line)", "line"),
    "match": ("import torch\nmatch torch.nn.functional:\n    case m:\n        pass", "m.linear"),
    "eval": ("import torch", "eval('torch.nn.functional.li' + 'near')"),
    "exec": ("import torch\nexec('line = torch.nn.functional.linear')", "line"),
    "compile": ("import torch", "eval(compile('torch.nn.functional.linear', '', 'eval'))"),
    "builtins": ("import builtins, torch", "builtins.eval('torch.nn.functional.linear')"),
    "getattr by another name": ("import torch\npick = getattr", "pick(torch.nn.functional, 'linear')"),
    "a computed name": ("import torch, sys", "getattr(torch.nn.functional, sys.argv[0])"),
    "a computed import": ("import importlib, sys", "importlib.import_module(sys.argv[0]).linear"),
    "every name of a module": (
        "import torch",
        "[v for k, v in vars(torch.nn.functional).items() if k[:3] == 'lin'][0]",
    ),
    "a function's globals": ("import torch", "torch.nn.Linear.forward.__globals__['F'].linear"),
    "the shell": ("import torch", "get_ipython().ev('torch.nn.functional.linear')"),
    "globals set by text": ("import torch\nglobals()['line'] = torch.nn.functional.linear", "line"),
}

# Each way to use the expression EXPR in an answer called f.
USES = {
    "called": "def f(x, w):\n    return EXPR(x, w)",
    "in a lambda": "f = lambda x, w: EXPR(x, w)",
    "as itself": "f = EXPR",
    "in a nested function": "def f(x, w):\n    def inner():\n        return EXPR(x, w)\n    return inner()",
    "as a default": "def f(x, w, own=EXPR):\n    return own(x, w)",
    "by a local name": "def f(x, w):\n    own = EXPR\n    again = own\n    return again(x, w)",
    "in a comprehension": "def f(x, w):\n    return [EXPR(item, w) for item in x]",
    "as a decorator": "@EXPR\ndef f(x, w):\n    return x",
    "as a base": "class f(type(EXPR)):\n    pass",
    "in a class": "class f:\n    def forward(self, x, w):\n        return EXPR(x, w)",
    "as a class attribute": "class f:\n    line = staticmethod(EXPR)\n    def forward(self, x, w):\n        return self.line(x, w)",
    "set later": "class f:\n    pass\n\nf.forward = EXPR",
    "by a helper": "def helper(x, w):\n    return EXPR(x, w)\n\ndef f(x, w):\n    return helper(x, w)",
    "by a helper's helper": "def two(x, w):\n    return EXPR(x, w)\n\none = two\n\ndef f(x, w):\n    return one(x, w)",
    "in a condition": "if True:\n    def f(x, w):\n        return EXPR(x, w)",
}

# Each way to put what goes before and the answer into cells.
PLACES: dict[str, Callable[[str, str], list[str]]] = {
    "one cell": lambda before, answer: [f"{before}\n\n{answer}\n"],
    "two cells": lambda before, answer: [before, answer],
    "before comes after": lambda before, answer: [answer.replace("def f", "def f"), before] if deferred(answer) else [before, answer],
    "with a magic": lambda before, answer: [f"%matplotlib inline\n{before}", f"!echo one\n{answer}\n%timeit 1"],
    "timed cells": lambda before, answer: [f"%%time\n{before}", f"%%capture out\n{answer}"],
    "a form feed": lambda before, answer: [before, f"# a\x0cb \u2028 c\x1cd\n\n\n{answer}"],
    "an import in a magic": lambda before, answer: [
        "\n".join(f"%time {line}" if line.startswith(("import", "from")) and "*" not in line else line for line in before.splitlines()),
        answer,
    ],
}  # fmt: skip


def deferred(answer: str) -> bool:
    return answer.startswith(("def f(x, w):\n    return", "f = lambda"))


@pytest.fixture
def submit() -> Iterator[Callable[..., None]]:
    yield lambda *cells: set_cells(lambda: cells)
    set_cells(None)


def cells_of(name: str, use: str, place: str) -> list[str]:
    before, expression = NAMES[name]
    return PLACES[place](before, USES[use].replace("EXPR", expression))


ALL = list(itertools.product(NAMES, USES, PLACES))
TRIED = [
    *((name, "called", "one cell") for name in NAMES),
    *(("an alias", use, place) for use in USES for place in PLACES),
]
TRIED += random.Random(16).sample(ALL, 1500)


@pytest.mark.parametrize("rule", ["no_calls", "no_names"])
def test_a_banned_name_is_found_however_it_is_written(rule: str, submit: Callable[..., None]) -> None:
    import torch  # noqa: F401  (as in the process of the tests)

    passed = []
    for name, use, place in TRIED:
        submit(*cells_of(name, use, place))
        try:
            if rule == "no_calls":
                check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")
            else:
                check.no_names("f", {"linear"}, why="write it out")
        except check.Failure:
            continue
        passed.append((name, use, place))
    assert not passed, f"{len(passed)} of {len(TRIED)}: {passed[:20]}"


def test_where_torch_keeps_all_of_it_again_is_banned_with_any_name_of_torch(submit: Callable[..., None]) -> None:
    for body in ("torch._C._nn.gelu(x)", "torch._C._VariableFunctions.conv2d(x, x)"):
        submit(f"import torch\ndef f(x):\n    return {body}")
        check.no_calls("f", {"numpy.linalg.norm"}, why="write it out")
        with pytest.raises(check.Failure, match="torch._C"):
            check.no_calls("f", {"torch.nn.functional.silu"}, why="write it out")
    submit("import torch\ndef f(x):\n    return torch.Size(x), torch.device('cpu'), torch.Generator(), torch.no_grad()")
    check.no_calls("f", {"torch.nn.functional.silu"}, why="write it out")


def test_the_evasions_are_cells_that_run() -> None:
    """What is refused must be able to cheat: each name, used, gives what torch's own function gives."""
    import torch

    x, w = torch.ones(2, 3), torch.ones(4, 3)
    ran = 0
    for name, (before, expression) in NAMES.items():
        if "sys.argv" in expression or "get_ipython" in expression:
            continue
        space: dict[str, object] = {}
        real = torch.relu
        try:
            exec(before, space)
            found = eval(expression, space)
        finally:
            torch.relu = real
        assert torch.equal(found(x, w), torch.nn.functional.linear(x, w)), name
        ran += 1
    assert ran >= len(NAMES) - 3


HONEST = {
    "a comment": "def f(x, w):\n    # not torch.nn.functional.linear, no eval, no exec\n    return x @ w.T",
    "a docstring": 'def f(x, w):\n    """What linear and torch.nn.functional.linear do."""\n    return x @ w.T',
    "a text": "def f(x, w):\n    assert x.dim(), 'use linear(x) or torch.nn.functional.linear'\n    return x @ w.T",
    "a longer name": "def f(x, w):\n    linear_part, nonlinear = x @ w.T, 0\n    return linear_part + nonlinear",
    "a local variable": "def f(x, w):\n    linear = x @ w.T\n    return linear",
    "a parameter": "def f(x, w, linear=None):\n    return x @ w.T if linear is None else linear",
    "a loop's variable": "def f(x, w):\n    for linear in [x]:\n        w = linear @ w.T\n    return w",
    "a comprehension's variable": "def f(x, w):\n    return [linear @ w.T for linear in x]",
    "a function of its own": "def linear(x, w):\n    return x @ w.T\n\ndef f(x, w):\n    return linear(x, w)",
    "getattr of an object": "class f:\n    def g(self, name):\n        return getattr(self, name)",
    "a name of its own for torch": "import torch as t\nnn = t.nn\n\ndef f(x, w):\n    return nn.functional.relu(x @ w.T)",
    "re.compile": "import re\npattern = re.compile('a')\n\ndef f(x, w):\n    return pattern.match(x)",
    "model.eval": "def f(model, x):\n    model.eval()\n    return model(x)",
    "a dtype": "import torch\n\ndef f(x, w):\n    return (x @ w.T).to(torch.float64)",
    "super": "import torch\n\nclass f(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.w = torch.nn.Parameter(torch.ones(2))\n    def forward(self, x):\n        return x * self.w",
    "itself": "def f(x, w):\n    return f(x - 1, w) if x else 0",
    "an error's name": "def f(x, w):\n    try:\n        return x @ w.T\n    except ValueError as linear:\n        raise RuntimeError(str(linear)) from linear",
}  # fmt: skip
BESIDE = {
    "nothing": "",
    "torch's own to compare with": "import torch\nexpected = torch.nn.functional.linear(torch.ones(1, 2), torch.ones(1, 2))",
    "a try of the answer": "import torch\nfrom torch.nn.functional import linear\nprint(linear is f)\nassert callable(f) or linear",
    "eval elsewhere": "x = eval('1 + 1')\nexec('y = 2')",
    "a draft": "import torch\n\ndef f(x, w):\n    return torch.nn.functional.linear(x, w)",
    "text of another language": "%%bash\necho linear | torch.nn.functional.linear",
    "a cell that is no Python": "def f(x, w:\n    linear",
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("honest", HONEST)
def test_an_honest_answer_passes(honest: str, beside: str, submit: Callable[..., None]) -> None:
    for cells in ([BESIDE[beside], HONEST[honest]], [BESIDE[beside], f"%%time\n{HONEST[honest]}"]):
        submit(*cells)
        check.no_calls("f", {"torch.nn.functional.linear", "scipy", "torch.cdist"}, why="write it out")
        if honest not in ("a function of its own",):
            check.no_names(
                "f", {"linear", "eval", "scipy"} - ({"eval"} if honest == "model.eval" else set()), why="write it out"
            )
        check.at_most_lines("f", 50)


@pytest.mark.parametrize("banned", [{"scipy"}, {"torch"}, {"sklearn"}])
def test_a_whole_library_can_be_banned(banned: set[str], submit: Callable[..., None]) -> None:
    [library] = banned
    for before, expression in [
        (f"import {library} as lib", "lib.a"), (f"from {library} import a as lib", "lib"), (f"import {library}.b.c as lib", "lib"),
        ("", f"__import__('{library[:2]}' + '{library[2:]}')"), (f"from {library}.b import *", "anything"),
        ("", f"__import__('importlib').import_module('{library}.b')"),
    ]:  # fmt: skip
        for use in USES.values():
            submit(before, use.replace("EXPR", expression))
            for rule in (check.no_calls, check.no_names):
                with pytest.raises(check.Failure):
                    rule("f", banned, why="by hand")


@pytest.mark.parametrize("name", sorted(NOT_READABLE))
def test_what_hides_what_it_runs_is_refused_and_said_so(name: str, submit: Callable[..., None]) -> None:
    head = name.partition(".")[0]
    submit(
        "" if head in ("exec", "eval", "compile", "get_ipython") else f"import {head}",
        f"def f(x):\n    return {name}.any(x)",
    )
    with pytest.raises(check.Failure, match="which hides what it runs"):
        check.no_calls("f", {"scipy"}, why="by hand")


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_python_counts_them(separator: str, submit: Callable[..., None]) -> None:
    submit(f"# {separator * 7}\n\n\n\n\n\n\n\ndef f():\n    return '{'a' * 60}{separator}{'b' * 60}'\n# end\n")
    assert check.source_of("f").startswith("def f():\n    return")
    with pytest.raises(check.Failure, match="line 2 is too wide"):
        check.at_most_lines("f")


@pytest.mark.parametrize(
    "hidden", ["exec('x = 1')", "eval('1')", "g = exec\n    g('x')", "__builtins__", "compile('1', '', 'eval')"]
)
def test_lines_that_cannot_be_counted_are_refused(hidden: str, submit: Callable[..., None]) -> None:
    submit(f"import builtins\n\ndef f():\n    {hidden}\n")
    if hidden == "__builtins__":
        submit("import builtins\n\ndef f():\n    builtins.exec('x')\n")
    with pytest.raises(check.Failure, match="hides what it runs"):
        check.at_most_lines("f")


@pytest.mark.parametrize("cell", ["import mine\n", "from mine import line\n", "import mine.deep as m\n"])
def test_a_module_that_a_cell_wrote_is_refused(cell: str, submit: Callable[..., None]) -> None:
    name = cell.split()[-1].partition(".")[0]
    submit(
        "%%writefile mine.py\nfrom torch.nn.functional import linear as line\n",
        cell,
        f"def f(x, w):\n    return {name}(x, w)\n",
    )
    with pytest.raises(check.Failure, match="the module mine, which is neither installed nor the lesson's"):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


GIVEN = [
    "import torch\nready = torch.nn.functional.linear\nsheet = torch.nn.Linear(1, 1)",
    "def helper(x):\n    return ready(x, x)",
]


def test_what_the_lesson_itself_gives_breaks_no_rule(submit: Callable[..., None]) -> None:
    cells = [*GIVEN, "def f(x, w):\n    return helper(x) + sheet.weight"]
    set_cells(lambda: cells, GIVEN)
    check.no_calls("f", {"torch.nn.functional.linear", "torch.nn.Linear"}, why="write it out")
    submit(*cells)
    with pytest.raises(check.Failure, match="helper, which it uses|sheet, which it uses|ready, which it uses"):
        check.no_calls("f", {"torch.nn.functional.linear", "torch.nn.Linear"}, why="write it out")


def test_what_the_lesson_gives_is_known_by_its_name(submit: Callable[..., None]) -> None:
    cells = [*GIVEN, "def f(x, w):\n    return ready(x, w)"]
    set_cells(lambda: cells, GIVEN)
    with pytest.raises(check.Failure, match="f uses torch.nn.functional.linear"):
        check.no_calls("f", {"torch.nn.functional.linear"}, why="write it out")


SHEET = "from workbook import check\nsheet = check.words('ada')"


@pytest.mark.parametrize("text", [SHEET, f"{SHEET}\nrules = sheet['A']"])
def test_numbers_that_the_kit_drew_may_be_used(text: str, submit: Callable[..., None]) -> None:
    submit(text, "def f(x):\n    return x * sheet['A']['codes'][0]")
    check.no_calls("f", {"workbook", "check"}, why="you write it yourself")


@pytest.mark.parametrize(
    "text",
    [
        "from workbook.check import references\nline = references.linear", "import workbook\nline = workbook",
        "from functools import partial\nfrom workbook.check.torch.references import linear\nline = partial(linear)",
        "from workbook.check.torch.references import linear\ndef line(x):\n    return linear(x)",
    ],
)  # fmt: skip
def test_the_kits_own_work_may_not(text: str, submit: Callable[..., None]) -> None:
    submit(text, "def f(x):\n    return line(x)")
    with pytest.raises(check.Failure, match="f uses workbook"):
        check.no_calls("f", {"workbook", "check"}, why="you write it yourself")
