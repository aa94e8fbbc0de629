"""What ends the answer process costs its own exercise, however often it happens; what ends ours costs nobody's points."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest

from tests.grading.lesson import cell, key, master, submit
from workbook.errors import EngineFault
from workbook.grading.engine import grade
from workbook.grading.model import Master
from workbook.grading.template import handle as warm

LETHAL = [
    "import os\nos._exit(3)",
    "import ctypes\nctypes.string_at(0)",
    "import os\nos.abort()",
    "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "def f{n}(): __import__('os')._exit(0)",
    "def f{n}(): __import__('ctypes').string_at(0)",
    "class Odd:\n    def __call__(self): __import__('os').abort()\nf{n} = Odd()",
]


def lesson(number: int, **limits: float) -> Master:
    cells = [
        part
        for n in range(number)
        for part in (
            cell("answer", f"a{n}", f"def f{n}(): return {n}"),
            cell("tests", f"t{n}", f"assert f{n}() == {n}", 1),
        )
    ]
    return master(*cells, **{"seconds": 20, **limits})


@pytest.mark.parametrize("seed", range(3))
def test_right_answers_keep_their_points_among_many_that_end_their_process(seed: int) -> None:
    generator = random.Random(seed)
    one = lesson(20)
    lethal = set(generator.sample(range(20), 12))
    answers = {
        f"a{n}": generator.choice(LETHAL).replace("{n}", str(n)) if n in lethal else f"def f{n}(): return {n}"
        for n in range(20)
    }
    result = grade(submit(one, **answers), one)
    assert [test.outcome for test in result.tests] == ["stopped" if n in lethal else "passed" for n in range(20)]
    assert all("in exercise" in test.message for test in result.tests if test.points == 0)


def test_cells_that_end_their_process_only_when_they_are_run_again_are_left_out_one_by_one() -> None:
    once = "import pathlib, os\nseen = pathlib.Path('/proc/self/stat').read_text()"
    one = lesson(30)
    again = "f{n} = lambda: {n}\nimport time, os\nif time.time() - {now} > 3: os._exit(1)"
    now = time.time()
    answers = {f"a{n}": again.replace("{n}", str(n)).replace("{now}", str(now)) for n in range(20)}
    answers["a20"] = "import time\ntime.sleep(3)\nimport os\nos._exit(1)"
    answers |= {f"a{n}": f"{once}\ndef f{n}(): return {n}" for n in range(21, 30)}
    result = grade(submit(one, **answers), one)
    assert [test.outcome for test in result.tests] == ["passed"] * 20 + ["stopped"] + ["passed"] * 9
    assert sum("could not be run again" in note for note in result.restored) == 20


def test_when_the_time_is_used_up_that_is_the_reason_told() -> None:
    one = lesson(12, seconds=2, total_seconds=4)
    answers = {f"a{n}": "import time\ntime.sleep(1)\nimport os\nos._exit(1)" for n in range(11)}
    result = grade(submit(one, a11="def f11(): return 11", **answers), one)
    last = result.tests[-1].message
    assert "the notebook's 4 s were used up" in last
    assert "started again" in last
    assert not any("too many" in test.message for test in result.tests)


def test_a_cell_that_the_notebook_s_end_cuts_off_is_told_so() -> None:
    one = lesson(1, seconds=20, total_seconds=2)
    result = grade(submit(one, a0="while True: pass"), one)
    assert result.tests[0].message == "stopped as the notebook's 2 s were used up in exercise a0"


@pytest.mark.parametrize("broken", [{"disk_mb": -1}, {"processes": -7}])
def test_a_box_that_cannot_be_made_is_the_engine_s_fault_and_no_answer_s(broken: dict[str, int]) -> None:
    one = lesson(2)
    one = dataclasses.replace(one, limits=dataclasses.replace(one.limits, **broken))
    with pytest.raises(EngineFault):
        grade(key(one), one)


def test_a_user_that_cannot_be_had_is_the_engine_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.Users, "take", lambda self: 2**32 - 1)
    one = lesson(2)
    with pytest.raises(EngineFault):
        grade(key(one), one)


def test_the_engine_goes_on_after_a_box_that_could_not_be_made() -> None:
    one = lesson(2)
    bad = dataclasses.replace(one, limits=dataclasses.replace(one.limits, disk_mb=-1))
    with pytest.raises(EngineFault):
        grade(key(bad), bad)
    assert grade(key(one), one).points == 2
