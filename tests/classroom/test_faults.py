"""Killed at any moment, a run of ``workbook autograde`` is finished by the next: no grade lost, none doubled."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from tests.classroom.tiny import RIGHT, UNIT, hand_in, scores
from tests.conftest import ROOT
from workbook.course import Course

SIZE = 60
COMMAND = [sys.executable, "-m", "workbook", "autograde", UNIT, "--jobs", "2"]
EARNED = {"double-tests": 2.0, "mean-tests": 4.0, "shout-tests": 1.0, "why": 0.0}


class Class:
    """Sixty students who hand in again and again, and what each must have earned."""

    def __init__(self, course: Course, chance: random.Random) -> None:
        self.course, self.chance = course, chance
        self.expected: dict[tuple[str, str], float] = {}
        self.rounds = 0

    def hand_in(self) -> None:
        self.rounds += 1
        for number in range(SIZE):
            student = f"s{number:02d}"
            chosen = {name: text for name, text in RIGHT.items() if self.chance.random() < 0.5}
            chosen["why"] = f"Round {self.rounds}."
            hand_in(self.course, student, **chosen)
            for cell, points in EARNED.items():
                self.expected[student, cell] = points if cell.removesuffix("-tests") in chosen else 0.0

    def start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            COMMAND, cwd=self.course.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )


def victim(process: subprocess.Popen[bytes], kind: str) -> psutil.Process | None:
    """The writer, one of its workers, or a template's box, which takes the template and all its forks along."""
    try:
        writer = psutil.Process(process.pid)
        if kind == "writer":
            return writer
        workers = writer.children()
        templates = [child for worker in workers for child in worker.children()]
    except psutil.NoSuchProcess:
        return None
    found = workers if kind == "worker" else templates
    return random.choice(found) if found else None


@pytest.mark.parametrize("kills", [6, pytest.param(50, marks=[pytest.mark.long, pytest.mark.timeout(1800)])])
def test_after_kills_at_random_moments_a_rerun_completes_every_grade_once(tiny: Course, kills: int) -> None:
    chance = random.Random(kills)
    the_class = Class(tiny, chance)
    the_class.hand_in()
    killed = {"writer": 0, "worker": 0, "template": 0}
    process = the_class.start()
    while sum(killed.values()) < kills:
        time.sleep(chance.uniform(0.1, 2.5))
        if process.poll() is not None:
            if process.returncode == 0:
                the_class.hand_in()
            process.communicate()
            process = the_class.start()
            continue
        kind = chance.choice(list(killed))
        target = victim(process, kind)
        if target is not None:
            target.kill()
            killed[kind] += 1
    process.communicate(timeout=200)
    for _ in range(2):
        done = the_class.start()
        assert done.communicate(timeout=200)[1] == b"" and done.returncode == 0
    assert scores(tiny) == the_class.expected
    check_files(tiny)


def check_files(course: Course) -> None:
    """Whole notebooks, no leftovers, a sound database with each grade once."""
    with sqlite3.connect(course.gradebook) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from grade").fetchone() == (SIZE * 4,)
        assert database.execute("select count(*) from submitted_notebook").fetchone() == (SIZE * 2,)
    written = [path for path in course.autograded.rglob("*") if path.suffix == ".ipynb"]
    assert len(written) == SIZE * 2
    assert not list(course.autograded.rglob("*.part"))
    assert all(json.loads(path.read_text(encoding="utf-8"))["cells"] for path in written)
