"""What a template imports is the master's business: no submission adds a module to it, or takes the room of another."""

from __future__ import annotations

import time

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.grading import run
from workbook.grading.engine import grade
from workbook.grading.model import Master
from workbook.grading.template import branches
from workbook.grading.template import handle as warm

ODD = [
    "def f(x): return x",  # what the test imports hangs on what the answer gives
    "import colorsys, mailbox, this\ndef f(x): return 'mailbox'",
    "class F:\n    def __call__(self, x):\n        import mailbox\n        return 'mailbox'\nf = F()",
    "import sys, types\nfor n in range(5000): sys.modules[f'made_{n}'] = types.ModuleType(f'made_{n}')\ndef f(x): return 'mailbox'",
    "open('mailbox2.py', 'w').write('raise SystemExit')\nimport mailbox2\ndef f(x): return 'mailbox2'",
]


def lesson() -> Master:
    return master(
        cell("answer", "a", "def f(x): return 'colorsys'"),
        cell(
            "tests",
            "t",
            "import importlib\nname = str(f(1))\ntry:\n    importlib.import_module(name)\nexcept ImportError:\n    pass\n"
            "import time\nuntil = time.process_time() + 0.2\nwhile time.process_time() < until: pass\n"
            "assert name == 'colorsys'",
            1,
        ),
    )


def learnt(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What any template is asked to import, from now on."""
    asked: list[str] = []
    load = warm.Server.load

    def noted(self: warm.Server, modules: list[str], later: bool = False) -> None:
        modules = list(modules)
        asked.extend(modules if later else [])
        load(self, modules, later)

    monkeypatch.setattr(warm.Server, "load", noted)
    return asked


def test_no_answer_adds_to_what_a_template_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    warm.default.drop(None)
    asked = learnt(monkeypatch)
    one = lesson()
    for odd in ODD * 2:
        grade(submit(one, a=odd), one)
    assert "mailbox" not in asked
    assert not [name for name in asked if name.startswith(("made_", "mailbox"))]
    assert asked == [] or "colorsys" in asked  # the key's run


def test_what_the_key_s_run_imports_is_learnt_and_nothing_else_is_whoever_comes_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = learnt(monkeypatch)
    one = lesson()
    found = []
    for before in ([key(one)] * branches.AFTER, [submit(one, a=odd) for odd in ODD[: branches.AFTER]]):
        warm.default.drop(None)
        asked.clear()
        for handed_in in [*before, key(one)]:
            grade(handed_in, one)
        found.append(sorted(asked))
    assert found[0] == found[1]
    assert "colorsys" in found[0]


def test_the_list_is_bounded_and_holds_names_of_modules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = learnt(monkeypatch)
    names = [f"module_{n}" for n in range(10_000)] + ["a b", "../x", "", "x" * 1000, 7, None, b"os", ["os"], "é"]
    monkeypatch.setattr(run.Run, "_ask_test", lambda self, request, deadline: {"modules": names[::-1]})

    class Template:
        load = warm.Server.load
        loaded: set[str] = set()  # noqa: RUF012
        request = staticmethod(lambda request: {})

    class Alive:
        ended = None

    one = run.Run.__new__(run.Run)
    one._template = Template()  # type: ignore[assignment]
    one._pair = run._Pair(Alive(), Alive())  # type: ignore[arg-type]
    one._learn()
    assert len(asked) == run.MOST_MODULES
    assert all(isinstance(name, str) and name.isidentifier() and len(name) <= 200 for name in asked)


def test_the_template_itself_has_only_what_the_key_needs() -> None:
    """Seen from a cell: what a later submission finds imported."""
    warm.default.drop(None)
    one = lesson()
    for odd in ODD:
        grade(submit(one, a=odd), one)
    time.sleep(0.5)  # in which the template has nothing else to do
    result = grade(submit(one, a="import sys\nprint('mailbox' in sys.modules, 'made_1' in sys.modules)"), one)
    assert result.outputs["a"][0]["text"] == "False False\n"
