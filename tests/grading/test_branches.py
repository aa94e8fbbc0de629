"""Test processes that are forked from a branch, where the tests were tried on the key, judge as others do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.grading.engine import grade
from workbook.grading.model import Master, Result
from workbook.grading.template import branches
from workbook.grading.template import handle as warm


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    warm.default.drop(None)
    yield
    warm.default.drop(None)


def lesson(*tests: str, name: str = "two") -> Master:
    """A lesson whose answer is a function that gives 2."""
    cells = [cell("tests", f"tests-{number}", text, 1) for number, text in enumerate(tests)]
    return master(cell("answer", "answer", f"def {name}():\n    return 2"), *cells)


def known() -> list[Any]:
    return list(warm.default.get(None, ()).branches)


def outcomes(result: Result) -> list[tuple[str, str]]:
    return [(test.outcome, test.message) for test in result.tests]


def graded_often(one: Master, **answers: str) -> list[list[tuple[str, str]]]:
    """What the same submission gets before and after there is a branch."""
    found = [outcomes(grade(submit(one, **answers), one)) for _ in range(branches.AFTER + 3)]
    assert known()[-1].branch is not None
    return found


@pytest.mark.parametrize(
    "answer", ["def two():\n    return 2", "def two():\n    return 3", "1 / 0", "import os; os._exit(1)"]
)
def test_a_branch_judges_as_the_template_did(answer: str) -> None:
    one = lesson("assert two() == 2", "assert two() + 1 == 3, 'one more is three'")
    first, *others = graded_often(one, answer=answer)
    assert others == [first] * len(others)


def test_there_is_no_branch_until_a_lesson_has_been_graded_a_few_times() -> None:
    one = lesson("assert two() == 2")
    for _ in range(branches.AFTER):
        grade(key(one), one)
        assert known()[-1].branch is None
    grade(key(one), one)
    assert known()[-1].branch is not None


def test_there_is_no_branch_where_the_answer_takes_nearly_all_of_the_time() -> None:
    one = lesson("import time\ntime.sleep(0.5)\nassert two() == 2")
    for _ in range(branches.AFTER + 2):
        assert grade(key(one), one).points == 1
    assert known()[-1].branch is None


def test_names_that_the_keys_tests_defined_are_gone() -> None:
    one = lesson("assert 'mark' not in globals()\nmark = two()", "assert mark == 2")
    assert graded_often(one, answer="def two():\n    return 2")[-1] == [("passed", "")] * 2


def test_random_numbers_are_those_of_the_first_submission() -> None:
    one = lesson("import random\nprint(random.random())\nassert two() == 2")
    printed = [grade(key(one), one).outputs["tests-0"] for _ in range(branches.AFTER + 3)]
    assert known()[-1].branch is not None
    assert printed == [printed[0]] * len(printed)


def test_what_a_module_keeps_from_the_key_is_there_for_others() -> None:
    text = "import workbook.check as check\nprint(hasattr(check, 'tried'))\ncheck.tried = True\nassert two() == 2"
    one = lesson(text)
    printed = [grade(key(one), one).outputs["tests-0"][0]["text"].strip() for _ in range(branches.AFTER + 2)]
    assert printed == ["False"] * branches.AFTER + ["True"] * 2


def test_an_answer_finds_the_released_cells_compiled_and_no_test() -> None:
    later, test = "later = 1 + 1\n", "assert two() == 2\n"
    one = master(
        cell("answer", "answer", "two = 2"), cell("tests", "tests-0", test, 1), cell("read-only", "later", later)
    )
    answer = (
        "def two():\n    return 2\n"
        "parse = get_ipython().compile.ast_parse\n"
        f"print([hasattr(parse(text).body[0], '_compiled') for text in ({later!r}, {test!r})])"
    )
    printed = [
        grade(submit(one, answer=answer), one).outputs["answer"][0]["text"].strip() for _ in range(branches.AFTER + 2)
    ]
    assert printed == ["[False, False]"] * branches.AFTER + ["[True, False]"] * 2


@pytest.mark.parametrize(
    "text",
    ["return 1", "1 +", "%%bash\necho one", "await later()", "", "print(1 is 1)", "x = 1\n" * 60_000],
    ids=["return", "half", "bash", "await", "empty", "warns", "long"],
)
def test_whatever_is_released_can_be_read(text: str) -> None:
    one = master(
        cell("answer", "answer", "two = 2"),
        cell("tests", "tests-0", "assert two == 2", 1),
        cell("plain", "odd", text),
    )
    results = [grade(key(one), one) for _ in range(branches.AFTER + 2)]
    assert [result.points for result in results] == [1] * len(results)
    assert len({str(result.outputs.get("odd")) for result in results}) == 1


def test_a_future_statement_of_one_lesson_is_none_of_anothers() -> None:
    future = cell("read-only", "later", "from __future__ import annotations")
    one = master(cell("answer", "answer", "two = 2"), cell("tests", "tests-0", "assert two == 2", 1), future)
    for _ in range(branches.AFTER + 2):
        grade(key(one), one)
    other = lesson("assert two() == 2")
    assert grade(submit(other, answer="def two(x: unknown = 1):\n    return 2"), other).points == 0


@pytest.mark.parametrize(
    "text",
    [
        "open('made.txt', 'w').write('x')\nassert two() == 2",  # outside of a box there is nowhere to write
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nassert two() == 2",
        "import subprocess\nleft = subprocess.Popen(['sleep', '60'])\nassert two() == 2",
    ],
)
def test_tests_that_cannot_be_tried_outside_a_box_go_on_without_a_branch(text: str) -> None:
    one = lesson(text)
    for _ in range(branches.AFTER + 3):
        assert grade(key(one), one).points == 1
    assert known()[-1].branch is None
    assert len(branch_processes()) == 0


def test_a_key_whose_tests_never_end_is_stopped_and_forgotten() -> None:
    one = master(
        cell("answer", "answer", "x = 1"),
        cell("tests", "tests-0", "while x == 1:\n    pass", 1),
        seconds=1,
    )
    for _ in range(branches.AFTER + 2):
        assert grade(submit(one, answer="x = 2"), one).points == 1
    assert known()[-1].branch is None
    assert len(branch_processes()) == 0


def branch_processes() -> list[psutil.Process]:
    """The processes that the template has forked, when nothing is being graded."""
    outer = psutil.Process(warm.default.get(None, ())._process.pid)
    return [below for inner in outer.children() for template in inner.children() for below in template.children()]


def test_the_branch_that_was_used_least_lately_ends_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branches, "MOST", 1)
    for one in (lesson("assert two() == 2"), lesson("assert two() != 3")):
        for _ in range(branches.AFTER + 1):
            assert grade(key(one), one).points == 1
    assert len(known()) == 1
    assert len(branch_processes()) == 1


def test_another_seed_is_tried_anew() -> None:
    one = lesson("import os\nassert two() == 2\nprint(os.environ['WORKBOOK_SEED'])")
    for seed in (1, 2):
        for _ in range(branches.AFTER + 2):
            assert grade(key(one), one, seed=seed).outputs["tests-0"][0]["text"].strip() == str(seed)
    assert [entry.seed for entry in known()] == [1, 2]


def test_a_killed_branch_costs_nobody_points() -> None:
    one = lesson("assert two() == 2")
    for _ in range(branches.AFTER + 2):
        grade(key(one), one)
    (branch,) = branch_processes()
    branch.kill()
    assert grade(key(one), one).points == 1


def test_an_answer_process_never_comes_from_a_branch() -> None:
    one = master(
        cell("answer", "answer", "import workbook.check as check\ntried = hasattr(check, 'tried')"),
        cell("tests", "tests-0", "from workbook import check\ncheck.tried = True\nassert tried is False", 1),
    )
    assert [grade(key(one), one).points for _ in range(branches.AFTER + 3)] == [1] * (branches.AFTER + 3)
    assert known()[-1].branch is not None
