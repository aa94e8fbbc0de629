"""One edit of a text, and what it makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST = 60  # characters of a line, as a person reads it in a list


@dataclass(frozen=True)
class Edit:
    """The characters from *start* to *end* become *new*."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Mutant:
    """The whole text with one edit in it. ``change`` is its first changed line, before and after: ``a < b => a <= b``."""

    change: str
    text: str


def apply(text: str, edits: Iterable[Edit]) -> Iterator[Mutant]:
    """A mutant an edit, each text once."""
    seen = {text}
    for edit in edits:
        changed = text[: edit.start] + edit.new + text[edit.end :]
        if changed not in seen:
            seen.add(changed)
            yield Mutant(_change(text, changed, edit), changed)


def _change(text: str, changed: str, edit: Edit) -> str:
    first = text.rfind("\n", 0, edit.start) + 1
    return f"{_line(text, first)} => {_line(changed, first)}"


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip()
