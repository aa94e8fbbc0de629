"""What goes into the grading engine and what comes out: plain data, with a versioned JSON form.

Nothing here runs code or touches the disk, so that results can be kept, sent to another machine and compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

VERSION = 2

Notebook = dict[str, Any]
"""A notebook as nbformat 4 lays it out: ``cells``, ``metadata``, ``nbformat``, ``nbformat_minor``."""

Outcome = Literal["passed", "partial", "failed", "stopped", "broken", "skipped"]
PartOutcome = Literal["passed", "failed", "broken", "not run"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Reaching one stops the cell, not the batch."""

    seconds: float = 20.0
    """Wall time of one cell."""
    total_seconds: float = 300.0
    """Wall time of the whole notebook, cells that are run again after a stop included."""
    memory_mb: int = 2048
    """Memory beyond what the warm template already holds."""
    processes: int = 64
    """Processes and threads at one time."""
    output_kb: int = 1024
    """Output kept of one cell; the rest is cut, and the cut is said."""
    disk_mb: int = 256
    """Size of the private folder, which lives in memory."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Limits:
        """Limits from the ``[limits]`` table of a unit.toml. Raises TypeError for a name or a value that is no limit."""
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise TypeError(f"{name} must be a number over 0, not {value!r}")
        return cls(**dict(values))


@dataclass(frozen=True)
class Enough:
    """What ends a tests cell early, where no point is of interest: a part is lost, and all *phrases* are told."""

    phrases: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    """What is run in the place of a tests cell's text, by its id. No point follows from it."""


@dataclass(frozen=True)
class Master:
    """One lesson as its author wrote it: the only place that tests and points come from."""

    unit: str
    lesson: str
    source: Notebook
    """The notebook with solutions and hidden tests."""
    release: Notebook
    """The notebook that students got."""
    files: Path | None = None
    """A folder whose ``data`` and ``figures`` the cells see in their working folder, and whose own Python they import."""
    preload: tuple[str, ...] = ()
    """Modules that the template process imports before it forks."""
    limits: Limits = Limits()
    hidden: Path | None = None
    """The package that the test process, and it alone, may import as ``hidden``."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook: untrusted bytes."""

    student: str
    notebook: bytes


@dataclass(frozen=True)
class PartResult:
    """One part of a tests cell with partial credit.

    ``failed`` is a verdict on the answer. ``broken``: the test itself is at fault. ``not run``: it needs what an earlier
    part did not get to. Only ``passed`` earns anything.
    """

    name: str
    weight: float
    outcome: PartOutcome
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether it earned its share of the points."""
        return self.outcome == "passed"

    def facts(self) -> dict[str, Any]:
        """What is written down of it beside the points: its fields, and whether it passed."""
        return {**asdict(self), "passed": self.passed}


@dataclass(frozen=True)
class TestResult:
    """What one tests cell gave.

    ``passed``, ``partial`` and ``failed`` are verdicts on the answer. ``stopped``: a limit was reached, or the answer's
    process ended. ``broken``: the test itself is at fault, or one of its parts, which is the author's to mend; the points
    are those of the parts that passed. ``skipped``: not asked for.
    """

    __test__ = False  # not a pytest class

    id: str
    points: float
    max_points: float
    outcome: Outcome
    message: str = ""
    parts: tuple[PartResult, ...] = ()


@dataclass(frozen=True)
class Result:
    """The grading of one notebook.

    ``notebook`` is the rebuilt notebook with its outputs. It holds the hidden tests, so it is never shown to students.
    """

    student: str
    unit: str
    lesson: str
    tests: tuple[TestResult, ...]
    notebook: Notebook
    restored: tuple[str, ...] = ()
    """What was restored from the master or ignored, one sentence each."""
    seconds: float = 0.0
    """Wall time."""
    cpu_seconds: float = 0.0
    """CPU time of the processes that ran the notebook."""
    seed: int = 0
    version: int = field(default=VERSION)

    @property
    def outputs(self) -> dict[str, list[dict[str, Any]]]:
        """Outputs of each code cell, by cell id, in nbformat's form."""
        cells = self.notebook["cells"]
        return {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}

    @property
    def broken(self) -> tuple[TestResult, ...]:
        """Tests that are themselves at fault, or parts of them."""
        return tuple(test for test in self.tests if test.outcome == "broken")

    @property
    def points(self) -> float:
        """Points earned on the tests cells."""
        return sum(test.points for test in self.tests)

    @property
    def max_points(self) -> float:
        """Points that the tests cells give at most."""
        return sum(test.max_points for test in self.tests)

    def to_json(self) -> str:
        """The result as JSON text; :meth:`from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Read what :meth:`to_json` wrote. Raises ValueError for another version."""
        values = json.loads(text)
        if values.get("version") != VERSION:
            raise ValueError(f"a result of version {values.get('version')}; this workbook reads version {VERSION}")
        tests = tuple(
            TestResult(**{**test, "parts": tuple(PartResult(**part) for part in test["parts"])})
            for test in values.pop("tests")
        )
        return cls(tests=tests, restored=tuple(values.pop("restored")), **values)
