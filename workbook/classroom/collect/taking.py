"""From a download to ``submitted/<student>/<unit>/``: each student's work whole, or a line that says why not.

An earlier submission that gives way is moved to ``.workbook/earlier/``; one that may be newer never does by itself. Requests for
another look at a grade (:mod:`workbook.asking`) that bring no other notebooks are put beside those that are there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workbook import asking
from workbook.classroom.collect import archive as zips
from workbook.classroom.collect.names import KINDS, Kind, Part, guess, lesson_of, split
from workbook.classroom.collect.roster import Roster, Unknown, as_student
from workbook.classroom.collect.roster import read as read_roster
from workbook.classroom.submissions import TIMESTAMP, timestamp_in
from workbook.course import Course, Unit
from workbook.errors import WorkbookError
from workbook.files import files_below, read_regular, write_atomically
from workbook.grading.door import clean_lines, moment

_Found = list[tuple[Part, zips.Member]]


@dataclass
class Collected:
    """What was done with a download: students by what became of their work, and lines for people."""

    kind: Kind
    placed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass
class _Work:
    """One student's files, by the path in the submission: how new each is, and its bytes."""

    files: dict[str, tuple[tuple[int, int], bytes]] = field(default_factory=dict)
    stamp: datetime | None = None


def collect(
    course: Course, path: Path, unit: str, *, kind: str = "", roster: Path | None = None, replace: bool = False
) -> Collected:
    """Put what the zip at *path* holds for *unit* into submitted/.

    Args:
        course: the course folder.
        path: the zip, as a platform delivers it.
        unit: name of the unit.
        kind: ``canvas``, ``moodle`` or ``plain``; guessed from the names if empty.
        roster: a CSV of the class, which knows students by number or name; without one the download's names are used.
        replace: let a submission give way where no time tells which of the two is newer.

    Raises:
        WorkbookError: nothing could be taken at all, with the reason.
    """
    if kind and kind not in KINDS:
        raise WorkbookError(f"There is no platform '{kind}'.", f"Choose one of: {', '.join(KINDS)}.")
    the_unit, known = course.unit(unit), read_roster(roster) if roster else None
    opened = zips.opened(path)
    try:
        named: list[Kind] = [name for name in KINDS if name == kind]
        chosen = named[0] if named else guess([member.path for member in opened.members])
        return _Collector(course, the_unit, opened, Collected(chosen), known, replace).run()
    finally:
        opened.close()


class _Collector:
    def __init__(
        self, course: Course, unit: Unit, opened: zips.Archive, done: Collected, roster: Roster | None, replace: bool
    ) -> None:
        self.course, self.unit, self.opened, self.done = course, unit, opened, done
        self.roster, self.replace = roster, replace
        self.lessons = [lesson.name for lesson in unit.lessons]
        self.requests = asking.files(unit)

    def run(self) -> Collected:
        for name, why in self.opened.refused:
            self.refuse(name, why)
        groups: dict[tuple[str, str], _Found] = defaultdict(list)
        for member in self.opened.members:
            part = split(member.path, self.done.kind, self.unit.name)
            if part is None:
                self.refuse(member.path, f"this is no name that a {self.done.kind} download gives, so it is nobody's")
            else:
                groups[part.number, "" if part.number else part.name].append((part, member))
        for student, (stamp, found) in self.students(groups).items():
            self.student(student, stamp, found)
        return self.done

    def refuse(self, who: str, why: str) -> None:
        self.done.refused.append(clean_lines(f"{who}: {why}").replace("\n", " "))

    def note(self, who: str, what: str) -> None:
        self.done.notes.append(clean_lines(f"{who}: {what}").replace("\n", " "))

    def students(self, groups: dict[tuple[str, str], _Found]) -> dict[str, tuple[datetime | None, _Found]]:
        """Who handed in what; whoever can't be told from somebody else is refused."""
        meant: dict[str, list[tuple[str, str, datetime | None, _Found]]] = defaultdict(list)
        for found in groups.values():
            shown = f"{found[0][0].name} {found[0][0].number}".strip()
            try:
                student, stamp = self.who(found[0][0])
            except Unknown as why:
                self.refuse(shown, str(why))
                continue
            meant[student.casefold()].append((shown, student, stamp, found))
        clear = {}
        for same in meant.values():
            if len(same) > 1:
                names = " and ".join(sorted(shown for shown, *_ in same))
                self.refuse(names, f"both would be '{same[0][1]}'; give a roster that tells them apart")
            else:
                _, student, stamp, found = same[0]
                clear[student] = (stamp, found)
        return dict(sorted(clear.items()))

    def who(self, part: Part) -> tuple[str, datetime | None]:
        """The student's folder, and when the roster says that the work came. Raises Unknown."""
        if self.roster is not None:
            row = self.roster.find(part.number, part.name)
            return as_student(row.student), row.stamp
        name = "_".join(part.name.split()) if part.number else part.name
        return as_student(f"{name}_{part.number}".strip("_") if part.number else name), None

    def student(self, student: str, stamp: datetime | None, found: _Found) -> None:
        paths = Counter(member.path for _, member in found)
        twice = [path for path, count in paths.items() if count > 1]
        if twice:
            self.refuse(student, f"the zip holds '{twice[0]}' twice, perhaps of two students of one name")
            return
        if sum(member.size for _, member in found) > zips.MOST_OF_STUDENT:
            self.refuse(student, f"more than {zips.MOST_OF_STUDENT // 2**20} MB unpacked")
            return
        work = self.work(student, found)
        if work is None:
            return
        work.stamp = stamp or work.stamp
        if any(part.late for part, _ in found):
            unknown = (
                f"; no time is known, so it counts as in time: put one into {TIMESTAMP}, or give a roster with one"
            )
            self.note(student, "marked late" + ("" if work.stamp else unknown))
        try:
            self.place(student, work)
        except OSError as error:
            self.refuse(student, f"it can't be written: {error.strerror or error}")

    def work(self, student: str, found: _Found) -> _Work | None:
        """The student's files, the last of each; None if there is none."""
        taken: list[tuple[Part, str, bytes, bool]] = []
        room = zips.MOST_OF_STUDENT
        for part, member in sorted(found, key=lambda one: (one[0].order, one[1].path)):
            if part.text:
                self.note(student, f"{part.text} is no file, and was not taken")
                continue
            for own, data in zips.files_in(self.opened, member, part.own):
                if isinstance(data, zips.Refused):
                    self.refuse(f"{student}: {own}", str(data))
                    continue
                room -= len(data)
                if room < 0:
                    self.refuse(student, f"more than {zips.MOST_OF_STUDENT // 2**20} MB unpacked")
                    return None
                taken.append((part, own, data, part.own.lower().endswith(".zip")))
        work = self.sorted_out(student, taken)
        if not work.files.keys() - {TIMESTAMP}:
            self.refuse(student, "there is nothing in it that could be taken")
            return None
        return work

    def sorted_out(self, student: str, taken: Sequence[tuple[Part, str, bytes, bool]]) -> _Work:
        work = _Work()
        base = next((os.path.dirname(own) for _, own, _, _ in taken if self.is_lesson(own)), "")
        for part, own, data, nested in taken:
            target, copy = self.target(own, base)
            if target == TIMESTAMP and not self.trusted(data, nested):
                self.note(student, f"a {TIMESTAMP} of the student's own was not taken")
                continue
            rank, before = (part.order, copy), work.files.get(target)
            if before is not None:
                self.note(student, f"several files are {target}; the last counts, the earlier are kept out")
            if before is None or rank >= before[0]:
                work.files[target] = (rank, data)
            if part.stamp and (work.stamp is None or part.stamp > work.stamp):
                work.stamp = part.stamp
        if TIMESTAMP in work.files:
            work.stamp = moment(work.files.pop(TIMESTAMP)[1].decode())
        return work

    def is_lesson(self, own: str) -> bool:
        return bool(lesson_of(own.rpartition("/")[2], self.lessons)[0])

    def trusted(self, data: bytes, nested: bool) -> bool:
        """Whether a time stamp is the instructor's: of a plain zip's own folders, and readable."""
        if nested or self.done.kind != "plain":
            return False
        try:
            moment(data.decode())
        except ValueError:
            return False
        return True

    def target(self, own: str, base: str) -> tuple[str, int]:
        """Where a file goes in the submission, and which copy of it this is: notebooks to the top, lessons by their names."""
        parts = own.split("/")
        if self.unit.name in parts[:-1]:
            own = "/".join(parts[parts.index(self.unit.name) + 1 :])
        elif base and own.startswith(f"{base}/"):
            own = own[len(base) + 1 :]
        name = own.rpartition("/")[2]
        request = asking.meant(name, self.requests)
        if request:
            return request, int(name != request)
        lesson, copy = lesson_of(name, self.lessons)
        if lesson:
            return f"{lesson}.ipynb", copy
        return (name if name.lower().endswith(".ipynb") else own), 0

    def place(self, student: str, work: _Work) -> None:
        """Write one submission beside where it goes, then let it take the place of what is there. Raises OSError."""
        above, folder = self.course.submitted / student, self.course.submitted / student / self.unit.name
        alike = [name for name in self.there() if name.casefold() == student.casefold() and name != student]
        if alike:
            self.refuse(student, f"submitted/ has '{alike[0]}' already, which differs in capitals only")
            return
        if above.is_symlink() or folder.is_symlink():
            self.refuse(student, "its folder in submitted/ is a symbolic link, which is not followed")
            return
        if not work.files.keys() - self.requests.keys() and not os.path.lexists(folder):
            self.refuse(student, "it asks for another look at what was never handed in")
            return
        if os.path.lexists(folder) and self.only_asks(folder, work):
            self.ask(student, folder, work)
            return
        if os.path.lexists(folder) and not self.gives_way(student, folder, work):
            return
        fresh = above / f".{self.unit.name}-{secrets.token_hex(8)}.part"
        try:
            for name, (_, data) in work.files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(data)
            if work.stamp is not None:
                (fresh / TIMESTAMP).write_text(f"{work.stamp.isoformat(' ')} UTC\n", encoding="utf-8")
            self.swap(student, folder, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        self.done.placed.append(student)

    def only_asks(self, folder: Path, work: _Work) -> bool:
        """Whether all that is new in *work* are requests, so that what is there stays, and the time that it came."""
        asks = work.files.keys() & self.requests.keys()
        before = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
        return bool(asks) and all(
            name in before and read_regular(before[name], before[name].stat().st_size) == data
            for name, (_, data) in work.files.items()
            if name not in asks
        )

    def ask(self, student: str, folder: Path, work: _Work) -> None:
        """Put requests beside the notebooks that are there; an earlier text of one is kept. Raises OSError."""
        new = [
            name
            for name in sorted(work.files.keys() & self.requests.keys())
            if not _holds(folder / name, work.files[name][1])
        ]
        for name in new:
            if os.path.lexists(folder / name):
                kept = self.earlier(student)
                kept.mkdir(parents=True)
                (folder / name).rename(kept / name)
            write_atomically(folder / name, work.files[name][1])
            self.note(student, f"asks for another look at {self.requests[name].lesson}, {self.requests[name].cell}")
        (self.done.placed if new else self.done.unchanged).append(student)

    def there(self) -> list[str]:
        return os.listdir(self.course.submitted) if self.course.submitted.is_dir() else []

    def gives_way(self, student: str, folder: Path, work: _Work) -> bool:
        """Whether what is there may go: it is another submission, and not a newer one."""
        before = timestamp_in(folder)[0]
        same = _same(folder, {name: data for name, (_, data) in work.files.items()})
        if same and (work.stamp is None or (before is not None and work.stamp <= before)):
            self.done.unchanged.append(student)
            return False
        if before is not None and work.stamp is not None:
            if work.stamp <= before:
                self.refuse(student, f"a newer submission is there, of {before} UTC; this one is of {work.stamp} UTC")
            return work.stamp > before
        if not same and not self.replace:
            self.refuse(
                student, "another submission is there, and no time tells which is newer; --replace takes this one"
            )
        return same or self.replace

    def earlier(self, student: str) -> Path:
        """A new place for what gives way."""
        return self.course.private / "earlier" / student / f"{self.unit.name}-{secrets.token_hex(4)}"

    def swap(self, student: str, folder: Path, fresh: Path) -> None:
        if not os.path.lexists(folder):
            fresh.rename(folder)
            return
        kept = self.earlier(student)
        kept.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(kept)
        try:
            fresh.rename(folder)
        except OSError:
            kept.rename(folder)
            raise
        self.note(student, f"the earlier submission is kept in {kept.relative_to(self.course.root)}")


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes; a link has none."""
    try:
        return read_regular(path, len(data)) == data
    except OSError:
        return False


def _same(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether *folder* holds these files and no others, but for the time stamp."""
    there = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    there.pop(TIMESTAMP, None)
    if there.keys() != files.keys():
        return False
    return all(read_regular(path, path.stat().st_size) == files[name] for name, path in there.items())
