"""The service without the web: take in, look up, show what a student may see. Every name that comes in is checked here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workbook import hooks
from workbook.classroom import dates
from workbook.classroom.gradebook.late import LatePenalties, course_id, gradebook_of, load_config
from workbook.classroom.gradebook.read import create
from workbook.course import Course, Unit
from workbook.errors import BadSubmission, WorkbookError
from workbook.grading.door import MAX_BYTES, clean_notebook, printable
from workbook.service import receipts
from workbook.service.store import GRADED, WAITING, Full, Kept, Store

MOST_BYTES = MAX_BYTES
"""Of one submission, all files together."""
MOST_FILES = 40
MOST_EXTRA = 1_000_000  # bytes of a file beside a notebook
RESERVE_BYTES = 256 << 20  # of the disk, that hand-ins leave free


class Refused(WorkbookError):
    """A submission that the course's rules, or its form, do not allow; ``str()`` says why."""


class Unknown(WorkbookError):
    """Something that is not there, or is another student's: which of both is not said."""


@dataclass(frozen=True)
class Shown:
    """One attempt as its student may see it."""

    kept: Kept
    late: float
    counts: bool
    points: float | None
    """None while they are not to be shown, or there are none."""
    feedback: tuple[str, ...]
    """Lessons whose feedback page may be seen."""
    state: str


class Desk:
    """One course's hand-ins, in ``.workbook/service/``.

    Args:
        course: the course folder, with its source.
        clock: the server's time.
    """

    def __init__(self, course: Course, clock: dates.Clock = dates.now, most_waiting: int = 5000) -> None:
        course.need_source()
        self.course, self.clock = course, clock
        self.folder = course.private / "service"
        # What students hand in, and what they got for it, is for this account alone. Files are not made private by a mask:
        # the sandbox's own users have to read Python's.
        for folder in (course.private, self.folder, course.submitted, course.autograded, course.feedback):
            folder.mkdir(parents=True, exist_ok=True)
            os.chmod(folder, 0o700)
        self.store = Store(self.folder / "service.db", most_waiting)
        self._key = receipts.key_at(self.folder / "key")
        config = load_config(course)
        self.name, self.gradebook, self.late = course_id(config), gradebook_of(course, config), LatePenalties(config)
        create(self.gradebook, self.name)
        os.chmod(self.gradebook, 0o600)

    def schedule(self) -> dates.Schedule:
        """course.toml as it stands now."""
        return dates.load(self.course)

    # Handing in

    def hand_in(self, student: str, unit: str, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Keep what *student*, a name that the hub vouches for, hands in; the receipt.

        Raises Refused with the reason, UnknownUnit, or store.Full.
        """
        received = self.clock()
        self._expect_room(sum(map(len, files.values())))
        if not dates.valid_student(student):
            raise Refused(f"The name {printable(student)!r} can't be a student's.", "Ask for another account.")
        the_unit = self.course.unit(unit)
        sound = self._sound(the_unit, files)
        rules = self.schedule().own(the_unit.name, student)

        def decide(before: Sequence[Kept]) -> None:
            last = before[-1].received if before else None
            reason = rules.refusal(received, len(before), last)
            if reason:
                raise Refused(reason, "Nothing was handed in. Ask your instructor if you need more time.")

        kept = self.store.add(student, the_unit.name, received, sound, decide)
        return self._receipt(kept)

    def _expect_room(self, size: int) -> None:
        """Raise store.Full where the disk would be left with less than its reserve: the gradebook and the log need it."""
        free = shutil.disk_usage(self.folder).free
        if free - 2 * size < RESERVE_BYTES:
            raise Full("The class service's disk is nearly full.", "Nothing was handed in. Tell your instructor.")

    def _sound(self, unit: Unit, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files that belong to *unit*, by the names that they have there. Raises Refused for any other."""
        notebooks = {f"{lesson.name}.ipynb" for lesson in unit.lessons}
        beside = {name for lesson in unit.lessons for name in hooks.files_beside(unit, lesson.name)}
        if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
            raise Refused(
                f"At most {MOST_FILES} files with {MOST_BYTES >> 20} MB in all can be handed in.",
                "Clear the notebooks' outputs, and take large pictures out.",
            )
        for name, data in files.items():
            shown = printable(name)
            if name not in notebooks | beside:
                raise Refused(
                    f"'{shown}' does not belong to {unit.name}.", f"It takes: {', '.join(sorted(notebooks | beside))}."
                )
            if name in beside and len(data) > MOST_EXTRA:
                raise Refused(f"'{shown}' is too big.", f"At most {MOST_EXTRA // 1_000_000} MB.")
            if name in notebooks:
                try:
                    clean_notebook(data)
                except BadSubmission as error:
                    raise Refused(
                        f"'{shown}' is no notebook: {error.message}.", "Save it again in JupyterLab."
                    ) from None
        if not notebooks & files.keys():
            raise Refused(f"There is no notebook of {unit.name} in it.", f"It takes: {', '.join(sorted(notebooks))}.")
        return dict(files)

    # Receipts

    def receipt(self, student: str, number: int) -> dict[str, Any]:
        """The receipt of one of the student's own submissions. Raises Unknown."""
        return self._receipt(self.own(student, number))

    def _receipt(self, kept: Kept) -> dict[str, Any]:
        return receipts.make(self._key, self.name, kept, self.store.hashes(kept.number))

    def check(self, receipt: receipts.Receipt) -> str:
        """What is to be said of a genuine receipt. Raises receipts.Forged for any other."""
        receipts.check(self._key, receipt)
        kept = self.store.submission(receipt["number"])
        if receipt["course"] != self.name:
            return "The receipt is genuine, but of another course than the one that is served here."
        if kept is None or (kept.student, kept.unit, kept.sha256) != tuple(
            receipt[name] for name in ("student", "unit", "sha256")
        ):
            return "The receipt is genuine; the service's store no longer has the submission."
        return "The receipt is genuine, and the service has the submission."

    # Looking

    def own(self, student: str, number: int) -> Kept:
        """One of the student's own submissions. Raises Unknown."""
        kept = self.store.submission(number)
        if kept is None or kept.student != student:
            raise Unknown("You have no submission with this number.", "Look at your history.")
        return kept

    def history(self, student: str, unit: str) -> list[Shown]:
        """All that the student has handed in of *unit*, as far as it may be seen now."""
        rules, now = self.schedule().own(unit, student), self.clock()
        found = self.store.of(student, unit)
        behind = self.store.unsettled(student, unit)  # asked second: what is graded meanwhile was waiting above
        kept = [replace(one, state=WAITING) if one.number in behind else one for one in found]
        chosen = self.counting(kept, rules)
        return [self._shown(one, rules, now, chosen is not None and one.number == chosen.number) for one in kept]

    def _shown(self, kept: Kept, rules: dates.Rules, now: datetime, counts: bool) -> Shown:
        points = kept.points if rules.shows("points", now) and kept.state == GRADED else None
        lessons = [lesson.name for lesson in self.course.unit(kept.unit).lessons]
        may = counts and kept.state == GRADED and rules.shows("messages", now) and rules.shows("points", now)
        # Which attempt is the best follows from points, and is told as they are.
        told = counts and (rules.counts == "last" or rules.shows("points", now))
        return Shown(kept, rules.seconds_late(kept.received), told, points, tuple(lessons) if may else (), kept.state)

    def sees_feedback(self, student: str, unit: str) -> bool:
        """Whether the student may look at the feedback on *unit* now."""
        return any(shown.feedback for shown in self.history(student, unit))

    def counting(self, kept: Sequence[Kept], rules: dates.Rules) -> Kept | None:
        """The graded submission that counts: the last, or the one with most points after what lateness costs.

        Of equals the last one in time counts, else the last.
        """
        graded = [one for one in kept if one.state == GRADED]
        if not graded or rules.counts == "last":
            return graded[-1] if graded else None

        def rank(one: Kept) -> tuple[float, bool, int]:
            in_time = not rules.seconds_late(one.received)
            return (one.points or 0.0) - self.cost(one, rules), in_time, one.number

        return max(graded, key=rank)

    def cost(self, kept: Kept, rules: dates.Rules) -> float:
        """What a submission loses for being late, as nbgrader's penalty plug-in says, notebook by notebook."""
        seconds = rules.seconds_late(kept.received) if rules.late == "penalty" else 0
        if not seconds:
            return 0.0
        lost = ((self.late.penalty(kept.student, points, seconds) or 0, points) for points in kept.lessons.values())
        return sum(min(max(penalty, 0.0), points) for penalty, points in lost)
