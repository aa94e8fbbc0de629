"""Observers are found in the kit's checks and the unit's own Python alone, and an answer gets nothing hidden by any import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.classroom.tiny import tiny_course
from tests.grading.test_house import LESSON, RIGHT, UNIT, master_of, submission
from workbook.course import Course, Unit, own_python
from workbook.grading.boundary import observers
from workbook.grading.engine import grade
from workbook.grading.sandbox import box
from workbook.own_python import importable


@pytest.fixture
def shop(tmp_path: Path) -> Course:
    """A fresh copy of the tiny course."""
    return tiny_course(tmp_path / "course")


@pytest.fixture
def shown(shop: Course, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unit]:
    """The unit, its own Python where the box would show it."""
    unit = shop.unit(UNIT)
    monkeypatch.setattr(box, "FILES", unit.source)
    observers.may_observe.cache_clear()
    yield unit
    observers.may_observe.cache_clear()


def test_observers_of_the_checks_and_of_the_unit_are_found(shown: Unit) -> None:
    assert callable(observers.observer("workbook.check.torch.observe:observe_layer"))
    with importable(shown):
        assert observers.observer("shops:called_twice").__module__ == "shops"


ELSEWHERE = [
    "os:system", "subprocess:run", "hidden:truth", "hidden.truth:total", "workbook:check", "workbook.check:beside",
    "workbook.checks.calls:outcome", "workbook.grading.boundary.answer_side:serve", "workbook.check.:x", "workbook.check.calls", "__main__:total",
    "builtins:eval", "instructor.hidden.truth:total", "", ":", ".:x", "..shops:x", "shops/:x", "/unit/shops:x", "shops:prices",
]  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_no_other_name_is_followed(shown: Unit, name: str) -> None:
    with importable(shown), pytest.raises(LookupError):
        observers.observer(name)


@given(st.text(max_size=30) | st.from_regex(r"[a-z_]{1,8}(\.[a-z_]{1,8}){0,3}", fullmatch=True))
def test_a_module_may_observe_only_if_it_is_a_check_or_the_units_own(module: str) -> None:
    """No unit is shown here, so that there is nothing but the checks."""
    assert not observers.may_observe(module) or module.startswith("workbook.check.")


@pytest.mark.parametrize("name", ["os:getcwd", "hidden.truth:total", "workbook.course:own_python"])
def test_such_a_name_is_refused_where_the_answer_runs(shop: Course, name: str) -> None:
    master = master_of(shop)
    for cell in master.source["cells"]:
        if cell["id"] == "takings-tests":
            cell["source"] = f"""
import sys
takings([])
try:
    sys.modules["workbook.check.observers"]._channel({name!r}, (), {{}})
except Exception as error:
    said = str(error)
assert "is no observer" in said, said
"""
    result = grade(submission(shop, RIGHT), master)
    assert [test.message for test in result.tests if test.points < test.max_points] == []


WAYS = {
    "by its name": "from hidden import truth",
    "as a module": "import hidden.truth as truth",
    "by importlib": "import importlib; importlib.import_module('hidden.truth')",
    "among the loaded": "import sys; sys.modules['hidden.truth']",
    "through the kit": "from workbook.check import causes; causes.hidden('truth').total",
    "as an observer's module": "from workbook.grading import observers; observers.observer('hidden.truth:total')",
    "from a place of its own": "import sys; sys.path.append('/tests-only'); import hidden.truth",
    "through the unit's own Python": "import shops; shops.hidden",
}


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_that_imports_what_is_hidden_loses_its_points(shop: Course, way: str) -> None:
    result = grade(submission(shop, f"{WAYS[way]}\n{RIGHT}"), master_of(shop))
    assert result.points == 0, way


def test_no_module_of_the_units_own_imports_what_is_hidden_but_late(shop: Course) -> None:
    """Where an answer runs it would not be there; a module that names it at its top could not be imported at all."""
    lesson = shop.unit(UNIT).lesson(LESSON)
    assert [path.name for path in own_python(lesson.unit.source)] != []
    for path in own_python(lesson.unit.source):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not any(line.startswith(("from hidden", "import hidden")) for line in lines)
