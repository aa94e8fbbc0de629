"""Units' own tests are found beside their text, each with its own unit's Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.tiny import tiny_course
from tests.conftest import ROOT
from workbook.authoring.pytest_units import unit_of_test
from workbook.course import Course, Unit
from workbook.own_python import importable


@pytest.fixture
def two_shops(tmp_path: Path) -> Course:
    """A course in which two units have modules, a hidden package and tests of the same names."""
    course = tiny_course(tmp_path / "course")
    shop, other = course.unit("01-shop"), course.source / "02-other"
    shutil.copytree(shop.source, other)
    (other / "shops.py").write_text(
        '"""Another shop."""\n\n\ndef prices():\n    return {"nails": 1.0}\n', encoding="utf-8"
    )
    (other / "instructor" / "hidden" / "days.py").write_text("NUMBER = 7\n", encoding="utf-8")
    tests = other / "instructor" / "tests" / "test_days.py"
    tests.write_text(
        "import shops\nfrom hidden import days\n\n\ndef test_other():\n"
        "    import hidden.days as late\n"
        "    assert list(shops.prices()) == ['nails'] and days.NUMBER == 7 and late is days\n",
        encoding="utf-8",
    )
    return Course(course.root)


def run(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)


def test_units_with_the_same_names_are_tested_in_one_process(two_shops: Course) -> None:
    ran = run(two_shops, "source")
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout


def test_a_units_test_fails_when_its_module_is_wrong(two_shops: Course) -> None:
    (two_shops.unit("02-other").source / "shops.py").write_text("def prices():\n    return {}\n", encoding="utf-8")
    ran = run(two_shops, "source")
    assert "1 failed, 1 passed" in ran.stdout


def test_what_was_imported_for_a_unit_is_put_away_and_comes_back(two_shops: Course) -> None:
    shop, other = two_shops.unit("01-shop"), two_shops.unit("02-other")
    before = list(sys.path), dict(os.environ), {name for name in sys.modules if name in ("shops", "hidden")}
    with importable(shop):
        import shops
        from hidden import truth
    with importable(other):
        import shops as others

        with pytest.raises(ImportError):
            from hidden import nothing  # noqa: F401
    with importable(shop):
        import shops as again

        assert again is shops
        assert sys.modules["hidden.truth"] is truth
    assert others is not shops
    assert (list(sys.path), dict(os.environ), {n for n in sys.modules if n in ("shops", "hidden")}) == before


def test_only_a_units_own_tests_are_taken_for_such(two_shops: Course) -> None:
    shop = two_shops.unit("01-shop")
    assert unit_of_test(shop.tests / "test_days.py") == Unit(two_shops, "01-shop")
    assert unit_of_test(ROOT / "tests" / "authoring" / "test_build.py") is None
    assert unit_of_test(Path("/tests/test_x.py")) is None
