"""Grade one's own work through an ordinary Jupyter kernel, where no sandbox can be had.

Answers and tests share one process here, as in stock nbgrader: fine for a student's own machine, never for a class.
Points are the same as the engine's for honest work.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from workbook.course import SEEN_BY_CELLS, own_python
from workbook.errors import WorkbookError
from workbook.grading.model import Master, PartOutcome, PartResult, Result, Submission, TestResult
from workbook.grading.rebuild import Cell, Rebuilt, rebuild
from workbook.grading.verdict import AT_FAULT, Report, judge, plain_text

_FAILED_PART = re.compile(r"^✗ (?P<name>[^:\n]+): (?P<message>.*?)(?=^✗ |^\d+ of \d+ parts passed|\Z)", re.M | re.S)
_ARROW = re.compile(r"^-+> +(\d+)", re.M)


def grade(submission: Submission, master: Master, *, only: Collection[str] | None = None, seed: int = 0) -> Result:
    """Like :func:`workbook.grading.engine.grade`, without any protection from the answer.

    Raises BadSubmission for bytes that are no notebook, WorkbookError when no kernel can be started.
    """
    started = time.monotonic()
    rebuilt = rebuild(submission, master)
    notebook = nbformat.from_dict(rebuilt.notebook({}, {}))
    if only is not None:
        tests = {cell.id for cell in rebuilt.cells if cell.kind == "tests"} - set(only)
        for cell in notebook.cells:
            cell.source = "" if cell.id in tests else cell.source
    ended = _run(notebook, master, seed)
    return Result(
        student=submission.student,
        unit=master.unit,
        lesson=master.lesson,
        tests=tuple(_verdicts(rebuilt, notebook, only, ended)),
        notebook=dict(notebook),
        restored=rebuilt.restored,
        seconds=time.monotonic() - started,
        seed=seed,
    )


def _run(notebook: Any, master: Master, seed: int) -> str:
    """Run all cells in place; why the kernel ended early, or nothing."""
    hidden = {"WORKBOOK_HIDDEN": str(master.hidden)} if master.hidden else {}
    with _folder(master.files) as folder:
        client = NotebookClient(
            notebook,
            timeout=int(master.limits.seconds),
            allow_errors=True,
            interrupt_on_timeout=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],  # no word on its own transport
            error_on_timeout={"ename": "TimeoutError", "evalue": "", "traceback": []},
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env={**os.environ, "WORKBOOK_SEED": str(seed), "WORKBOOK_PLAIN": "1", **hidden})
        except DeadKernelError:
            return "the kernel died; the answer used too much memory or ended the process"
        except CellTimeoutError:
            return f"stopped after {master.limits.seconds:g} s"
        except OSError as error:
            raise WorkbookError(f"No Jupyter kernel can be started: {error}", "Run: make setup") from error
    return ""


@contextmanager
def _folder(files: Path | None) -> Iterator[Path]:
    """A working folder with copies of the unit's data, figures and own Python."""
    with tempfile.TemporaryDirectory(prefix="workbook-") as name:
        for kind in SEEN_BY_CELLS:
            if files is not None and (files / kind).is_dir():
                shutil.copytree(files / kind, Path(name) / kind)
        for path in own_python(files) if files else ():
            copy = Path(name) / path.relative_to(files)  # type: ignore[arg-type]
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        yield Path(name)


def _verdicts(rebuilt: Rebuilt, notebook: Any, only: Collection[str] | None, ended: str) -> Iterator[TestResult]:
    ran = {cell.id: cell for cell in notebook.cells}
    for cell in rebuilt.cells:
        if cell.kind != "tests":
            continue
        if only is not None and cell.id not in only:
            yield TestResult(cell.id, 0.0, cell.points, "skipped")
        elif ended and ran[cell.id].execution_count is None:
            yield judge(cell, Report("stopped", f"{ended}, in exercise {cell.exercise} or before"))
        elif ran[cell.id].execution_count is None:
            yield judge(cell, Report(message=f"{AT_FAULT} It was not run."))
        else:
            yield judge(cell, _report(cell, ran[cell.id].outputs))


def _report(cell: Cell, outputs: list[Mapping[str, Any]]) -> Report:
    """What the outputs of a tests cell say, read as nbgrader reads them."""
    printed = "".join(str(output.get("text", "")) for output in outputs if output["output_type"] == "stream")
    parts = tuple(
        PartResult(found["name"], 1.0, _outcome(found["message"]), found["message"].strip())
        for found in _FAILED_PART.finditer(plain_text(printed))
    )
    score = None
    for output in outputs:
        if output["output_type"] == "error":
            return _error(output, parts)
        if output["output_type"] == "execute_result":
            score = _number(output["data"].get("text/plain", ""))
    return Report("finished", score=score, parts=parts)


def _outcome(message: str) -> PartOutcome:
    return "not run" if message.startswith("not run: ") else "failed"


def _error(output: Mapping[str, Any], parts: tuple[PartResult, ...]) -> Report:
    name, value = str(output["ename"]), str(output["evalue"])
    if name == "TimeoutError" and not output["traceback"]:
        return Report("stopped", "stopped: the time of one cell is over", parts=parts)
    lines = _ARROW.findall(plain_text("\n".join(output["traceback"])))
    assertion = name in ("AssertionError", "Failure", "AllFailed")
    return Report(
        "failed",
        message=value if assertion else f"{name}: {value}",
        parts=parts,
        line=int(lines[0]) if lines else 0,
    )


def _number(text: Any) -> float | None:
    try:
        return float("".join(text))
    except ValueError:
        return None
