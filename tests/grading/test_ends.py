"""A limit that is reached is told in plain words; what is killed from outside of the box is nobody's zero."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.grading.lesson import cell, master, submit
from workbook.classroom import tasks
from workbook.grading import engine
from workbook.grading.ends import Killed
from workbook.grading.engine import grade
from workbook.grading.model import Master, Result
from workbook.grading.template import handle as warm


def lesson(**limits: float) -> Master:
    return master(
        cell("answer", "one", "a = 1"),
        cell("tests", "one-tests", "assert a == 1", 1),
        cell("markdown", "task", "## T2 · Two"),
        cell("answer", "two", "def two():\n    return 2"),
        cell("tests", "two-tests", "assert two() == 2", 1),
        cell("answer", "three", "c = 3"),
        cell("tests", "three-tests", "assert a + c == 4", 1),
        **{"seconds": 5, **limits},
    )


SLOW = "import time\ntime.sleep(0.6)\ndef two():\n    return 2"


def kill_from_outside(times: int, find: Callable[[psutil.Process], list[psutil.Process]]) -> threading.Thread:
    """Kill what *find* finds below the template, so many times, while a submission is graded."""
    template = psutil.Process(warm.default.get(None, ())._process.pid)

    def kill() -> None:
        left, seen, until = times, set(), time.monotonic() + 20
        while left and time.monotonic() < until:
            time.sleep(0.3)
            try:
                found = [process for process in find(template) if process.pid not in seen]
            except psutil.NoSuchProcess:
                continue
            for process in found[:1]:
                seen.add(process.pid)
                process.kill()
                left -= 1

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def boxed(bubblewrap: psutil.Process, first: bool) -> list[psutil.Process]:
    """The processes in boxes, below bubblewrap, its own child, and the template: each box's first one, or others."""
    below = [box for inner in bubblewrap.children() for template in inner.children() for box in template.children()]
    status = {process: Path(f"/proc/{process.pid}/status").read_text(encoding="ascii") for process in below}
    return [
        process for process in below if status[process].partition("NSpid:")[2].split("\n")[0].endswith("\t1") == first
    ]


def boxes(bubblewrap: psutil.Process) -> list[psutil.Process]:
    """The first processes of the boxes."""
    return boxed(bubblewrap, first=True)


def answers(bubblewrap: psutil.Process) -> list[psutil.Process]:
    """The processes that run answers."""
    return boxed(bubblewrap, first=False)


def outcomes(result: Result) -> list[str]:
    return [test.outcome for test in result.tests]


def test_an_answer_that_is_killed_once_from_outside_loses_nothing() -> None:
    the_lesson = lesson()
    grade(submit(the_lesson), the_lesson)
    thread = kill_from_outside(1, answers)
    result = grade(submit(the_lesson, one="a = 1", two=SLOW, three="c = 3"), the_lesson)
    thread.join()
    assert outcomes(result) == ["passed", "passed", "passed"]


def test_a_box_that_is_killed_again_and_again_ends_in_a_named_problem_and_no_grade() -> None:
    the_lesson = lesson()
    thread = kill_from_outside(2, boxes)
    handed_in = tasks.HandedIn("ada", "99-fake", {"1-fake": submit(the_lesson, two=SLOW).notebook})
    made = tasks.work(tasks.Task(handed_in, {"1-fake": the_lesson}, {"1-fake": ""}))
    thread.join()
    assert made.results == {}
    assert "killed from outside; has the machine run out of memory?" in made.problems[0].message


def test_an_answer_that_is_killed_while_the_machine_has_no_memory_left_gets_no_grade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = iter([3, 4])
    monkeypatch.setattr(engine, "kills_for_memory", lambda: next(counts))
    the_lesson = lesson()
    with pytest.raises(Killed):
        grade(submit(the_lesson, two="import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"), the_lesson)


def test_an_answer_that_kills_itself_each_time_is_stopped_and_the_others_are_graded() -> None:
    the_lesson = lesson()
    kills = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    result = grade(submit(the_lesson, one="a = 1", two=kills, three="c = 3"), the_lesson)
    assert outcomes(result) == ["passed", "stopped", "passed"]
    assert result.tests[1].message == "stopped in exercise T2 · Two: its process was killed"


LOOP = "while True: pass"
FORKS = "import os\nfor _ in range(500):\n    if os.fork() == 0:\n        import time; time.sleep(9)"
HOARDS = "import time\nfor _ in range(3):\n    if os.fork() == 0:\n        hoard = b'x' * (300 << 20)\n        time.sleep(9)\ntime.sleep(9)"
FILLS = "with open('/tmp/big', 'wb') as file:\n    while True: file.write(bytes(1 << 20))"


@pytest.mark.parametrize(
    ("answer", "outcome", "message"),
    [
        (LOOP, "stopped", "stopped after 1 s in exercise T2 · Two"),
        (f"def two():\n    {LOOP}", "stopped", "stopped after 1 s in exercise T2 · Two"),
        ("hoard = [bytes(1 << 20) for _ in range(4000)]", "failed", "The limit of 400 MB of memory was reached."),
        ("def two(): return bytes(500 << 20)", "failed", "The limit of 400 MB of memory was reached."),
        ("import numpy\nx = numpy.ones(1 << 30)", "failed", "The limit of 400 MB of memory was reached."),
        (f"import os\n{HOARDS}", "stopped", "stopped in exercise T2 · Two: it needed more than 400 MB of memory"),
        (FORKS, "failed", "The limit of 30 processes and threads was reached."),
        ("import threading, time\nfor _ in range(99): threading.Thread(target=time.sleep, args=(9,)).start()", "failed",
         "The limit of 30 processes and threads was reached."),
        (FILLS, "failed", "The limit of 16 MB on disk (or of their number of files) was reached."),
        ("files = [open('/dev/null') for _ in range(2000)]", "failed", "The limit of 1024 open files was reached."),
        ("import ctypes\nctypes.string_at(0)", "stopped", "its process crashed (segmentation fault)"),
        ("import os\nos.abort()", "stopped", "its process gave up (abort, often for want of memory)"),
    ],
)  # fmt: skip
def test_a_limit_is_told_in_plain_words_and_costs_one_exercise(answer: str, outcome: str, message: str) -> None:
    seconds = 1 if "after 1 s" in message else 20  # a busy machine needs its time
    the_lesson = lesson(seconds=seconds, memory_mb=400, processes=30, disk_mb=16, output_kb=32)
    result = grade(submit(the_lesson, one="a = 1", two=answer, three="c = 3"), the_lesson)
    assert outcomes(result) == ["passed", outcome, "passed"]
    assert message in result.tests[1].message


def test_an_answer_that_fills_the_memory_and_keeps_it_costs_no_other_exercise() -> None:
    the_lesson = lesson(memory_mb=400, seconds=20)
    keeps = "hoard, size = [], 1 << 24\nwhile size > 64:\n    try: hoard.append(bytearray(size))\n    except MemoryError: size //= 2\nraise MemoryError"
    result = grade(submit(the_lesson, one="a = 1", two=keeps, three="c = len(bytes(1 << 24)) // 5592405"), the_lesson)
    assert outcomes(result)[::2] == ["passed", "passed"]
    assert result.tests[1].points == 0
    assert "400 MB of memory" in result.tests[1].message


def test_output_beyond_the_limit_costs_nothing_and_the_cut_is_said() -> None:
    the_lesson = lesson(output_kb=32)
    prints = "for _ in range(10_000): print('x' * 100)\ndef two(): return 2"
    result = grade(submit(the_lesson, one="a = 1", two=prints, three="c = 3"), the_lesson)
    assert outcomes(result) == ["passed", "passed", "passed"]
    assert "[output cut after 32 KB]" in str(result.outputs["two"])
