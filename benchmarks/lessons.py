"""What grading each lesson's key costs in the warm engine, and where it goes; beside stock nbgrader if asked.

    python -m benchmarks.lessons [UNIT ...] [--count 5] [--stock 2] [--cold]

CPU seconds of a notebook, since wall time says little on a busy machine; the median and the range of --count runs. "answers"
is what a run without any tests cell takes, "tests" what the tests cells add: instances, references, comparisons and the calls of the
answers. "engine" is the share of the templates and of this process. --cold adds the wall seconds of the first grading.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.speed import FIRST, Taken, stock_seconds
from tests.conftest import ROOT
from workbook.bank.proof import Prover
from workbook.course import Course, Lesson
from workbook.grading import engine
from workbook.grading.model import Master, Submission


@dataclass(frozen=True)
class Cost:
    """CPU seconds of one lesson's key, and the wall seconds of its first grading."""

    total: list[float]
    answers: float
    engine: float
    cold: float


def cost(lesson: Lesson, count: int) -> Cost:
    """Grade the key *count* times once the template is warm."""
    master, source = Prover(lesson.unit).master(lesson)
    key = Submission("key", _bytes(source))
    started = time.monotonic()
    engine.grade(key, master)
    cold = time.monotonic() - started
    for _ in range(FIRST - 1):
        engine.grade(key, master)
    time.sleep(0.5)  # the template catches up
    before, total = _own(), []
    for _ in range(count):
        result = engine.grade(key, master)
        if result.points < result.max_points:
            raise SystemExit(
                f"{lesson.unit.name}/{lesson.name}: the key gets {result.points:g} of {result.max_points:g}"
            )
        total.append(result.cpu_seconds)
    beside = max(0.0, (_own() - before - sum(total)) / count)
    return Cost(total, statistics.median(_cpu(key, master, ()) for _ in range(count)), beside, cold)


def _cpu(key: Submission, master: Master, only: Collection[str]) -> float:
    return engine.grade(key, master, only=only).cpu_seconds


def _bytes(source: object) -> bytes:
    from workbook.authoring.notebooks import to_bytes

    return to_bytes(source)  # type: ignore[arg-type]


def _own() -> float:
    """CPU seconds of this process and of all below it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    below = sum(sum(process.cpu_times()[:4]) for process in psutil.Process().children(recursive=True))
    return usage.ru_utime + usage.ru_stime + below


def main() -> None:
    """Print a line a lesson."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="*")
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--stock", type=int, default=0, help="notebooks that stock nbgrader grades, too")
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    course, taken = Course(ROOT), Taken()
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; CPU seconds a notebook, median and range of {options.count}"
    )
    print(f"{'lesson':45} {'total':>6} {'range':>13} {'answers':>8} {'tests':>6} {'engine':>6}")
    for lesson in course.lessons(options.units or None):
        found = cost(lesson, options.count)
        total = statistics.median(found.total)
        spread = f"{min(found.total):.2f} to {max(found.total):.2f}"
        line = f"{lesson.unit.name + '/' + lesson.name:45} {total:6.2f} {spread:>13} {found.answers:8.2f} {total - found.answers:6.2f} {found.engine:6.2f}"
        if options.cold:
            line += f"   first: {found.cold:.1f} s"
        if options.stock:
            with tempfile.TemporaryDirectory(prefix="workbook-lessons-") as folder:
                _, theirs = stock_seconds(lesson, options.stock, Path(folder))
            line += f"   stock: {theirs:.2f}, {theirs / (total + found.engine):.1f} times"
        print(line, flush=True)
    print(f"of the machine's time {taken.look()}")


if __name__ == "__main__":
    main()
