"""Grade one submission: ``grade(submission, master)`` is a pure function over plain data.

Behind it, warm template processes are kept from call to call (see warm.py); they end with this process.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from workbook.errors import EngineFault
from workbook.grading.ends import Killed, kills_for_memory
from workbook.grading.model import Master, Result, Submission, TestResult
from workbook.grading.rebuild import Rebuilt, rebuild, text_of
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
) -> Result:
    """Run *submission* against *master*'s tests, or those tests cells whose ids are in *only*.

    Where points are all that matters: without *pictures* figures and tables are not drawn for the notebook that comes
    back, without the *rest* no cell is run behind the last of *only*.

    Raises BadSubmission for bytes that are no notebook, SandboxUnavailable where submissions can't be run safely,
    EngineFault if the engine itself breaks twice.
    """
    started = time.monotonic()
    rebuilt = rebuild(submission, master)
    wanted = {cell.id for cell in rebuilt.cells if cell.kind == "tests" and (only is None or cell.id in only)}
    run = _run(rebuilt, master, wanted, seed, pictures=pictures, rest=rest)
    tests = []
    for cell in rebuilt.cells:
        if cell.kind == "tests":
            report = run.reports.get(cell.id)
            skipped = TestResult(cell.id, 0.0, cell.points, "skipped")
            tests.append(judge(cell, report) if report else skipped)
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


def _run(rebuilt: Rebuilt, master: Master, wanted: set[str], seed: int, **shown: bool) -> Run:
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


def _try(
    rebuilt: Rebuilt, master: Master, wanted: set[str], seed: int, last: bool = False, **shown: bool
) -> Run | None:
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
