"""The door: what a student handed in becomes clean here, once, before any other code sees it.

Bytes are weighed before they are parsed, so that no file can cost much memory. What comes out, :class:`CleanNotebook`,
holds texts that are valid UTF-8 without NUL, in numbers and sizes that are bounded; whatever has another type than
nbformat gives it is gone. Names of files and folders, time stamps and lines for the report are cleaned here too.
"""

from __future__ import annotations

import base64
import binascii
import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

from workbook.errors import BadSubmission

MAX_BYTES = 32 * 1024 * 1024
MOST_CONTAINERS = 1_000_000  # lists and objects of a file's JSON: up to 240 bytes of memory each
MOST_VALUES = 2_000_000
MOST_DEPTH = 200
MOST_CELLS = 50_000
MAX_ATTACHMENTS = 8 * 1024 * 1024  # characters of one cell's pictures
MOST_ATTACHMENTS = 100
MOST_NAME = 128
MOST_NOTES = 50
MOST_LINE = 300
_MOST_MARK = 200
_IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
CellType = Literal["code", "markdown", "raw", ""]
_TYPES: dict[str, CellType] = {"code": "code", "markdown": "markdown", "raw": "raw"}
_STRING = re.compile(rb'"[^"]*"')
_NESTING = bytes({ord("["): 1, ord("{"): 1, ord("]"): 255, ord("}"): 255}.get(byte, 0) for byte in range(256))
_NO_NESTING = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,]([0-9]{1,9}))?)?"
    r" ?(?:(Z|UTC|GMT)|([+-])([0-9]{2}):?([0-9]{2}))?"
)
_ODD = "\N{REPLACEMENT CHARACTER}"
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but for tabs and ends of lines, those that turn the direction of writing, halves of surrogate pairs."""


@dataclass(frozen=True)
class CleanCell:
    """One cell of a submission: clean texts of bounded number and size, and nothing else."""

    type: CellType
    """Empty for what is none of nbformat's."""
    source: str
    id: str = ""
    marks: Mapping[str, str | float | bool | None] | None = None
    """nbgrader's metadata, scalars only; None if there is none."""
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Pictures by name and kind, as valid base64."""


@dataclass(frozen=True)
class CleanNotebook:
    """A submitted notebook, clean."""

    cells: tuple[CleanCell, ...]
    malformed: int = 0
    """Entries among the cells that are no cells."""
    kernel: str = ""

    @property
    def grade_ids(self) -> frozenset[str]:
        """The graded cells that it says it holds."""
        names = (cell.marks.get("grade_id") for cell in self.cells if cell.marks)
        return frozenset(name for name in names if isinstance(name, str))


def clean_notebook(data: bytes) -> CleanNotebook:
    """Untrusted bytes as a notebook. Raises BadSubmission, which says what is wrong with them."""
    found = parse(data)
    entries = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise BadSubmission("the file is JSON, but no notebook of format 4: it has no list of cells")
    if len(entries) > MOST_CELLS:
        raise BadSubmission(f"the notebook has {len(entries)} cells; at most {MOST_CELLS} are read")
    cells = [_cell(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("cell_type"), str)]
    kernel = _inside(found, "metadata", "kernelspec", "name")
    return CleanNotebook(
        tuple(cells), len(entries) - len(cells), printable(kernel, 40) if isinstance(kernel, str) else ""
    )


def parse(data: bytes, most: int = MOST_VALUES) -> Any:
    """The JSON of a student's file, of at most *most* values, but with any types. Raises BadSubmission.

    A key that stands twice has its last value, as for every reader of notebooks.
    """
    if not data.strip():
        raise BadSubmission("the file is empty")
    if len(data) > MAX_BYTES:
        raise BadSubmission(f"the file has {len(data) / 2**20:.1f} MB; at most {MAX_BYTES // 2**20} MB are read")
    _weigh(data, most)
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadSubmission(f"the file is not UTF-8 text (byte {error.start})") from None
    except RecursionError:
        raise BadSubmission("the file's JSON is nested too deeply") from None
    except ValueError as error:
        raise BadSubmission(f"the file is not JSON: {str(error)[:MOST_LINE]}") from None


def _weigh(data: bytes, most: int) -> None:
    """Refuse JSON that would become too many objects or too deep ones, by its punctuation alone.

    What is counted up to any place of the file depends on what stands before it only, as for the parser: a file that
    isn't JSON can hide nothing from the count that the parser would get to see.
    """
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if bare.count(b'"') > 4 * most:
        raise BadSubmission(_TOO_MANY)
    outside = _STRING.sub(b"", bare)
    containers = outside.count(b"[") + outside.count(b"{")
    if containers > min(MOST_CONTAINERS, most) or outside.count(b",") > most:
        raise BadSubmission(_TOO_MANY)
    nesting = memoryview(outside.translate(_NESTING, _NO_NESTING)).cast("b")
    if max(itertools.accumulate(nesting), default=0) > MOST_DEPTH:
        raise BadSubmission("the file's JSON is nested too deeply")


_TOO_MANY = (
    f"the file's JSON has more than {MOST_CONTAINERS} lists and objects or {MOST_VALUES} values; "
    "clear the outputs and hand it in again"
)


def _inside(found: Any, *keys: str) -> Any:
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _cell(entry: dict[str, Any]) -> CleanCell:
    kind, name, marks = entry["cell_type"], entry.get("id"), _inside(entry, "metadata", "nbgrader")
    return CleanCell(
        type=_TYPES.get(kind, ""),
        source=clean_text(entry.get("source", "")),
        id=clean_text(name) if isinstance(name, str) and len(name) <= _MOST_MARK else "",
        marks={key: _mark(value) for key, value in itertools.islice(marks.items(), MOST_NOTES)}
        if isinstance(marks, dict)
        else None,
        attachments=_attachments(entry.get("attachments")),
    )


def _mark(value: Any) -> str | float | bool | None:
    """A scalar of metadata; a word for everything else, which differs from all that a master has."""
    if isinstance(value, str):
        return clean_text(value[: _MOST_MARK + 1])
    return value if value is None or isinstance(value, bool | int | float) else "(no plain value)"


def _attachments(found: Any) -> dict[str, dict[str, str]]:
    """Pictures pasted into a cell; everything else is dropped."""
    kept: dict[str, dict[str, str]] = {}
    size = 0
    for name, bundle in itertools.islice(found.items(), MOST_ATTACHMENTS) if isinstance(found, dict) else ():
        images: dict[str, str] = {}
        for kind in _IMAGES & bundle.keys() if isinstance(bundle, dict) else ():
            picture = clean_picture(bundle[kind], MAX_ATTACHMENTS - size)
            if picture:
                size += len(picture)
                images[kind] = picture
        if images and printable(name) == name:
            kept[name] = images
    return kept


def clean_picture(data: Any, most: int) -> str:
    """Base64 of at most *most* characters, without white space; nothing if it is none."""
    if not isinstance(data, str) or len(data) > most:
        return ""
    text = "".join(data.split())
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return text


def clean_text(source: Any) -> str:
    """A text, which nbformat allows to be a list of lines: valid UTF-8, without NUL. Anything else counts as empty."""
    if isinstance(source, list):
        try:
            source = "".join(source)
        except TypeError:
            source = "".join(line for line in source if isinstance(line, str))
    text: str = source if isinstance(source, str) else ""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")  # JSON can smuggle in halves of surrogate pairs
    return text.replace("\x00", _ODD)


def printable(name: str, most: int = MOST_NAME) -> str:
    """*name*, of a file say, with all that a terminal or a database can't take replaced, and cut if it is long."""
    clean = "".join(letter if letter.isprintable() else _ODD for letter in name[: most + 1])
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def clean_lines(text: str) -> str:
    """*text* of any number of lines, with all that a terminal would obey or can't take replaced."""
    return _OBEYED.sub(_ODD, text)


def moment(text: str) -> datetime:
    """A time stamp in ISO 8601, as UTC without a zone. Raises ValueError for everything else.

    ``2026-02-01 18:00:00.5 UTC``, as nbgrader's exchange writes it, ``2026-02-01T18:00+01:00`` and plain dates are read. The
    name of another zone is not: libraries look for a *file* of that name.
    """
    found = _STAMP.fullmatch(text.strip(" \t\r\n")) if len(text) <= MOST_LINE else None
    if not found:
        raise ValueError("no time stamp in ISO 8601")
    day, clock, fraction, _, sign, hours, minutes = found.groups()
    made = datetime.fromisoformat(f"{day}T{clock or '00:00'}")
    made += timedelta(microseconds=int((fraction or "0").ljust(6, "0")[:6]))
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
        made = made.replace(tzinfo=timezone(offset)).astimezone(UTC).replace(tzinfo=None)
    if not 1970 <= made.year < 3000:
        raise ValueError("a year that nobody hands in in")
    return made


class Notes:
    """Lines for the report, bounded in number and length: a student's names stand in them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._more = 0

    def add(self, line: str) -> None:
        """Note one more line, if there is room."""
        if len(self._lines) < MOST_NOTES:
            self._lines.append(printable(line, MOST_LINE))
        else:
            self._more += 1

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, and how many there was no room for."""
        return (*self._lines, f"… and {self._more} more of these.") if self._more else tuple(self._lines)
