"""Put a submission together again from the master: only answers and plain cells come from the student.

Every read-only and tests cell, all metadata and all points are the master's. A student's plain cells keep their
place: each follows the graded cell that it followed in the submission.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from workbook.errors import BadSubmission
from workbook.grading.model import Master, Notebook, Submission

MAX_BYTES = 32 * 1024 * 1024
MAX_PLAIN_CELLS = 500
MAX_SOURCE = 2 * 1024 * 1024  # characters of all the student's cells together
MAX_ATTACHMENTS = 8 * 1024 * 1024

Kind = Literal["plain", "read-only", "answer", "tests", "essay"]

_IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True)
class Cell:
    """One cell of the rebuilt notebook."""

    id: str
    kind: Kind
    type: Literal["code", "markdown", "raw"]
    source: str
    visible: str = ""
    """Of a graded cell, or of a plain cell that the student left alone: its text as released."""
    points: float = 0.0
    exercise: str = ""
    """How a message names the exercise that the cell belongs to."""
    metadata: dict[str, Any] = field(default_factory=dict)
    attachments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rebuilt:
    """The cells to run, in order, and what was not taken from the student."""

    cells: tuple[Cell, ...]
    restored: tuple[str, ...]
    metadata: dict[str, Any]

    def notebook(self, outputs: dict[str, list[dict[str, Any]]], counts: dict[str, int]) -> Notebook:
        """An nbformat notebook of the cells with their outputs and execution counts."""
        cells = []
        for cell in self.cells:
            entry: dict[str, Any] = {
                "cell_type": cell.type,
                "id": cell.id,
                "metadata": cell.metadata,
                "source": cell.source,
            }
            if cell.attachments:
                entry["attachments"] = cell.attachments
            if cell.type == "code":
                entry["execution_count"] = counts.get(cell.id)
                entry["outputs"] = outputs.get(cell.id, [])
            cells.append(entry)
        return {"cells": cells, "metadata": self.metadata, "nbformat": 4, "nbformat_minor": 5}


def text_of(cell: dict[str, Any]) -> str:
    """A cell's source, which nbformat allows to be a list of lines. Anything else counts as empty."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    return source.encode("utf-8", "replace").decode("utf-8")  # JSON can smuggle in halves of surrogate pairs


def read_notebook(data: bytes) -> Notebook:
    """Parse untrusted bytes. Raises BadSubmission, which says what is wrong with them."""
    if not data.strip():
        raise BadSubmission("the file is empty")
    if len(data) > MAX_BYTES:
        raise BadSubmission(f"the file has {len(data) / 2**20:.0f} MB; at most {MAX_BYTES // 2**20} MB are read")
    try:
        notebook = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadSubmission(f"the file is not UTF-8 text (byte {error.start})") from None
    except RecursionError:
        raise BadSubmission("the file's JSON is nested too deeply") from None
    except ValueError as error:
        raise BadSubmission(f"the file is not JSON: {error}") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise BadSubmission("the file is JSON, but no notebook of format 4: it has no list of cells")
    return notebook


def kind_of(cell: dict[str, Any]) -> Kind:
    """The kind of a master's cell, from its nbgrader metadata."""
    marks = cell.get("metadata", {}).get("nbgrader") or {}
    grade, solution = bool(marks.get("grade")), bool(marks.get("solution"))
    if grade and solution:
        return "essay"
    if solution:
        return "answer"
    if grade:
        return "tests"
    return "read-only" if marks.get("locked") else "plain"


def rebuild(submission: Submission, master: Master) -> Rebuilt:
    """The master's graded cells with the student's answers, and the student's plain cells between them."""
    student = _Student(read_notebook(submission.notebook), master)
    released = {cell["metadata"]["nbgrader"]["grade_id"]: text_of(cell) for cell in graded(master.release)}
    cells: list[Cell] = list(student.plain_after(None))
    exercise = ""
    for entry in master.source["cells"]:
        exercise = _heading(entry) or exercise
        kind = kind_of(entry)
        if kind == "plain":
            continue
        name = entry["metadata"]["nbgrader"]["grade_id"]
        own = student.answers.get(name) if kind in ("answer", "essay") else None
        cells.append(
            Cell(
                id=name,
                kind=kind,
                type=entry["cell_type"],
                source=text_of(entry)
                if kind in ("tests", "read-only")
                else own.text
                if own
                else released.get(name, ""),
                visible=released.get(name, ""),
                points=float(entry["metadata"]["nbgrader"].get("points") or 0),
                exercise=exercise or name,
                metadata=dict(entry["metadata"]),
                attachments=own.attachments if own and kind == "essay" else {},
            )
        )
        cells.extend(student.plain_after(name))
    return Rebuilt(tuple(cells), tuple(student.restored), dict(master.source.get("metadata", {})))


def graded(notebook: Notebook) -> Iterator[dict[str, Any]]:
    """The cells of a master that carry a grade id."""
    return (cell for cell in notebook["cells"] if kind_of(cell) != "plain")


def _heading(cell: dict[str, Any]) -> str:
    if cell["cell_type"] != "markdown":
        return ""
    found = re.match(r"##\s+(.+)", text_of(cell))
    return found.group(1).strip() if found else ""


@dataclass(frozen=True)
class _Own:
    """What a student put into an answer or essay cell."""

    text: str
    attachments: dict[str, Any]


class _Student:
    """A submission sorted into answers and plain cells, with notes on all that is not taken over."""

    def __init__(self, notebook: Notebook, master: Master) -> None:
        self.master = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in graded(master.release)}
        self.answers: dict[str, _Own] = {}
        self.restored: list[str] = []
        self._plain: dict[str | None, list[Cell]] = {}
        self._size = 0
        self._count = 0
        self._given = {text_of(cell).strip() for cell in master.release["cells"] if kind_of(cell) == "plain"}
        self._seen: list[str] = []
        self._sort(notebook)

    def plain_after(self, name: str | None) -> list[Cell]:
        """The student's own cells that stood behind the graded cell *name*; None: before all of them."""
        return self._plain.get(name, [])

    def _sort(self, notebook: Notebook) -> None:
        last: str | None = None
        malformed = 0
        for cell in notebook["cells"]:
            if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
                malformed += 1
                continue
            name = self._name(cell)
            if name is None:
                self._keep_plain(cell, last)
            else:
                self._take(name, cell)
                last = name
        if malformed:
            self.restored.append(f"{malformed} entries that are no cells were ignored.")
        self._report(notebook)

    def _name(self, cell: dict[str, Any]) -> str | None:
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(marks, dict):
            name = marks.get("grade_id")
            if isinstance(name, str) and name in self.master:
                self._check_marks(name, marks)
                return name
            if marks.get("grade") or marks.get("solution") or marks.get("locked"):
                self.restored.append(f"A cell that claims to be graded as {str(name)[:40]!r} counts as a plain cell.")
            return None
        name = cell.get("id")
        return name if isinstance(name, str) and name in self.master else None

    def _check_marks(self, name: str, marks: dict[str, Any]) -> None:
        own = self.master[name]["metadata"]["nbgrader"]
        keys = ("grade", "solution", "locked", "task", "points", "cell_type", "schema_version")
        changed = [key for key in keys if key in own and marks.get(key) != own[key]]
        if changed:
            self.restored.append(f"{name}: metadata restored ({', '.join(changed)}).")

    def _take(self, name: str, cell: dict[str, Any]) -> None:
        text, released = text_of(cell), text_of(self.master[name])
        kind = kind_of(self.master[name])
        if kind in ("tests", "read-only"):
            if text.strip() != released.strip():
                self.restored.append(f"{name}: the text of a locked cell was changed and is restored.")
            if name in self._seen:
                self.restored.append(f"{name}: a second copy of the cell was ignored.")
            self._seen.append(name)
            return
        if name not in self.answers or self.answers[name].text.strip() == released.strip():
            if name not in self.answers:
                self._seen.append(name)
            self.answers[name] = _Own(self._within(text, released), _attachments(cell))
            return
        self.restored.append(f"{name}: a second copy of the cell counts as a plain cell.")
        self._keep_plain(cell, name)

    def _within(self, text: str, fallback: str) -> str:
        self._size += len(text)
        return text if self._size <= MAX_SOURCE else fallback

    def _keep_plain(self, cell: dict[str, Any], after: str | None) -> None:
        kind = cell["cell_type"]
        text = text_of(cell)
        self._count += 1
        self._size += len(text)
        if kind not in ("code", "markdown", "raw") or self._count > MAX_PLAIN_CELLS or self._size > MAX_SOURCE:
            return
        made = Cell(
            id=f"plain-{self._count}",
            kind="plain",
            type=kind,
            source=text,
            visible=text if kind == "code" and text.strip() in self._given else "",
            attachments=_attachments(cell) if kind == "markdown" else {},
        )
        self._plain.setdefault(after, []).append(made)

    def _report(self, notebook: Notebook) -> None:
        if self._count > MAX_PLAIN_CELLS:
            self.restored.append(f"Only the first {MAX_PLAIN_CELLS} of {self._count} plain cells were run.")
        if self._size > MAX_SOURCE:
            self.restored.append(f"Text beyond {MAX_SOURCE // 2**20} MB was ignored.")
        for name in self.master:
            if name not in self._seen:
                self.restored.append(f"{name}: the cell was missing and is restored.")
        expected = [name for name in self.master if name in set(self._seen)]
        if list(dict.fromkeys(self._seen)) != expected:
            self.restored.append("Cells stood in another order; the master's order is restored.")
        metadata = notebook.get("metadata")
        kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
        name = kernel.get("name") if isinstance(kernel, dict) else None
        if isinstance(name, str) and not name.startswith("python"):
            self.restored.append(f"The notebook names the kernel {name[:40]!r}; it was run with Python.")


def _attachments(cell: dict[str, Any]) -> dict[str, Any]:
    """Pictures pasted into a markdown cell; everything else is dropped."""
    found = cell.get("attachments")
    if not isinstance(found, dict):
        return {}
    kept: dict[str, Any] = {}
    size = 0
    for name, bundle in found.items():
        if not isinstance(bundle, dict):
            continue
        images = {kind: data for kind, data in bundle.items() if kind in _IMAGES and isinstance(data, str)}
        size += sum(map(len, images.values()))
        if images and size <= MAX_ATTACHMENTS:
            kept[name] = images
    return kept
