"""An answer can't import what checks compare with; observers and the checks' own work go on."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from types import ModuleType

import pytest

from tests.conftest import ROOT
from tests.grading.lesson import cell, master, submit
from workbook import check
from workbook.grading import oracles
from workbook.grading.engine import grade
from workbook.grading.model import Result

CELLS = [
    cell("read-only", "setup", "from workbook import check"),
    cell("answer", "times", "def times(tasks):\n    ### BEGIN SOLUTION\n    return 3\n    ### END SOLUTION"),
    cell(
        "tests",
        "times-tests",
        "from workbook.check import changes\nassert changes.database\nassert times({'a': (3, [])}) == 3",
        2,
    ),
    cell("tests", "seen", "assert check.inputs_after(times, [{'a': (3, [])}]) == [{'a': (3, [])}]", 1),
]
REFUSED = "holds the course's reference answers"


def graded(answer: str) -> Result:
    lesson = master(*CELLS, seconds=5)
    return grade(submit(lesson, times=answer), lesson)


@pytest.mark.parametrize(
    "way",
    [
        "from workbook.check.changes import database",
        "from workbook.check import changes",
        "import workbook.check.changes as changes",
        "import importlib\n    importlib.import_module('workbook.check.changes')",
        "import sys\n    from workbook.check import layer\n    sys.modules['workbook.check.changes']",
    ],
)
def test_an_answer_that_imports_the_reference_loses_its_points(way: str) -> None:
    result = graded(f"def times(tasks):\n    {way}\n    return 3")
    assert [test.points for test in result.tests] == [0, 0]
    assert REFUSED in result.tests[0].message


@pytest.mark.parametrize("name", ["boxes", "loops", "preprocessing"])
def test_modules_that_the_package_has_loaded_are_closed_too(name: str) -> None:
    result = graded(f"from workbook.check import {name}\ndef times(tasks):\n    return 3")
    assert REFUSED in str([output for outputs in result.outputs.values() for output in outputs])
    assert result.points == 0


def test_an_honest_answer_is_graded_and_observed_as_before() -> None:
    assert graded("def times(tasks):\n    return 3").points == 3


def test_every_other_module_of_the_checks_is_closed() -> None:
    known = {module.name for module in pkgutil.iter_modules(check.__path__)}
    assert known >= oracles.OPEN
    assert {name for name in known if not oracles.closed(f"workbook.check.{name}")} == oracles.OPEN
    assert not oracles.closed("workbook.check")
    assert not oracles.closed("workbook.checkers.changes")


@pytest.mark.parametrize(
    "way", ["from workbook.notebook import detection", "import workbook.notebook.detection as detection"]
)
def test_cells_see_of_a_figure_only_what_draws_it(way: str) -> None:
    drawn = graded(f"{way}\ndetection.overlap_cases()\ndef times(tasks):\n    return 3")
    assert drawn.points == 3
    computed = graded(f"{way}\ndef times(tasks):\n    return detection.measures([0, 0, 3, 1], [0, 0, 3, 1])['union']")
    assert computed.points == 0
    assert "has no attribute 'measures'" in computed.tests[0].message


def test_every_figure_of_a_lesson_is_among_those_that_cells_see() -> None:
    used: set[tuple[str, str]] = set()
    for text in (ROOT / "source").glob("*/instructor/*.py"):
        source = text.read_text(encoding="utf-8")
        for line in re.findall(r"from workbook\.notebook import (.*)", source):
            for module in line.split(", "):
                used |= {(module, name) for name in re.findall(rf"\b{module}\.(\w+)\(", source)}
    assert ("detection", "overlap") in used
    for module, name in used:
        assert hasattr(oracles.shown(importlib.import_module(f"workbook.notebook.{module}")), name), (module, name)


def test_an_answer_sees_its_sheet_of_the_coding_test_and_no_loop_without_faults() -> None:
    own = "check.exam.sheet('one', check.exam.SAMPLE, 'C')"
    assert graded(f"def times(tasks):\n    return 3 if {own} else 0").points == 3
    result = graded("def times(tasks):\n    return 3 if check.exam._loops.text('one') else 0")
    assert result.points == 0
    assert "_loops" in result.tests[0].message


def test_modules_are_surveyed_again_only_when_some_came_or_went(monkeypatch: pytest.MonkeyPatch) -> None:
    fence = oracles._Fence()
    monkeypatch.setattr(oracles, "_fence", fence)
    oracles.survey()
    known = fence._surveyed
    oracles.resurvey()
    assert fence._surveyed is known
    monkeypatch.setitem(sys.modules, "workbook.check.late", ModuleType("workbook.check.late"))
    oracles.resurvey()
    assert "workbook.check.late" in fence._surveyed[1]
