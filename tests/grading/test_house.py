"""A unit's own Python is the master's for both processes; its package ``hidden`` is there for test processes alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.tiny import tiny_course
from tests.conftest import ROOT
from tests.grading import stock
from workbook.course import Course, hidden_beside
from workbook.grading import kernel
from workbook.grading.digest import of_master
from workbook.grading.engine import grade
from workbook.grading.masters import load_master
from workbook.grading.model import Master, Result, Submission
from workbook.grading.template import handle as warm
from workbook.grading.template import unit_files

UNIT, LESSON = "01-shop", "1-takings"
RIGHT = "def takings(sales):\n    return sum(prices[good] * pieces for good, pieces in sales)\n"
SECRET = "the-planted-truth"


@pytest.fixture
def shop(tmp_path: Path) -> Course:
    """A fresh copy of the tiny course."""
    return tiny_course(tmp_path / "course")


def master_of(course: Course) -> Master:
    return load_master(course.unit(UNIT).lesson(LESSON))


def submission(course: Course, answer: str) -> Submission:
    notebook = json.loads(course.unit(UNIT).lesson(LESSON).release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "takings":
            cell["source"] = answer
    return Submission("student", json.dumps(notebook).encode())


def outputs(result: Result) -> str:
    return "".join(str(output.get("text", output)) for output in result.outputs["takings"])


def test_hidden_tests_import_what_the_answer_cannot(shop: Course) -> None:
    result = grade(submission(shop, RIGHT), master_of(shop))
    assert [test.points for test in result.tests] == [4]
    result = grade(submission(shop, f"import hidden.truth\n{RIGHT}"), master_of(shop))
    assert result.points == 0
    assert "No module named 'hidden'" in outputs(result)


_EVERYWHERE = r"""
import glob, importlib, os, sys
FOUND = []

def look(path):
    try:
        if os.path.isdir(path):
            names = sorted(os.listdir(path))
            if "hidden" in names or "truth.py" in names:
                FOUND.append(f"{path} lists {names}")
                for name in names[:50]:
                    look(os.path.join(path, name))
        elif "the-planted" + "-truth" in open(path, errors="replace").read(1 << 22):
            FOUND.append(f"{path} holds it")
    except (OSError, ValueError):
        pass

for root in ("", "/proc/self/root", "/proc/1/root", "/proc/1/cwd/..", "/proc/self/cwd/../..", "/proc/thread-self/root"):
    for place in ("/", "/tests-only", "/tests-only/hidden", "/unit", "/unit/instructor", "/unit/hidden", "/box", "/box/work",
                  "/tests-only/hidden/truth.py", "/tests-only/hidden/__pycache__", "/oldroot", "/newroot"):
        look(root + place)
for folder in glob.glob("/proc/[0-9]*") + ["/proc/self"]:
    for file in glob.glob(folder + "/fd/*"):
        look(file)
    for name in ("environ", "cmdline", "mountinfo"):
        look(folder + "/" + name)
for number in range(3, 1024):
    try:
        os.lseek(number, 0, 0)
        if b"planted-truth" in os.read(number, 1 << 20):
            FOUND.append(f"descriptor {number}")
    except OSError:
        pass
for place in ("/tests-only", "/hidden", "/", "/unit/instructor", "/proc/1/root/tests-only", "/proc/self/root/tests-only"):
    sys.path.insert(0, place)
    for name in ("hidden.truth", "hidden", "truth"):
        for known in [known for known in sys.modules if known.partition(".")[0] in ("hidden", "truth")]:
            del sys.modules[known]
        try:
            if getattr(importlib.import_module(name), "__file__", None):
                FOUND.append(f"import {name} from {place}")
        except ImportError:
            pass
if any(name.partition(".")[0] == "hidden" for name in sys.modules if getattr(sys.modules[name], "__file__", None)):
    FOUND.append("in sys.modules")

import re
needle = re.compile(b"the-plante[d]-truth-o[f]")  # which is no such text itself
for line in open("/proc/self/maps"):
    begin, end = (int(part, 16) for part in re.match(r"(\w+)-(\w+) r", line).groups()) if " r" in line else (0, 0)
    if end and "[v" not in line:
        with open("/proc/self/mem", "rb", 0) as memory:
            try:
                memory.seek(begin)
                if needle.search(memory.read(end - begin)):
                    FOUND.append("in memory: " + line)
            except (OSError, ValueError, OverflowError):
                pass
print("searched", len(FOUND), FOUND[:5])
"""


@pytest.mark.parametrize("times", [1, 4])
def test_an_answer_finds_nothing_hidden_anywhere(shop: Course, times: int) -> None:
    """Also not when a branch has tried the tests on the key before: from the third submission on."""
    master = master_of(shop)
    for _ in range(times):
        result = grade(submission(shop, _EVERYWHERE + RIGHT), master)
        assert "searched 0 []" in outputs(result), outputs(result)
        assert result.points == 4


def test_the_same_search_finds_what_is_left_where_tests_run(shop: Course) -> None:
    """Or the test above would prove nothing."""
    master = master_of(shop)
    for cell in master.source["cells"]:
        if cell["id"] == "takings-tests":
            cell["source"] = f"import hidden.truth\n{_EVERYWHERE}\nassert not FOUND, FOUND"
    result = grade(submission(shop, RIGHT), master)
    told = result.tests[0].message
    assert result.points == 0
    assert all(words in told for words in ("/tests-only/hidden/truth.py holds it", "import hidden"))


def test_the_template_never_loads_what_tests_had_to_load(shop: Course) -> None:
    master = master_of(shop)
    for _ in range(4):
        assert grade(submission(shop, RIGHT), master).points == 4
    template = warm.default.get(master.files, (), master.hidden)
    assert template.request({"do": "load", "modules": ["hidden", "hidden.truth", "shops"]})["missing"] == [
        "hidden",
        "hidden.truth",
    ]


_ALTERED = "def prices():\n    return {'tea': 0.0, 'apples': 0.0, 'bread': 0.0}\n"


def test_a_students_module_of_the_same_name_takes_no_ones_place(shop: Course) -> None:
    altered = f"open('shops.py', 'w').write({_ALTERED!r})\nimport sys; sys.modules.pop('shops', None)\nimport shops\n"
    result = grade(submission(shop, f"{altered}print('from', shops.__file__)\n{RIGHT}"), master_of(shop))
    assert "from /unit/shops.py" in outputs(result)
    assert result.points == 4


def test_what_the_answer_does_to_the_unit_in_its_own_process_changes_no_test(shop: Course) -> None:
    cheat = "import shops\nshops.prices = dict\nshops.called_twice = lambda *given: [8.0, 8.0]\ndef takings(sales): return 0.0\n"
    assert grade(submission(shop, cheat), master_of(shop)).points == 0


def test_a_saved_module_is_seen_by_the_next_submission(shop: Course) -> None:
    master = master_of(shop)
    assert grade(submission(shop, RIGHT), master).points == 4
    truth = shop.unit(UNIT).hidden_folder / "truth.py"
    truth.write_text(truth.read_text(encoding="utf-8").replace("return total", "return total + 1"), encoding="utf-8")
    assert grade(submission(shop, RIGHT), master).points == 2
    assert of_master(master) != of_master(master_of(tiny_course(shop.root.parent / "another")))


def test_the_digest_covers_own_and_hidden_python(shop: Course) -> None:
    before = of_master(master_of(shop))
    for path in (shop.unit(UNIT).source / "shops.py", shop.unit(UNIT).hidden_folder / "days.py"):
        path.write_text(path.read_text(encoding="utf-8") + "\n# one more line\n", encoding="utf-8")
        after = of_master(master_of(shop))
        assert after != before
        before = after


def test_modules_behind_hidden_ones_are_imported_ahead(shop: Course) -> None:
    cells = ("from hidden import days\nimport json",)
    assert unit_files.imported(cells, shop.unit(UNIT).hidden, ()) == (
        "__future__",
        "random",
        "shops",
        "workbook",
        "json",
    )


def test_an_ordinary_kernel_gives_the_same_points(shop: Course) -> None:
    assert kernel.grade(submission(shop, RIGHT), master_of(shop)).points == 4
    assert kernel.grade(submission(shop, "def takings(sales):\n    return 8.0\n"), master_of(shop)).points == 2


@pytest.mark.parametrize("place", ["source/01-shop", "work/01-shop", "autograded/ann/01-shop"])
def test_hidden_is_found_from_every_place_where_notebooks_lie(shop: Course, place: str) -> None:
    folder = shop.root / place
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "shops.py").exists():  # as nbgrader copies it into autograded/
        shutil.copy(shop.unit(UNIT).source / "shops.py", folder / "shops.py")
        shutil.copytree(shop.unit(UNIT).source / "data", folder / "data")
    (folder / "hidden.py").write_text("raise RuntimeError('a module of the student')\n", encoding="utf-8")
    code = "import workbook, hidden.truth; print(hidden.truth.SECRET)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.stdout.startswith(SECRET), ran.stderr


def test_stock_nbgrader_gives_the_same_points(shop: Course) -> None:
    """With this course's settings: hidden tests find their package, and the unit's own Python is the master's."""
    lesson = shop.unit(UNIT).lesson(LESSON)
    numbers = {f"student-{number}": number for number in range(stock.rounds(lesson))}
    for student, number in numbers.items():
        stock.hand_in(shop, student, lesson, stock.mixture(lesson, number))
        (shop.submitted / student / UNIT / "shops.py").write_text(_ALTERED, encoding="utf-8")
    ran = stock.run(shop, UNIT)
    master = master_of(shop)
    for student in numbers:
        notebook = (shop.submitted / student / UNIT / f"{LESSON}.ipynb").read_bytes()
        ours = grade(Submission(student, notebook), master)
        assert ran.points[student, LESSON, "takings-tests"] == ours.points, ran.log
    assert {4.0, 2.0, 0.0} <= set(ran.points.values())


def test_nothing_hidden_is_found_outside_of_a_course(tmp_path: Path) -> None:
    (tmp_path / UNIT).mkdir()
    assert hidden_beside(tmp_path / UNIT) is None
    assert hidden_beside(tmp_path) is None
