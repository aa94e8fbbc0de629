"""What the names inside a download say: whose file it is, when it came, whether it was late.

Canvas names files ``<name>[_LATE]_<user>_<file>_<own name>``, text entries ``…_text.html``, links ``…_link.html``, the name
in small letters without spaces: https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb. Moodle makes
folders ``<full name>_<number>_assignsubmission_file``, or prefixes of files where folders are switched off:
https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php. Plain is all else: a folder or a zip for each
student, or nbgrader's ``<student>_attempt_2016-01-30-15-00-00_<own name>``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workbook.grading.door import moment

Kind = Literal["canvas", "moodle", "plain"]
KINDS: tuple[Kind, ...] = ("canvas", "moodle", "plain")

_CANVAS = re.compile(
    r"(?:(?!LATE_)(?P<name>[^/]*?)_)?(?:(?P<late>LATE)_)?(?P<number>[0-9]+|anon_[A-Za-z0-9]+)"
    r"_(?:(?P<file>[0-9]+)_(?P<own>[^/]+)|(?P<text>text|link)\.html)"
)
_MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<number>[0-9]+)_assignsubmission_(?P<type>[a-z]+)(?:_?/|_)(?P<own>.+)", re.DOTALL
)
_ATTEMPT = re.compile(
    r"(?:[^/]+_)?(?P<name>[^/_]+)_attempt_(?P<stamp>[0-9]{4}(?:-[0-9]{2}){5})_(?P<own>[^/]+)", re.DOTALL
)
_AGAIN = re.compile(r"(?:-|[ _]\(|[ _]- ?Copy ?\()(?P<count>[0-9]{1,4})\)?$|[ _]-[ _]Copy(?P<copy>)$")
_TOPS = ("submitted",)


@dataclass(frozen=True)
class Part:
    """One file of a download, and what its name says."""

    number: str
    """The platform's own number of the student; empty if it gives none."""
    name: str
    own: str
    """The path of the file as the student knows it."""
    order: int = 0
    """Grows with the time at which the platform took the file; 0 if it doesn't say."""
    late: bool = False
    stamp: datetime | None = None
    text: str = ""
    """What else than a file this is: a text typed into the platform, a link."""


def split(path: str, kind: Kind, unit: str = "") -> Part | None:
    """What *path* in a download says; None if it has no form that *kind* gives."""
    return {"canvas": _canvas, "moodle": _moodle, "plain": _plain}[kind](path, unit)


def guess(paths: Sequence[str]) -> Kind:
    """Whose download this is: that of the platform that would give more than half of the names."""
    platforms: tuple[Kind, ...] = ("moodle", "canvas")
    for kind in platforms:
        made = sum(split(path, kind) is not None for path in paths)
        if 2 * made > len(paths):
            return kind
    return "plain"


def _canvas(path: str, _unit: str) -> Part | None:
    found = _CANVAS.fullmatch(path)
    if not found:
        return None
    return Part(
        number=found["number"],
        name=found["name"] or "",
        own=found["own"] or "",
        order=int((found["file"] or "0")[:18]),
        late=bool(found["late"]),
        text={"text": "a text typed into Canvas", "link": "a link"}.get(found["text"] or "", ""),
    )


def _moodle(path: str, _unit: str) -> Part | None:
    found = _MOODLE.fullmatch(path)
    if not found:
        return None
    text = "" if found["type"] == "file" else f"{found['type']}, typed into Moodle"
    return Part(number=found["number"], name=found["name"], own=found["own"], text=text)


def _plain(path: str, unit: str) -> Part | None:
    parts = path.split("/")
    while len(parts) > 1 and parts[0] in (*_TOPS, unit):
        parts = parts[1:]
    student, own = parts[0], "/".join(parts[1:])
    if own:
        return Part(number="", name=student, own=own)
    attempt = _ATTEMPT.fullmatch(student)
    if attempt:
        day, clock = attempt["stamp"][:10], attempt["stamp"][11:].replace("-", ":")
        try:
            stamp = moment(f"{day} {clock}")
        except ValueError:
            return None
        return Part("", attempt["name"], attempt["own"], order=int(stamp.timestamp()), stamp=stamp)
    if student.lower().endswith(".zip"):
        return Part(number="", name=student[:-4], own=student)
    return None


def squashed(name: str) -> str:
    """*name* as two spellings of it have in common: small letters and digits, without spaces and signs."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def lesson_of(file: str, lessons: Iterable[str]) -> tuple[str, int]:
    """The lesson that a notebook's name means, ``1-numbers-2.ipynb`` too, and which copy it is; nothing if it is none."""
    stem, dot, end = file.rpartition(".")
    known = set(lessons)
    if not dot or end.lower() != "ipynb":
        return "", 0
    if stem in known:
        return stem, 0
    found = _AGAIN.search(stem)
    if found and stem[: found.start()] in known:
        return stem[: found.start()], int(found["count"] or 1)
    return "", 0
