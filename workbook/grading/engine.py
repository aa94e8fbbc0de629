"""Grade one submission: ``grade(submission, master)`` is a pure function over plain data.

Behind it, warm template processes are kept from call to call (see warm.py); they end with this process.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbook.errors import EngineFault
from workbook.grading.ends import Killed, kills_for_memory
from workbook.grading.model import Enough, Master, Result, Submission, TestResult
from workbook.grading.rebuild import Cell, Rebuilt, rebuild, text_of
from workbook.grading.run import Run
from workbook.grading.template import branches, unit_files
from workbook.grading.template import handle as warm
from workbook.grading.verdict import judge


def grade(
    submission: Submission,
    master: Master,
    *,
    only: Collection[str] | None = None,
    seed: int = 0,
    pictures: bool = True,
    rest: bool = True,
    enough: Enough | None = None,
) -> Result:
    """Run *submission* against *master*'s tests, or those tests cells whose ids are in *only*.

    Where points are all that matters: without *pictures* figures and tables are not drawn for the notebook that comes
    back, without the *rest* no cell is run behind the last of *only*. Where no point is of interest: with *enough* a tests
    cell ends once it has lost a part and told all of its phrases, without a point.

    Raises BadSubmission for bytes that are no notebook, SandboxUnavailable where submissions can't be run safely,
    EngineFault if the engine itself breaks twice.
    """
    started = time.monotonic()
    rebuilt = rebuild(submission, master)
    wanted = {cell.id for cell in rebuilt.cells if cell.kind == "tests" and (only is None or cell.id in only)}
    run = _run(rebuilt, master, wanted, seed, pictures=pictures, rest=rest, enough=enough)
    tests = []
    for cell in rebuilt.cells:
        if cell.kind == "tests":
            report = run.reports.get(cell.id)
            skipped = TestResult(cell.id, 0.0, cell.points, "skipped")
            test = judge(cell, report) if report else skipped
            tests.append(replace(test, points=0.0) if enough and cell.id in enough.instead else test)
    return Result(
        student=submission.student,
        unit=master.unit,
        lesson=master.lesson,
        tests=tuple(tests),
        notebook=rebuilt.notebook(run.outputs, run.counts),
        restored=(*rebuilt.restored, *run.notes),
        seconds=time.monotonic() - started,
        cpu_seconds=run.cpu,
        seed=seed,
    )


def probe(
    submission: Submission, master: Master, after: Mapping[str, Sequence[str]], *, seed: int = 0
) -> dict[str, list[str]]:
    """Run a submission's answers without the tests, and cells of the caller's beside them, in the answer's own process.

    *after*: the texts of these cells, by the tests cell in whose place they are run. What each has printed comes back, by
    the same names; nothing where it was stopped. The answer shares its process with them: what they print is to be read
    with as much care as what a student has written.

    Raises what :func:`grade` raises.
    """
    rebuilt = rebuild(submission, master)
    cells = list(_with_probes(rebuilt, after))
    last = max((place for place, cell in enumerate(cells) if cell.id.startswith(_PROBE)), default=-1)
    run = _run(replace(rebuilt, cells=tuple(cells[: last + 1])), master, set(), seed, pictures=False)
    return {
        name: [_printed(run.outputs.get(f"{_PROBE}{name}-{number}", [])) for number in range(len(texts))]
        for name, texts in after.items()
    }


_PROBE = "probe "  # no id that a cell of a notebook may have


def _with_probes(rebuilt: Rebuilt, after: Mapping[str, Sequence[str]]) -> Iterator[Cell]:
    for cell in rebuilt.cells:
        if cell.kind != "tests":
            yield cell
        for number, text in enumerate(after.get(cell.id, ()) if cell.kind == "tests" else ()):
            yield Cell(id=f"{_PROBE}{cell.id}-{number}", kind="plain", type="code", source=text)


def _printed(outputs: Sequence[Mapping[str, object]]) -> str:
    return "".join(str(output.get("text", "")) for output in outputs if output.get("name") == "stdout")


def _run(rebuilt: Rebuilt, master: Master, wanted: set[str], seed: int, **shown: Any) -> Run:
    """Run the cells; once more if the template was lost, or if something may have killed the answer from outside."""
    before = kills_for_memory()
    first = _try(rebuilt, master, wanted, seed, **shown)
    if first is not None and not first.killed:
        return first
    second = _try(rebuilt, master, wanted, seed, last=True, **shown)
    assert second is not None
    if second.killed and (kills_for_memory() > before or (first is not None and first.killed != second.killed)):
        raise Killed
    return second


def _try(rebuilt: Rebuilt, master: Master, wanted: set[str], seed: int, last: bool = False, **shown: Any) -> Run | None:
    """One run; None when the engine broke and this was not the *last* time."""
    template = warm.default.get(master.files, modules_of(master), master.hidden)
    try:
        with template.alone():
            tests = branches.tests_from(template, master, seed)
            run = Run(template, rebuilt, master.limits, wanted, seed, tests, **shown)
            run.all()
            branches.graded(template, run)
    except EngineFault as fault:
        if not isinstance(fault, Killed):
            warm.default.drop(master.files)
        if last:
            raise
        return None
    return run


def modules_of(master: Master) -> tuple[str, ...]:
    """Modules for the template: those that the unit names, and those that the key's cells import."""
    cells = tuple(text_of(cell) for cell in master.source["cells"] if cell["cell_type"] == "code")
    return (*master.preload, *unit_files.imported(cells, master.hidden, unit_files.stamp(None, master.hidden)))
