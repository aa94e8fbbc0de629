"""When a paper of the coding test was taken: what the clock writes, and what a submission claims.

The clock keeps the times in ``exam-<paper>.json`` beside the notebook and in the metadata of its own output inside the
notebook, so that they are handed in with either. They are the student's claim: whoever can write the answers can
write the times too. `sitting` compares what can be compared, and names doubts; nothing here changes a point.
Times are seconds since 1970.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from papers import MINUTES, PAPERS, is_sample
from workbook.errors import BadSubmission
from workbook.files import read_regular, write_atomically
from workbook.grading.door import clean_text, parse, printable

PAUSE = "pause"
KEY = "exam"
"""Of the clock's output metadata, below "workbook"."""
_SLACK = 60.0  # seconds that two honest clocks, or a save and a click, may lie apart
_MOST_BYTES = 100_000
_STUDENT = re.compile(r"""^student *= *(["'])(.{0,100}?)\1 *(?:#.*)?$""", re.MULTILINE)


@dataclass
class Times:
    """When a paper was started and finished, and how many seconds each part took."""

    paper: str
    started: float
    finished: float | None = None
    part: str = "A"
    since: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, found: Any) -> Times | None:
        """The times in parsed JSON; None when it says something else."""
        try:
            finished = found["finished"]
            if not isinstance(found["paper"], str) or found["part"] not in (*MINUTES, PAUSE):
                return None
            times = cls(
                str(found["paper"]),
                float(found["started"]),
                None if finished is None else float(finished),
                str(found["part"]),
                float(found["since"]),
                {part: float(found["spent"].get(part, 0.0)) for part in MINUTES},
            )
            numbers = [times.started, times.finished or 0.0, times.since, *times.spent.values()]
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return None
        sound = times.paper in PAPERS and all(0 <= number < 1e11 for number in numbers)
        return times if sound else None

    @property
    def last(self) -> float:
        """The last moment that they tell of: the finish, else the last change of part."""
        return self.since if self.finished is None else self.finished

    def seconds(self, part: str, now: float) -> float:
        """How long *part* has been worked on."""
        running = self.finished is None and part == self.part
        return self.spent.get(part, 0.0) + (max(now - self.since, 0.0) if running else 0.0)

    def late(self, now: float) -> list[str]:
        """The parts that took longer than their minutes."""
        return [part for part, limit in MINUTES.items() if self.seconds(part, now) > 60 * limit]

    def turn(self, part: str, now: float) -> None:
        """Go to *part*, or to no part; what was running is added up."""
        if part not in MINUTES and part != PAUSE:
            raise ValueError(f"there is no part {part!r}")
        if self.finished is None:
            self.spent[self.part] = self.seconds(self.part, now)
            self.part, self.since = part, now

    def finish(self, now: float) -> None:
        """Stop the clock. A second time changes nothing."""
        if self.finished is None:
            self.turn(PAUSE, now)
            self.finished = now


def file_of(paper: str, folder: Path | None = None) -> Path:
    """Where the times of *paper* are kept: beside the notebook."""
    if paper not in PAPERS:
        raise ValueError(f"there is no paper {paper!r}; there are {' and '.join(PAPERS)}")
    return (folder or Path.cwd()) / f"exam-{paper}.json"


def load(paper: str, folder: Path | None = None) -> Times | None:
    """The times of *paper*; None when it was not started, or when the file says something else."""
    try:
        found = json.loads(read_regular(file_of(paper, folder), _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    times = Times.from_mapping(found)
    return times if times is not None and times.paper == paper else None


def save(times: Times, folder: Path | None = None) -> None:
    """Write the times, all or nothing."""
    path = file_of(times.paper, folder)
    write_atomically(path, json.dumps(asdict(times), indent=1) + "\n")


def paper_of(lesson: str) -> str | None:
    """``1-paper-one`` → ``one``; None for a lesson that is no paper."""
    found = re.search(r"-paper-(\w+)$", lesson)
    return found[1] if found and found[1] in PAPERS else None


@dataclass(frozen=True)
class Sitting:
    """What one submitted paper says about the time it took."""

    paper: str
    times: Times | None
    """None when no times were handed in."""
    name: str = ""
    """The name that the instance was drawn from, as far as the notebook says it plainly."""
    doubts: tuple[str, ...] = ()
    """What doesn't fit together, one sentence each."""

    def to_dict(self) -> dict[str, Any]:
        """For the graded notebook's metadata."""
        times = None if self.times is None else asdict(self.times)
        return {"paper": self.paper, "times": times, "name": self.name, "doubts": list(self.doubts)}

    @classmethod
    def from_dict(cls, found: Any) -> Sitting | None:
        """Read what :meth:`to_dict` wrote."""
        if not isinstance(found, Mapping) or found.get("paper") not in PAPERS:
            return None
        doubts = tuple(str(doubt) for doubt in found.get("doubts") or ())
        return cls(found["paper"], Times.from_mapping(found.get("times")), str(found.get("name", "")), doubts)

    @property
    def late(self) -> list[str]:
        """The parts that were late."""
        return self.times.late(self.times.last) if self.times else []

    def flag(self, title: str) -> str:
        """What to say of an exercise called *title*, such as ``D · Boxes``: ``late: 21:40 of 20:00``, or nothing."""
        part, dot, _ = title.partition(" · ")
        if self.times is None or not dot or part not in self.late:
            return ""
        return f"late: {minutes(self.times.seconds(part, self.times.last))} of {MINUTES[part]}:00"

    def summary(self) -> str:
        """When the paper was taken, in one sentence."""
        if self.times is None:
            return "No times were handed in with this paper."
        end = f"finished {stamp(self.times.finished)}" if self.times.finished else "not finished"
        over = f", {minutes(self.overrun)} over the whole time" if self.overrun else ""
        return f"By its own clock this paper was started {stamp(self.times.started)} and {end}{over}."

    @property
    def overrun(self) -> float:
        """Seconds beyond the whole paper's minutes, from start to finish."""
        whole = 60.0 * sum(MINUTES.values())
        return max(self.times.last - self.times.started - whole, 0.0) if self.times else 0.0


def sitting(lesson: str, notebook: bytes, folder: Path, handed_in: datetime | None = None) -> Sitting | None:
    """What the submission in *folder* says; None when *lesson* is no paper. Never raises on a student's bytes.

    *handed_in*: when it was handed in, in UTC, if that is known.
    """
    paper = paper_of(lesson)
    if paper is None:
        return None
    cells = list(_cells(notebook))
    inside = max(_inside(cells, paper), key=lambda times: (times.finished is not None, times.last), default=None)
    path, beside, saved = file_of(paper, folder), None, None
    if path.is_file() and not path.is_symlink():
        beside, saved = load(paper, folder), path.stat().st_mtime
    times = beside or inside
    received = handed_in.replace(tzinfo=handed_in.tzinfo or UTC).timestamp() if handed_in else None
    doubts = list(_doubts(times, saved if beside else None, received)) if times else []
    if inside and beside and not _agree(inside, beside):
        doubts.append(f"the notebook and {path.name} tell different times")
    name = _named(cells)
    if is_sample(name):
        doubts.append("the sample sheet was taken: there is no name of its own in the notebook")
    return Sitting(paper, times, name, tuple(doubts))


def _doubts(times: Times, saved: float | None, handed_in: float | None) -> Iterator[str]:
    if times.last < times.started:
        yield "the finish lies before the start"
    if sum(times.spent.values()) > times.last - times.started + _SLACK:
        yield "the parts took longer than the whole paper"
    if saved is not None and saved < times.last - _SLACK:
        yield f"the file of times was saved at {stamp(saved)}, before the last time that it tells of"
    if handed_in is not None and handed_in < times.last - _SLACK:
        yield f"it was handed in at {stamp(handed_in)}, before the last time that it tells of"


def _agree(one: Times, other: Times) -> bool:
    """Whether both tell of one sitting; the notebook may have been saved earlier."""
    ends = [times.finished for times in (one, other) if times.finished is not None]
    return abs(one.started - other.started) < 1 and (len(ends) < 2 or abs(ends[0] - ends[1]) < 1)


def _cells(notebook: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        cells = parse(notebook)["cells"]
    except (BadSubmission, KeyError, TypeError):
        return
    for cell in cells if isinstance(cells, list) else ():
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            yield cell


def _inside(cells: list[Mapping[str, Any]], paper: str) -> Iterator[Times]:
    """The times in the clock's outputs."""
    for cell in cells:
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            metadata = output.get("metadata") if isinstance(output, dict) else None
            ours = metadata.get("workbook") if isinstance(metadata, dict) else None
            times = Times.from_mapping(ours.get(KEY)) if isinstance(ours, dict) else None
            if times is not None and times.paper == paper:
                yield times


def name_in(notebook: bytes) -> str:
    """The name that a paper's notebook gives; nothing if it gives none plainly. Never raises on a student's bytes."""
    return _named(list(_cells(notebook)))


def _named(cells: list[Mapping[str, Any]]) -> str:
    """The text that a line ``student = "…"`` gives, of the first cell that has one. Nothing of the student's is parsed."""
    for cell in cells:
        found = _STUDENT.search(clean_text(cell.get("source"))[:2000])
        if found:
            return printable(found[2])
    return ""


def minutes(seconds: float) -> str:
    """``75`` → ``1:15``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def stamp(seconds: float | None) -> str:
    """A time, in UTC, as text."""
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))


def told(times: Times, now: float | None = None) -> str:
    """Start, finish and time of each part, as text; what runs is counted up to *now*, or to the last change."""
    end = times.finished or now or times.last
    lines = [f"Paper {times.paper}: started {stamp(times.started)}, " + (
        f"finished {stamp(times.finished)}" if times.finished else "not finished")]  # fmt: skip
    for part, limit in MINUTES.items():
        late = ", late" if part in times.late(end) else ""
        lines.append(f"  {part}: {minutes(times.seconds(part, end))} of {limit}:00{late}")
    return "\n".join(lines)


def columns(taken: Sitting) -> tuple[str, str, str, str]:
    """Of a paper: start, minutes from start to finish, late parts, doubts."""
    if taken.times is None:
        return "-", "-", "-", "no times were handed in"
    doubts = [*taken.doubts] if taken.times.finished else ["not finished", *taken.doubts]
    late = [*taken.late] + ["the whole"] * bool(taken.overrun)
    length = minutes(taken.times.last - taken.times.started)
    return stamp(taken.times.started), length, ", ".join(late) or "-", "; ".join(doubts) or "-"
