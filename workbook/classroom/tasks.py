"""What travels to a worker and back. Kept light: every worker process imports this and the engine, nothing more."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workbook.errors import BadSubmission, EngineFault, SandboxUnavailable, WorkbookError
from workbook.grading import engine
from workbook.grading.ends import Killed
from workbook.grading.model import Master, Result, Submission

MOST_FAULTS = 2


@dataclass(frozen=True)
class Problem:
    """Why one thing could not be read or graded. ``lesson`` is empty when it concerns the whole submission."""

    student: str
    unit: str
    lesson: str
    message: str
    detail: str = ""

    def __str__(self) -> str:
        place = "/".join(part for part in (self.student, self.unit, self.lesson) if part)
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class HandedIn:
    """One student's submission of one unit: notebooks by lesson, and what was odd about it."""

    student: str
    unit: str
    notebooks: Mapping[str, bytes] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    timestamp: datetime | None = None
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By lesson, what the unit's own reader has read (see hooks.py)."""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Task:
    """One student's notebooks of one unit, on their way to a worker."""

    handed_in: HandedIn
    masters: Mapping[str, Master]
    digests: Mapping[str, str]
    seed: int = 0


@dataclass(frozen=True)
class Graded:
    """What a worker made of a task: results by lesson, and problems."""

    results: Mapping[str, Result]
    problems: tuple[Problem, ...] = ()
    stop: str = ""
    """Why no submission at all can be graded on this machine; empty if it can."""


def _grade(submission: Submission, master: Master, seed: int) -> Result:
    """Grade once more, in a fresh template, when the engine broke: a killed template is nobody's answer's fault."""
    for _ in range(MOST_FAULTS):
        try:
            return engine.grade(submission, master, seed=seed)
        except Killed:
            raise  # it was run twice already
        except EngineFault:
            continue
    return engine.grade(submission, master, seed=seed)


def work(task: Task) -> Graded:
    """Grade one submission; runs in a worker."""
    results: dict[str, Result] = {}
    problems: list[Problem] = []
    student, unit = task.handed_in.student, task.handed_in.unit
    for lesson, data in task.handed_in.notebooks.items():
        try:
            results[lesson] = _grade(Submission(student, data), task.masters[lesson], task.seed)
        except SandboxUnavailable as error:
            return Graded({}, (), stop=str(error))
        except BadSubmission as error:
            problems.append(Problem(student, unit, lesson, error.message))
        except Killed as error:
            problems.append(Problem(student, unit, lesson, f"{error.message} {error.mend}"))  # no fault of the grader
        except WorkbookError as error:
            problems.append(Problem(student, unit, lesson, error.message, traceback.format_exc()))
        except Exception as error:  # noqa: BLE001  (a fault of ours must not cost the rest of the class its grades)
            message = f"the grader itself failed: {type(error).__name__}: {error}"
            problems.append(Problem(student, unit, lesson, message, traceback.format_exc()))
    return Graded(results, tuple(problems))
