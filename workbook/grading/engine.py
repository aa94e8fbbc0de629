"""Grade one submission: ``grade(submission, master)`` is a pure function over plain data."""

from __future__ import annotations

import os
import pickle
import tempfile
import time
import traceback
from collections.abc import Collection
from typing import Any

from workbook.grading.model import Master, PartResult, Result, Submission, TestResult
from workbook.grading.rebuild import Rebuilt, rebuild
from workbook.grading.verdict import Report, judge, number_of


def grade(
    submission: Submission, master: Master, *, only: Collection[str] | None = None, seed: int = 0
) -> Result:
    """Run *submission* against *master*'s tests, or those tests cells whose ids are in *only*.

    Raises BadSubmission for bytes that are no notebook.
    """
    started = time.monotonic()
    rebuilt = rebuild(submission, master)
    raw = _in_fork(rebuilt, master, only, seed)
    tests = []
    for cell in rebuilt.cells:
        if cell.kind != "tests":
            continue
        if only is not None and cell.id not in only:
            tests.append(TestResult(cell.id, 0.0, cell.points, "skipped"))
        elif cell.id in raw["reports"]:
            tests.append(judge(cell, raw["reports"][cell.id]))
        else:
            tests.append(judge(cell, Report(stopped=True, message=f"stopped in exercise {cell.exercise}")))
    return Result(
        student=submission.student,
        unit=master.unit,
        lesson=master.lesson,
        tests=tuple(tests),
        notebook=rebuilt.notebook(raw["outputs"], raw["counts"]),
        restored=rebuilt.restored,
        seconds=time.monotonic() - started,
        seed=seed,
    )


def _in_fork(rebuilt: Rebuilt, master: Master, only: Collection[str] | None, seed: int) -> dict[str, Any]:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            done = _run(rebuilt, master, only, seed)
            with os.fdopen(write, "wb") as stream:
                pickle.dump(done, stream)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else {"reports": {}, "outputs": {}, "counts": {}}


def _run(rebuilt: Rebuilt, master: Master, only: Collection[str] | None, seed: int) -> dict[str, Any]:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=config)
    os.environ["WORKBOOK_SEED"] = str(seed)
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    for name in ("data", "figures"):
        if master.files is not None and (master.files / name).is_dir():
            import shutil

            shutil.copytree(master.files / name, name)
    reports, outputs, counts = {}, {}, {}
    for number, cell in enumerate((cell for cell in rebuilt.cells if cell.type == "code"), start=1):
        if cell.kind == "tests" and only is not None and cell.id not in only:
            continue
        with capture_output() as captured:
            result = shell.run_cell(cell.source, store_history=True)
        counts[cell.id] = number
        outputs[cell.id] = [{"output_type": "stream", "name": "stdout", "text": captured.stdout}]
        if cell.kind == "tests":
            reports[cell.id] = _report(result)
    return {"reports": reports, "outputs": outputs, "counts": counts}


def _report(result: Any) -> Report:
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        parts = _parts(getattr(error, "parts", ()))
        frames = traceback.extract_tb(error.__traceback__)
        line = next((frame.lineno or 0 for frame in frames if frame.name == "<module>"), 0)
        name = type(error).__name__
        message = str(error) if isinstance(error, AssertionError) else f"{name}: {error}"
        return Report(error=name, message=message, parts=parts, line=line)
    return Report(score=number_of(result.result), parts=_parts(getattr(result.result, "parts", ())))


def _parts(parts: Any) -> tuple[PartResult, ...]:
    if not isinstance(parts, tuple):
        return ()
    return tuple(PartResult(part.name, float(part.weight), bool(part.passed), str(part.message)) for part in parts)
