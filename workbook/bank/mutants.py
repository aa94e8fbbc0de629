"""Mutation for every key: each answer of it with one small edit must lose points, or be the same program in other words."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from workbook.bank.answers import replaced, tests_of
from workbook.bank.clauses import Table, exercises, tables
from workbook.bank.mutation import mutants
from workbook.bank.mutation.edits import Mutant
from workbook.bank.proof import Prover, message_of
from workbook.bank.slices import sliced
from workbook.bank.verdicts import Verdict, Verdicts
from workbook.course import Course, Lesson, Unit
from workbook.grading.engine import grade
from workbook.grading.model import Enough, Result, Submission

Fate = Literal["killed", "stopped", "equivalent", "survives", "broken"]
_SECONDS = 10.0
"""Wall time of a mutant's cell, at least: many of them loop for ever."""
_TIMES = 5.0
"""So many times the key's own time, where that is more: mutants of a slow key, or on a busy machine."""


@dataclass(frozen=True)
class Trial:
    """One mutant of one answer cell's key."""

    lesson: Lesson
    grade_id: str
    mutant: Mutant

    @property
    def name(self) -> str:
        """What it is kept under."""
        text = hashlib.sha256(self.mutant.text.encode()).hexdigest()[:16]
        return f"{self.lesson.unit.name}/{self.lesson.name} {self.grade_id}/mutant-{text}"


@dataclass(frozen=True)
class Found:
    """What became of a mutant.

    ``killed``: a test lost points. ``stopped``: a limit was reached. ``equivalent``: it passes, and the clause table says why it
    may. ``survives``: it passes, and nobody has said why. ``broken``: a test fell over it.
    """

    trial: Trial
    fate: Fate
    told: str = ""


def trials(unit: Unit, lesson: str = "", answer: str = "") -> list[Trial]:
    """Every mutant of the unit's keys, or those of one *lesson*, or of one *answer*."""
    return [
        Trial(one, grade_id, mutant)
        for one in ([unit.lesson(lesson)] if lesson else unit.lessons)
        for exercise in exercises(one)
        for grade_id, source in exercise.answers.items()
        if answer in ("", grade_id)
        for mutant in mutants(source)
    ]


def tried(unit: Unit, found: list[Trial], seed: int = 0, fresh: bool = False, jobs: int = 1) -> Iterator[Found]:
    """What becomes of each mutant, in order; on *jobs* processes."""
    listed = {lesson.name: tables(lesson) for lesson in {trial.lesson.name: trial.lesson for trial in found}.values()}
    work = [
        (unit.course.root, unit.name, trial.lesson.name, trial.grade_id, trial.mutant, seed, fresh) for trial in found
    ]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for trial, (fate, told) in zip(found, pool.map(_tried, work), strict=True):
            table = listed[trial.lesson.name].get(trial.grade_id, Table())
            known = any(same(change, trial.mutant.change) for change, _ in table.equivalent)
            yield Found(trial, "equivalent" if fate == "survives" and known else fate, told)


def needless(unit: Unit, found: list[Found]) -> list[str]:
    """Mutants that a clause table calls equivalent, though none of that change survives.

    What was stopped says nothing: on a quieter machine it may survive.
    """
    alive: dict[tuple[str, str], list[str]] = {}
    for one in found:
        changes = alive.setdefault((one.trial.lesson.name, one.trial.grade_id), [])
        changes += [one.trial.mutant.change] * (one.fate in ("equivalent", "stopped"))
    return [
        f"{lesson.clauses.name}: [{grade_id}] {listed}"
        for lesson in unit.lessons
        for grade_id, table in tables(lesson).items()
        for listed, _ in table.equivalent
        if (lesson.name, grade_id) in alive and not any(same(listed, change) for change in alive[lesson.name, grade_id])
    ]


def same(listed: str, change: str) -> bool:
    """Whether *change* is the one that is *listed*; an ellipsis (…) stands for any text."""
    parts = map(re.escape, _folded(listed).split("…"))
    return re.fullmatch(".*".join(parts), _folded(change)) is not None


def _folded(text: str) -> str:
    return " ".join(text.split())


_PROVERS: dict[tuple[Path, str, bool], tuple[Prover, Verdicts]] = {}
_LIMITS: dict[tuple[Path, str, str, int], float] = {}


def _tried(work: tuple[Path, str, str, str, Mutant, int, bool]) -> tuple[Fate, str]:
    root, unit_name, lesson_name, grade_id, mutant, seed, fresh = work
    if (root, unit_name, fresh) not in _PROVERS:
        unit = Course(root).unit(unit_name)
        _PROVERS[root, unit_name, fresh] = Prover(unit), Verdicts(unit, fresh)
    prover, kept = _PROVERS[root, unit_name, fresh]
    trial = Trial(prover.unit.lesson(lesson_name), grade_id, mutant)
    digest = hashlib.sha256(
        json.dumps([prover.ground(trial.lesson, seed), trial.name, _SECONDS, "killed"]).encode()
    ).hexdigest()
    known = kept.find(trial.name, digest)
    if known is not None:
        return "killed", known.told
    result = _graded(prover, trial, seed)
    fate_now, told = _fate(result)
    if fate_now == "killed":  # what was stopped may have been held up by a busy machine
        kept.keep(Verdict(trial.name, True, told=told, seconds=result.seconds), digest)
    return fate_now, told


def _graded(prover: Prover, trial: Trial, seed: int) -> Result:
    return _run(
        prover,
        trial,
        seed,
        replaced(prover.master(trial.lesson)[1], trial.grade_id, trial.mutant.text),
        _limit(prover, trial, seed),
    )


def _limit(prover: Prover, trial: Trial, seed: int) -> float:
    """Seconds that a mutant's cell may take; the key is timed once, under the load of now."""
    lesson = trial.lesson
    known = (lesson.unit.source, lesson.name, trial.grade_id, seed)
    if known not in _LIMITS:
        master, source = prover.master(lesson)
        key = _run(prover, trial, seed, source, master.limits.seconds)
        _LIMITS[known] = min(max(_SECONDS, _TIMES * key.seconds), master.limits.seconds)
    return _LIMITS[known]


def _run(prover: Prover, trial: Trial, seed: int, notebook: NotebookNode, seconds: float) -> Result:
    """Grade what *notebook* holds of the mutated answer and its tests; a cell may take *seconds*."""
    master, source = prover.master(trial.lesson)
    limited = replace(master, limits=replace(master.limits, seconds=seconds))
    only = tests_of(source, trial.grade_id)
    data = json.dumps(sliced(notebook, only, [trial.grade_id])).encode()
    return grade(Submission("mutant", data), limited, only=only, seed=seed, pictures=False, rest=False, enough=Enough())


def _fate(result: Result) -> tuple[Fate, str]:
    ran = [test for test in result.tests if test.outcome != "skipped"]
    lost = [test for test in ran if test.points < test.max_points]
    told = "\n".join(message_of(test) for test in lost)
    if any(test.outcome == "broken" for test in ran):
        return "broken", told
    if any(test.outcome == "stopped" for test in lost):
        return "stopped", told
    return ("killed" if lost else "survives"), told
