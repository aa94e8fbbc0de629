"""A student's notebook brought to a new release of its lesson, by the ids of its cells: no text of the student's is lost.

Three notebooks meet: the release that was taken (*base*), what the student made of it (*own*), and the release of now (*new*).
Locked cells are the new ones. A text that the student left alone becomes the new one. What the student wrote stays:
in its cell where the new release has it, else as a cell of the student's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from workbook.grading.model import Notebook
from workbook.grading.rebuild import kind_of, text_of

_LOCKED = ("tests", "read-only")


@dataclass(frozen=True)
class Merged:
    """The notebook of now, and ids of answers whose cells the new release doesn't have: their texts stand in cells of their own."""

    notebook: Notebook
    unplaced: tuple[str, ...] = ()


def merge(base: Notebook, own: Notebook, new: Notebook) -> Merged:
    """*own* on the new release. The three stay as they are."""
    return _Merge(base, new).of(own)


def _key(cell: dict[str, Any]) -> str:
    marks = cell.get("metadata", {}).get("nbgrader")
    return str((marks.get("grade_id") if isinstance(marks, dict) else None) or cell.get("id") or "")


class _Merge:
    def __init__(self, base: Notebook, new: Notebook) -> None:
        self._new = new
        self._released = {_key(cell): cell for cell in base["cells"]}
        self._now = {_key(cell): cell for cell in new["cells"]}
        self._placed: dict[str, dict[str, Any]] = {}
        self._own: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._unplaced: list[str] = []

    def of(self, own: Notebook) -> Merged:
        """Sort the student's cells, then lay them out in the new order."""
        anchor = ""
        for cell in own["cells"]:
            key = _key(cell)
            if key in self._released and key in self._now and key not in self._placed:
                self._placed[key] = self._met(cell, self._released[key], self._now[key])
                anchor = key
            elif key in self._released and key not in self._now:
                self._gone(cell, key, anchor)
            elif key not in self._placed or text_of(cell) != text_of(self._placed[key]):
                self._own[anchor].append(cell)
        cells = list(self._own[""])
        for cell in self._new["cells"]:
            key = _key(cell)
            if (
                key in self._placed or kind_of(cell) != "plain" or key not in self._released
            ):  # not thrown away by the student
                cells.append(self._placed.get(key, cell))
            cells += self._own[key] if key else []
        return Merged({**self._new, "cells": self._named(cells)}, tuple(self._unplaced))

    def _met(self, cell: dict[str, Any], base: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """One cell that all three have."""
        text = text_of(cell)
        written = kind_of(new) not in _LOCKED and text != text_of(base)
        made = {**new, "source": text} if written else dict(new)
        if made["cell_type"] == cell["cell_type"] and text_of(made) == text:
            kept = ("outputs", "execution_count", "attachments")
            made |= {name: cell[name] for name in kept if name in cell}
        return made

    def _gone(self, cell: dict[str, Any], key: str, anchor: str) -> None:
        """A cell that the new release no longer has: what was written in it becomes a cell of the student's own."""
        base = self._released[key]
        if kind_of(base) in _LOCKED or text_of(cell) == text_of(base):
            return
        if kind_of(base) != "plain":
            self._unplaced.append(key)
        metadata = {name: value for name, value in cell["metadata"].items() if name in ("tags",)}
        self._own[anchor].append({**cell, "metadata": metadata})

    def _named(self, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The cells, of which no two have one id, and only the release's count as graded."""
        taken, found = {str(cell.get("id")) for cell in self._new["cells"]}, []
        ours = {id(cell) for cell in (*self._new["cells"], *self._placed.values())}
        for cell in cells:
            if id(cell) in ours:
                found.append(cell)
                continue
            name, number = str(cell.get("id") or "own"), 1
            while name in taken:
                number += 1
                name = f"{str(cell.get('id') or 'own')[:50]}-{number}"
            taken.add(name)
            metadata = {key: value for key, value in cell.get("metadata", {}).items() if key != "nbgrader"}
            found.append({**cell, "id": name, "metadata": metadata})
        return found
