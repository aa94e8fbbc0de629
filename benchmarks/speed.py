"""Notebooks per minute: stock nbgrader and this grader, in one run, on one machine, on the same notebooks.

    python -m benchmarks.speed [--unit 03-pytorch] [--lesson 2-layers] [--stock 3] [--ours 80] [--rounds 1]

Start-up is taken off both: a run of one notebook, here of eight a worker, as the template still learns and rehearses
beside the first ones. What that shorter run takes is printed too.

On a virtual machine the host may give the processors to others ("steal" in proc(5)). The share that it took during each
measurement is printed: a round in which it took much says little.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from tests.conftest import ROOT
from tests.grading import stock
from workbook.classroom.batch import autograde
from workbook.classroom.workers import local_crew
from workbook.course import Course, Lesson
from workbook.grading import engine, local
from workbook.grading.masters import load_master
from workbook.grading.model import Submission

FIRST = 8  # notebooks a worker
QUIET = 0.02  # the share of the machine's time that others may have taken of a quiet round


def hand_in_key(course: Course, lesson: Lesson, count: int) -> None:
    """*count* students who hand in the key's answers."""
    key = json.loads(lesson.source.read_text(encoding="utf-8"))
    marks = {(cell["metadata"].get("nbgrader") or {}).get("grade_id"): cell["source"] for cell in key["cells"]}
    made = json.loads(lesson.release.read_text(encoding="utf-8"))
    for cell in made["cells"]:
        entry = cell["metadata"].get("nbgrader") or {}
        if entry.get("solution"):
            cell["source"] = marks[entry["grade_id"]]
    for number in range(count):
        folder = course.submitted / f"s{number:04d}" / lesson.unit.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{lesson.name}.ipynb").write_text(json.dumps(made), encoding="utf-8")


def stock_seconds(lesson: Lesson, count: int, folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds a notebook that ``nbgrader autograde`` takes once it has started."""
    walls, processors = [], []
    for size in (1, count + 1):
        course = stock.copy_of(lesson.unit, folder / f"stock-{size}", [lesson])
        hand_in_key(course, lesson, size)
        before = _cpu(resource.RUSAGE_CHILDREN)
        walls.append(stock.run(course, lesson.unit.name).seconds)
        processors.append(_cpu(resource.RUSAGE_CHILDREN) - before)  # the release is in both, so it cancels out
    return (walls[1] - walls[0]) / count, (processors[1] - processors[0]) / count


def our_cpu_seconds(lesson: Lesson, count: int, folder: Path) -> tuple[float, float, float]:
    """CPU seconds a notebook in the warm engine: of the processes that run the cells, of templates, of the engine itself."""
    course = stock.copy_of(lesson.unit, folder / "cpu", [lesson])
    hand_in_key(course, lesson, 1)
    data = (course.submitted / "s0000" / lesson.unit.name / f"{lesson.name}.ipynb").read_bytes()
    master = load_master(course.unit(lesson.unit.name).lesson(lesson.name))
    for _ in range(FIRST):
        engine.grade(Submission("warm", data), master)
        time.sleep(0.3)  # the template catches up
    below, before = _below(), _cpu(resource.RUSAGE_SELF)
    cells = statistics.fmean(engine.grade(Submission("s", data), master).cpu_seconds for _ in range(count))
    own = (_cpu(resource.RUSAGE_SELF) - before) / count
    return cells, max(0.0, (_below() - below) / count - cells), own


def _below() -> float:
    """CPU seconds of all processes below this one, with those that they have seen end."""
    return sum(sum(process.cpu_times()[:4]) for process in psutil.Process().children(recursive=True))


def _cpu(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def our_seconds(lesson: Lesson, count: int, jobs: int, folder: Path) -> tuple[float, float]:
    """Seconds a notebook that ``workbook autograde`` takes once it is warm, and the seconds until it is."""
    first = FIRST * jobs
    walls = [_our_run(lesson, size, jobs, folder / f"ours-{jobs}-{size}") for size in (first, count + first)]
    return (walls[1] - walls[0]) / count, walls[0]


def _our_run(lesson: Lesson, size: int, jobs: int, folder: Path) -> float:
    course = stock.copy_of(lesson.unit, folder, [lesson])
    hand_in_key(course, lesson, size)
    started = time.monotonic()
    report = autograde(course, [lesson.unit.name], crew=local_crew(jobs))
    seconds = time.monotonic() - started
    if report.problems or any(line.points < line.max_points for line in report.lines):
        raise SystemExit(f"the key did not get full marks: {report.problems}")
    return seconds


def watch_seconds(lesson: Lesson, folder: Path) -> float:
    """Median seconds from a save to the answer of ``workbook check --watch``."""
    course = stock.copy_of(lesson.unit, folder / "watch", [lesson])
    own = course.unit(lesson.unit.name).lesson(lesson.name)
    own.work.parent.mkdir(parents=True)
    hand_in_key(course, lesson, 1)
    text = (course.submitted / "s0000" / own.unit.name / f"{own.name}.ipynb").read_text(encoding="utf-8")
    own.work.write_text(text, encoding="utf-8")
    seen = local.watch([own], local.Checker(print))
    next(seen)
    times = []
    for number in range(5):
        own.work.write_text(text + "\n" * number, encoding="utf-8")
        started = time.monotonic()
        next(seen)
        times.append(time.monotonic() - started)
    return statistics.median(times)


class Taken:
    """The share of the machine's time that its host gave to others, since the last look."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        self._last = psutil.cpu_times()

    def look(self) -> str:
        """The share since the last look, in words."""
        now = psutil.cpu_times()
        passed = sum(now[:8]) - sum(self._last[:8])  # guests' time is in user and nice already
        self.shares.append((getattr(now, "steal", 0.0) - getattr(self._last, "steal", 0.0)) / max(passed, 0.01))
        self._last = now
        return f"({self.shares[-1]:.0%} taken by others)"


def one_round(lesson: Lesson, stock_count: int, our_count: int, folder: Path) -> tuple[dict[int, float], bool]:
    """Print how long a notebook takes stock nbgrader, and one and two workers; how many times as fast each is, and whether it was quiet."""
    taken = Taken()
    theirs, their_cpu = stock_seconds(lesson, stock_count, folder)
    speed = f"{theirs:.2f} s a notebook ({their_cpu:.2f} s of CPU), {60 / theirs:.1f} a minute"
    print(f"stock nbgrader: {speed} {taken.look()}", flush=True)
    ratios = {}
    for jobs in (1, 2):
        ours, first = our_seconds(lesson, our_count, jobs, folder)
        ratios[jobs] = theirs / ours
        start = f"start-up and the first {FIRST * jobs}: {first:.1f} s"
        speed = f"{ours:.3f} s a notebook, {60 / ours:.0f} a minute"
        print(f"{jobs} worker(s): {speed}: {ratios[jobs]:.1f} times stock nbgrader; {start} {taken.look()}", flush=True)
    return ratios, max(taken.shares) <= QUIET


def _told(rounds: list[dict[int, float]], which: str) -> None:
    if rounds:
        middle = {jobs: statistics.median(ratios[jobs] for ratios in rounds) for jobs in rounds[0]}
        words = f"median of {len(rounds)} {which}"
        print(f"{words}: {middle[1]:.1f} times with one worker, {middle[2]:.1f} times with two", flush=True)


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unit", default="03-pytorch")
    parser.add_argument("--lesson", default="2-layers")
    parser.add_argument("--stock", type=int, default=3, help="notebooks that stock nbgrader grades")
    parser.add_argument("--ours", type=int, default=80, help="notebooks that this grader grades")
    parser.add_argument("--rounds", type=int, default=1, help="how often, one after the other: for a noisy machine")
    parser.add_argument("--cpu-only", action="store_true", help="only figures that a busy machine does not spoil")
    options = parser.parse_args()
    lesson = Course(ROOT).unit(options.unit).lesson(options.lesson)
    with tempfile.TemporaryDirectory(prefix="workbook-speed-") as name:
        cells, forks, own = our_cpu_seconds(lesson, 30, Path(name))
        print(
            f"CPU a notebook: {cells:.3f} s in the boxes, {forks:.3f} s in templates, {own:.3f} s in the engine",
            flush=True,
        )
        if options.cpu_only:
            return
        found = [
            one_round(lesson, options.stock, options.ours, Path(name) / str(number)) for number in range(options.rounds)
        ]
        if options.rounds > 1:
            _told([ratios for ratios, _ in found], "rounds")
            _told([ratios for ratios, quiet in found if quiet], f"rounds with at most {QUIET:.0%} taken")
        print(f"check --watch: {watch_seconds(lesson, Path(name)):.2f} s from save to answer", flush=True)


if __name__ == "__main__":
    main()
