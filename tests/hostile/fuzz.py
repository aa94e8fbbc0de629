"""Mutates notebooks, folders, answers and the protocol together, class after class, for as long as one likes.

    python -m tests.hostile.fuzz [--seconds 600] [--seed 0] [--students 12] [--jobs 2]

Each class has one honest student, graded last, and others whose answers are never right. After each class: nobody but
the honest student has a point, the honest one has all, every submission ended in grades or in a problem with its cause,
and the batch did not take longer than its limits allow. What is found is printed with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.classroom.fuzzer import mutate
from tests.grading.lesson import cell, master
from tests.hostile.folders import FOLDERS, HONEST, NOTEBOOK, UNIT, course_in, hand_in
from tests.hostile.oddities import wrong_answer
from tests.hostile.protocol import liar
from tests.hostile.test_files import by_name
from workbook.classroom import batch
from workbook.classroom.gradebook import read as gradebook
from workbook.classroom.workers import local_crew
from workbook.course import Course

CELL_SECONDS = 5.0  # the limit that course_in() writes into unit.toml
TOTAL = """
assert total([1, 2]) == 3
assert total([]) == 0
### BEGIN HIDDEN TESTS
assert [total([n, n]) for n in range(1, 9)] == [2, 4, 6, 8, 10, 12, 14, 16]
### END HIDDEN TESTS
"""
MEAN = """
grade = check.parts(4)
with grade("the mean of two"):
    check.equal(mean([1, 4]), 2.5, "mean([1, 4])")
with grade("its errors"):
    check.raises(ValueError, mean, [])
    check.equal(mean([7]), 7.0, "mean([7])")
### BEGIN HIDDEN TESTS
with grade("other numbers", weight=2):
    for n in check.rng("mean").integers(5, 99, 6).tolist():
        check.close(mean([n, n + 1]), n + 0.5, f"the mean of {n} and {n + 1}")
### END HIDDEN TESTS
grade.score()
"""
SHELF = """
shelf = Shelf([5, 1, 3])
assert len(shelf) == 3
assert list(shelf) == [1, 3, 5]
assert shelf.largest == 5
assert shelf.mapped(lambda number: number * 7) == [7, 21, 35]
### BEGIN HIDDEN TESTS
for size in range(2, 5):
    shelf = Shelf(range(size, 0, -1))
    assert (len(shelf), shelf.largest, list(shelf)) == (size, size, list(range(1, size + 1)))
    with contextlib.suppress(KeyError):
        shelf[10**6]
        raise AssertionError("there is no such place")
### END HIDDEN TESTS
"""
KEY = """
class Shelf:
    ### BEGIN SOLUTION
    def __init__(self, numbers): self.numbers = sorted(numbers)
    def __len__(self): return len(self.numbers)
    def __iter__(self): return iter(self.numbers)
    def __getitem__(self, place):
        if place >= len(self.numbers): raise KeyError(place)
        return self.numbers[place]
    @property
    def largest(self): return self.numbers[-1]
    def mapped(self, function): return [function(number) for number in self.numbers]
    ### END SOLUTION
"""
SOLVED = {
    "total": "def total(values):\n    ### BEGIN SOLUTION\n    return sum(values)\n    ### END SOLUTION",
    "mean": "def mean(values):\n    ### BEGIN SOLUTION\n    if not values: raise ValueError('no values')\n"
    "    return sum(values) / len(values)\n    ### END SOLUTION",
    "Shelf": KEY.strip(),
}
LESSON = master(
    cell("read-only", "setup", "import contextlib\nfrom workbook import check\nLIMIT = 3"),
    *(
        made
        for (name, solved), tests in zip(SOLVED.items(), (TOTAL, MEAN, SHELF), strict=True)
        for made in (
            cell("answer", name.lower(), solved),
            cell("tests", f"{name.lower()}-tests", tests.strip(), 4),
        )
    ),
    cell("essay", "why", "YOUR ANSWER HERE", 3),
)
STAMPS = [
    "", "now", "2026-01-01 10:00:00 Europe/Berlin", "2026-01-01T10:00:00+00:00", "2026-13-45", "../../etc/passwd", "0" * 100_000,
    "2026-01-01 00:00:00 /etc/hostname", "9999-12-31T23:59:59-23:59", "-1", "١٢٣٤-٠١-٠١", "\x00", "1e400", "2026-01-01T00:00:00Z\n" * 50,
]  # fmt: skip
NAMES = [
    b"-rf.ipynb", b"new\nline.ipynb", b"\x1b[31m.ipynb", b"not-utf8-\xff.ipynb", b"x" * 240 + b".ipynb", b" .ipynb", b"2-other.ipynb",
    b"1-fake (1).ipynb", b"index.html", b"data", b"nbgrader_config.py", b"workbook.py", b"timestamp.txt.ipynb",
]  # fmt: skip


@dataclass
class Findings:
    """What went wrong, and how much was tried."""

    classes: int = 0
    submissions: int = 0
    faults: list[str] = field(default_factory=list)


def submission(folder: Path, course: Course, chance: random.Random) -> None:
    """Fill the folder of one dishonest student."""
    notebook: dict[str, Any] = json.loads(json.dumps(LESSON.release))
    for name in SOLVED:
        text = wrong_answer(name, chance)
        by_name(notebook, name.lower())["source"] = liar(chance) + text if chance.random() < 0.5 else text
    data = mutate(notebook, chance) if chance.random() < 0.4 else json.dumps(notebook).encode()
    (folder / NOTEBOOK).write_bytes(data)
    if chance.random() < 0.3:
        FOLDERS[chance.choice(sorted(FOLDERS))](folder, course)
    if not folder.is_dir():
        return
    if chance.random() < 0.4:
        stamp = chance.choice(STAMPS).encode("utf-8", "surrogatepass")
        _write(folder / "timestamp.txt", stamp)
    for _ in range(chance.choice([0, 0, 1, 3, 40])):
        name = os.fsdecode(os.fsencode(folder) + b"/" + chance.choice(NAMES))
        _write(Path(name), chance.choice([b"", data, b"[" * 10_000, os.urandom(100), b'{"cells": [1e999]}']))


def _write(path: Path, data: bytes) -> None:
    """Write a file unless something else stands there already."""
    if not os.path.lexists(path):
        path.write_bytes(data)


def one_class(folder: Path, seed: int, students: int, jobs: int) -> list[str]:
    """Grade one class made from *seed*; what went wrong, in words."""
    chance = random.Random(seed)
    course = course_in(folder / "course", lesson=LESSON)
    for number in range(students):
        submission(hand_in(course, f"student-{number:02d}", b""), course, chance)
    began = time.monotonic()
    try:
        report = batch.autograde(course, [UNIT], crew=local_crew(jobs), seed=seed)
    except Exception as error:
        return [f"the batch was lost: {type(error).__name__}: {error}"]
    seconds = time.monotonic() - began
    found = [
        f"a fault of the grader's own: {problem}\n{problem.detail}" for problem in report.problems if problem.detail
    ]
    scores = {(row.student, row.cell): row.score for row in gradebook.grades(course.gradebook, [UNIT])}
    gained = {place: score for place, score in scores.items() if place[0] != HONEST and score}
    if gained:
        found.append(f"points without an answer: {gained}")
    honest = {name: scores.get((HONEST, f"{name.lower()}-tests")) for name in SOLVED}
    if set(honest.values()) != {4.0}:
        found.append(f"the honest student lost points: {honest}")
    told = {line.student for line in report.lines} | {problem.student for problem in report.problems}
    if silent := {f"student-{number:02d}" for number in range(students)} - told:
        found.append(f"nothing is told of {sorted(silent)}")
    if seconds > 60 + students * 6 * CELL_SECONDS:
        found.append(f"it took {seconds:.0f} s")
    if list(folder.rglob("pwned")):
        found.append("a file was written outside of a box")
    return found


def fuzz(seconds: float, seed: int = 0, students: int = 12, jobs: int = 2, most: int = sys.maxsize) -> Findings:
    """Class after class until *seconds* are over or *most* were graded."""
    findings, end = Findings(), time.monotonic() + seconds
    while time.monotonic() < end and findings.classes < most:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            found = one_class(Path(folder), seed + findings.classes, students, jobs)
            for place in Path(folder).rglob("*"):
                if place.is_dir() and not place.is_symlink():
                    place.chmod(0o700)
            shutil.rmtree(folder, ignore_errors=True)
            Path(folder).mkdir(exist_ok=True)
        findings.faults += [f"seed {seed + findings.classes}: {fault}" for fault in found]
        for fault in found:
            print(f"seed {seed + findings.classes}: {fault}", flush=True)
        findings.classes += 1
        findings.submissions += students
    return findings


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    findings = fuzz(chosen.seconds, chosen.seed, chosen.students, chosen.jobs)
    print(f"{findings.classes} classes, {findings.submissions} submissions, {len(findings.faults)} faults")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main())
