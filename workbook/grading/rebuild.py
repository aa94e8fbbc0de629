"""Put a submission together again from the master: only answers and plain cells come from the student.

Every read-only and tests cell, all metadata and all points are the master's. A student's plain cells keep their
place: each follows the graded cell that it followed in the submission.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workbook.grading.door import MAX_BYTES as MAX_BYTES  # where its readers look for it
from workbook.grading.door import CleanCell, CleanNotebook, Notes, clean_notebook, clean_text
from workbook.grading.model import Master, Notebook, Submission

MAX_PLAIN_CELLS = 500
MAX_SOURCE = 2 * 1024 * 1024  # characters of all the student's cells together
MAX_ATTACHED = 16 * 1024 * 1024  # characters of all their pictures together

Kind = Literal["plain", "read-only", "answer", "tests", "essay"]


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
    attachments: Mapping[str, Any] = field(default_factory=dict)


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
    return clean_text(cell.get("source", ""))


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
    student = _Student(clean_notebook(submission.notebook), master)
    released = {cell["metadata"]["nbgrader"]["grade_id"]: text_of(cell) for cell in graded(master.release)}
    cells: list[Cell] = list(student.plain_after(None))
    exercise = ""
    for entry in master.source["cells"]:
        exercise = heading_of(entry) or exercise
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
    return Rebuilt(tuple(cells), student.restored.lines, dict(master.source.get("metadata", {})))


def graded(notebook: Notebook) -> Iterator[dict[str, Any]]:
    """The cells of a master that carry a grade id."""
    return (cell for cell in notebook["cells"] if kind_of(cell) != "plain")


_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^##[ \t]+(.+)", re.MULTILINE)


def heading_of(cell: dict[str, Any]) -> str:
    """The last heading of the second level in a cell of prose, which what follows belongs to; else nothing."""
    if cell["cell_type"] != "markdown":
        return ""
    found = _HEADING.findall(_FENCED.sub("", text_of(cell)))
    return str(found[-1]).strip() if found else ""


@dataclass(frozen=True)
class _Own:
    """What a student put into an answer or essay cell."""

    text: str
    attachments: Mapping[str, Any]


class _Student:
    """A submission sorted into answers and plain cells, with notes on all that is not taken over."""

    def __init__(self, notebook: CleanNotebook, master: Master) -> None:
        self.master = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in graded(master.release)}
        self.answers: dict[str, _Own] = {}
        self.restored = Notes()
        self._plain: dict[str | None, list[Cell]] = {}
        self._size = self._count = self._attached = 0
        self._given = {text_of(cell).strip() for cell in master.release["cells"] if kind_of(cell) == "plain"}
        self._seen: dict[str, None] = {}  # in the order in which they were met
        self._older: dict[str, None] = {}  # cells that are as an older release gave them
        self._sort(notebook)

    def plain_after(self, name: str | None) -> list[Cell]:
        """The student's own cells that stood behind the graded cell *name*; None: before all of them."""
        return self._plain.get(name, [])

    def _sort(self, notebook: CleanNotebook) -> None:
        last: str | None = None
        for cell in notebook.cells:
            name = self._name(cell)
            if name is None:
                self._keep_plain(cell, last)
            else:
                self._take(name, cell)
                last = name
        if notebook.malformed:
            self.restored.add(f"{notebook.malformed} entries that are no cells were ignored.")
        self._report(notebook)

    def _name(self, cell: CleanCell) -> str | None:
        if cell.marks is None:
            return cell.id if cell.id in self.master else None
        name = cell.marks.get("grade_id")
        if isinstance(name, str) and name in self.master:
            self._check_marks(name, cell)
            return name
        if cell.marks.get("grade") or cell.marks.get("solution") or cell.marks.get("locked"):
            self.restored.add(f"A cell that claims to be graded as {str(name)[:40]!r} counts as a plain cell.")
        return None

    def _check_marks(self, name: str, cell: CleanCell) -> None:
        own, marks = self.master[name]["metadata"]["nbgrader"], cell.marks or {}
        keys = ("grade", "solution", "locked", "task", "points", "cell_type", "schema_version")
        changed = [key for key in keys if key in own and marks.get(key) != own[key]]
        if changed and _as_released(name, cell):
            self._older[name] = None
        elif changed:
            self.restored.add(f"{name}: metadata restored ({', '.join(changed)}).")

    def _take(self, name: str, cell: CleanCell) -> None:
        released = text_of(self.master[name])
        kind = kind_of(self.master[name])
        seen = name in self._seen
        self._seen.setdefault(name)
        if kind in ("tests", "read-only"):
            if cell.source.strip() == released.strip():
                pass
            elif _as_released(name, cell):
                self._older[name] = None
            else:
                self.restored.add(f"{name}: the text of a locked cell was changed and is restored.")
            if seen:
                self.restored.add(f"{name}: a second copy of the cell was ignored.")
        elif not seen or self.answers[name].text.strip() == released.strip():
            self.answers[name] = _Own(self._within(cell.source, released), self._pictures(cell))
        else:
            self.restored.add(f"{name}: a second copy of the cell counts as a plain cell.")
            self._keep_plain(cell, name)

    def _within(self, text: str, fallback: str) -> str:
        self._size += len(text)
        return text if self._size <= MAX_SOURCE else fallback

    def _pictures(self, cell: CleanCell) -> Mapping[str, Any]:
        self._attached += sum(len(picture) for bundle in cell.attachments.values() for picture in bundle.values())
        return cell.attachments if self._attached <= MAX_ATTACHED else {}

    def _keep_plain(self, cell: CleanCell, after: str | None) -> None:
        kind, text = cell.type, cell.source
        self._count += 1
        self._size += len(text)
        if not kind or self._count > MAX_PLAIN_CELLS or self._size > MAX_SOURCE:
            return
        made = Cell(
            id=f"plain-{self._count}",
            kind="plain",
            type=kind,
            source=text,
            visible=text if kind == "code" and text.strip() in self._given else "",
            attachments=self._pictures(cell) if kind == "markdown" else {},
        )
        self._plain.setdefault(after, []).append(made)

    def _report(self, notebook: CleanNotebook) -> None:
        if self._count > MAX_PLAIN_CELLS:
            self.restored.add(f"Only the first {MAX_PLAIN_CELLS} of {self._count} plain cells were run.")
        if self._size > MAX_SOURCE:
            self.restored.add(f"Text beyond {MAX_SOURCE // 2**20} MB was ignored.")
        if self._attached > MAX_ATTACHED:
            self.restored.add(f"Attached pictures beyond {MAX_ATTACHED // 2**20} MB were ignored.")
        missing = [name for name in self.master if name not in self._seen]
        if self._older:
            renewed = ", ".join([*self._older, *missing])
            self.restored.add(f"Handed in on an older release of the lesson; brought up to date: {renewed}.")
        else:
            for name in missing:
                self.restored.add(f"{name}: the cell was missing and is restored.")
        if list(self._seen) != [name for name in self.master if name in self._seen]:
            self.restored.add("Cells stood in another order; the master's order is restored.")
        if notebook.kernel and not notebook.kernel.startswith("python"):
            self.restored.add(f"The notebook names the kernel {notebook.kernel!r}; it was run with Python.")


def _as_released(name: str, cell: CleanCell) -> bool:
    """Whether a cell agrees with the checksum that its release gave it, so that nobody has changed it since.

    It can be forged: only what the student is told hangs on it.
    """
    marks = cell.marks or {}
    flags = [bool(marks.get(key)) for key in ("grade", "solution", "locked")]
    points = marks.get("points")
    parts = [cell.source, cell.type, *map(str, flags), name]
    if flags[0]:
        if not isinstance(points, int | float) or not abs(points) < 1e9:  # a number of any length may stand there
            return False
        parts.append(str(float(points)))
    return marks.get("checksum") == hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def master_cells(rebuilt: Rebuilt) -> list[tuple[str, str]]:
    """Read-only and tests cells, id and text: no name that one of them gives a value is ever taken from the answer."""
    cells = (cell for cell in rebuilt.cells if cell.type == "code" and cell.kind in ("read-only", "tests"))
    return [(cell.id, cell.source) for cell in cells]


def label_of(cell: Cell) -> str:
    """What messages call a cell that is run in the answer process."""
    return cell.id if cell.kind == "answer" else f"{cell.id} (not an answer)"
