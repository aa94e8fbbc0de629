"""Handing in without the web: what is kept, what is refused, what comes back, what counts."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.classroom.tiny import RIGHT, UNIT, autograde, notebook, scores
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import CourseError, UnknownUnit
from workbook.grading.door import MAX_BYTES
from workbook.service import receipts
from workbook.service.desk import Desk, Refused, Unknown
from workbook.service.grading import Publisher, grade, job
from workbook.service.store import Full

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
WRONG = {"double": "def double(x):\n    return x ** 2"}


class Clock:
    """A server's clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


def files(course: Course, lessons: tuple[str, ...] = ("1-numbers", "2-words"), **answers: str) -> dict[str, bytes]:
    return {f"{lesson}.ipynb": json.dumps(notebook(course, lesson, **answers)).encode() for lesson in lessons}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tiny: Course, clock: Clock) -> Desk:
    return Desk(tiny, clock)


def rules(desk: Desk, text: str) -> None:
    desk.course.dates.write_text(f"[units.{UNIT}]\n{text}\n")


def graded(desk: Desk, student: str = "ada") -> None:
    """Grade all that waits, and publish it, in this process."""
    for kept in desk.store.waiting():
        made = grade(job(desk, kept))
        assert desk.store.finish(kept.number, kept.round, START, made.lessons, made.max_points, made.result)
    for student, unit in desk.store.unpublished():
        Publisher(desk).publish(student, unit)


def test_a_submission_is_kept_with_the_servers_time_and_gets_a_receipt(desk: Desk, clock: Clock) -> None:
    sent = files(desk.course, **RIGHT)
    receipt = desk.hand_in("ada", UNIT, sent)
    assert (receipt["number"], receipt["student"], receipt["attempt"]) == (1, "ada", 1)
    assert receipt["received"] == START.isoformat()
    assert desk.store.files(1) == sent
    assert "the service has the submission" in desk.check(receipts.read(json.dumps(receipt)))
    clock.later(minutes=1)
    assert desk.hand_in("ada", UNIT, files(desk.course, **WRONG))["attempt"] == 2


def test_the_same_files_twice_are_one_attempt(desk: Desk, clock: Clock) -> None:
    """A request that is sent again, by a click or by somebody who has recorded it, counts once, and nothing changes."""
    rules(desk, "attempts = 2")
    first = desk.hand_in("ada", UNIT, files(desk.course, **RIGHT))
    clock.later(minutes=5)
    assert desk.hand_in("ada", UNIT, files(desk.course, **RIGHT)) == first
    assert len(desk.store.of("ada")) == 1


def changed(receipt: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {**receipt, **values}


def test_a_receipt_that_was_changed_or_that_another_server_gave_is_refused(desk: Desk, tmp_path: Path) -> None:
    receipt = desk.hand_in("ada", UNIT, files(desk.course, **RIGHT))
    other = Desk(Course(Path(_copy(desk.course, tmp_path / "other"))), Clock())
    forged = [
        changed(receipt, student="bob"),
        changed(receipt, received="2026-11-01T00:00:00+00:00"),
        changed(receipt, number=2),
        changed(receipt, files={**receipt["files"], "1-numbers.ipynb": "0" * 64}),
        changed(receipt, signature="hmac-sha256:" + "0" * 64),
        changed(receipt, signature="é"),
        other.hand_in("ada", UNIT, files(desk.course, **RIGHT)),
    ]
    for one in forged:
        with pytest.raises(receipts.Forged):
            desk.check(one)


def _copy(course: Course, place: Path) -> str:
    import shutil

    shutil.copytree(course.root, place, ignore=shutil.ignore_patterns(".workbook"))
    return str(place)


def test_the_servers_key_is_its_owners_alone_and_one_that_others_read_is_refused(desk: Desk) -> None:
    key = desk.folder / "key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    key.chmod(0o640)
    with pytest.raises(CourseError, match="can be read by others"):
        Desk(desk.course)


@pytest.mark.parametrize(
    "name",
    [
        "../1-numbers.ipynb", "/etc/passwd", "1-numbers.ipynb/../../x.ipynb", "sub/1-numbers.ipynb", "3-more.ipynb", "",
        "timestamp.txt", "1-numbers.ipynb\0", "gradebook.db", "..", ".", "1-numbers.zip",
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_the_units_is_refused_by_name(desk: Desk, name: str) -> None:
    sent = {**files(desk.course), name: b"{}"}
    with pytest.raises(Refused, match="does not belong to"):
        desk.hand_in("ada", UNIT, sent)
    assert desk.store.all() == [] and list(desk.course.submitted.iterdir()) == []


@pytest.mark.parametrize("unit", ["../../etc", "00-tiny/../../x", "..", "", "00-tiny\0", "/00-tiny", "99-none"])
def test_a_path_in_a_units_name_is_no_unit(desk: Desk, unit: str) -> None:
    with pytest.raises(UnknownUnit):
        desk.hand_in("ada", unit, files(desk.course))
    assert desk.store.all() == []


@pytest.mark.parametrize("name", ["../bob", "a/b", "", ".hidden", "..", "a\0b", "x" * 200, "~root", "a\nb"])
def test_a_name_that_could_be_a_path_is_no_students(desk: Desk, name: str) -> None:
    with pytest.raises(Refused, match="can't be a student's"):
        desk.hand_in(name, UNIT, files(desk.course))


def test_bombs_and_what_is_no_notebook_are_refused_before_they_are_kept(desk: Desk) -> None:
    bombs = {
        "deep": b"[" * 100_000,
        "wide": b'{"cells": [' + b"[],"[:3] * 1_100_000 + b"[]]}",
        "empty": b"",
        "zip": b"PK\x03\x04" + b"\0" * 1000,
        "gzip": b"\x1f\x8b\x08" + b"\0" * 1000,
        "no cells": b"{}",
    }
    for data in bombs.values():
        with pytest.raises(Refused, match="is no notebook"):
            desk.hand_in("ada", UNIT, {"1-numbers.ipynb": data})
    with pytest.raises(Refused, match="32 MB in all"):
        desk.hand_in("ada", UNIT, {"1-numbers.ipynb": b" " * (MAX_BYTES + 1)})
    with pytest.raises(Refused, match="no notebook of"):
        desk.hand_in("ada", UNIT, {})
    assert desk.store.all() == []


def test_opening_closing_attempts_and_waits_go_by_the_servers_clock(desk: Desk, clock: Clock) -> None:
    rules(desk, 'open = 2026-12-01T10:00:00\ncloses = 2026-12-02T10:00:00\nattempts = 2\nwait = "10 min"')
    for reason, wait in [("It opens on 2026-12-01 10:00 UTC", {"hours": 1}), ("", {"minutes": 9}),
                         ("Wait until 2026-12-01 10:10 UTC", {"minutes": 1}), ("", {"minutes": 10}),
                         ("All 2 attempts are used", {"days": 2}), ("It closed on 2026-12-02 10:00 UTC", {})]:  # fmt: skip
        sent = files(desk.course, double=f"# {clock.now}")
        if reason:
            with pytest.raises(Refused, match=reason):
                desk.hand_in("ada", UNIT, sent)
        else:
            desk.hand_in("ada", UNIT, sent)
        clock.later(**wait)


def test_a_time_stamp_that_a_student_sends_counts_for_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="timestamp.txt"):
        desk.hand_in("ada", UNIT, {**files(desk.course), "timestamp.txt": b"2020-01-01"})


def test_a_full_queue_refuses_and_keeps_what_it_has(tiny: Course) -> None:
    desk = Desk(tiny, Clock(), most_waiting=2)
    for student in ("ada", "bob"):
        desk.hand_in(student, UNIT, files(tiny))
    with pytest.raises(Full):
        desk.hand_in("cyd", UNIT, files(tiny))
    assert [kept.student for kept in desk.store.waiting()] == ["ada", "bob"]


def test_another_students_receipt_is_unknown_like_one_that_does_not_exist(desk: Desk) -> None:
    number = desk.hand_in("ada", UNIT, files(desk.course))["number"]
    said = set()
    for wanted in (number, 99):
        with pytest.raises(Unknown) as caught:
            desk.receipt("bob", wanted)
        said.add(str(caught.value))
    assert len(said) == 1


def test_a_grade_is_written_once_whoever_comes_second(desk: Desk) -> None:
    desk.hand_in("ada", UNIT, files(desk.course))
    assert desk.store.finish(1, 1, START, {"1-numbers": 2.0}, 7, b"one")
    assert not desk.store.finish(1, 1, START, {"1-numbers": 0.0}, 7, b"two")
    kept = desk.store.submission(1)
    assert kept and (kept.points, kept.gradings, desk.store.result(1)) == (2.0, 1, b"one")
    assert desk.store.again(unit=UNIT) == 1
    assert not desk.store.finish(1, 1, START, {"1-numbers": 0.0}, 7, b"two"), "of the round before"
    assert desk.store.finish(1, 2, START, {"1-numbers": 1.0}, 7, b"three")


@pytest.mark.sandbox
def test_the_best_or_the_last_attempt_goes_to_nbgraders_folders_and_gradebook(desk: Desk, clock: Clock) -> None:
    rules(desk, 'counts = "best"')
    desk.hand_in("ada", UNIT, files(desk.course, **RIGHT))
    graded(desk)
    assert sum(scores(desk.course).values()) == 7
    clock.later(minutes=1)
    desk.hand_in("ada", UNIT, files(desk.course, **WRONG))
    graded(desk)
    assert sum(scores(desk.course).values()) == 7
    assert [(one.points, one.counts) for one in desk.history("ada", UNIT)] == [(7, True), (0, False)]
    rules(desk, 'counts = "last"')
    desk.store.again(number=1)
    graded(desk)
    assert sum(scores(desk.course).values()) == 0
    told = gradebook.notebooks(desk.course.gradebook, [UNIT])
    assert told[0].timestamp == clock.now.replace(tzinfo=None)
    assert b"x ** 2" in (desk.course.submitted / "ada" / UNIT / "1-numbers.ipynb").read_bytes()


@pytest.mark.sandbox
def test_what_the_service_graded_workbook_autograde_finds_graded(desk: Desk) -> None:
    desk.hand_in("ada", UNIT, files(desk.course, **RIGHT))
    graded(desk)
    report = autograde(desk.course)
    assert (report.unchanged, report.lines) == (2, [])


@pytest.mark.sandbox
def test_a_late_attempt_loses_what_the_plug_in_says_and_the_best_is_chosen_after_that(desk: Desk, clock: Clock) -> None:
    from tests.service.test_dates import PENALTY

    with desk.course.config.open("a") as stream:
        stream.write(PENALTY)
    desk = Desk(desk.course, clock)
    rules(desk, 'due = 2026-12-01T12:00:00\ncounts = "best"')
    desk.hand_in("ada", UNIT, files(desk.course, mean=RIGHT["mean"]))
    clock.later(hours=4)
    desk.hand_in("ada", UNIT, files(desk.course, **RIGHT))
    graded(desk)
    first, second = desk.history("ada", UNIT)
    assert (first.points, first.late, second.points, second.late) == (4, 0, 7, 3600)
    assert first.counts, "4 in time are more than half of 7"
    assert sum(row.late_penalty for row in gradebook.notebooks(desk.course.gradebook, [UNIT])) == 0


def test_points_and_feedback_are_shown_when_the_course_says(desk: Desk, clock: Clock) -> None:
    rules(desk, 'due = 2026-12-01T12:00:00\npoints = "after due"\nmessages = "after due"')
    desk.hand_in("ada", UNIT, files(desk.course))
    desk.store.finish(1, 1, START, {"1-numbers": 2.0}, 7, b"{}")
    kept = desk.store.of("ada", UNIT)
    desk.store.publish(kept[0], kept)
    [shown] = desk.history("ada", UNIT)
    assert shown.points is None and not desk.sees_feedback("ada", UNIT)
    clock.later(hours=4)
    [shown] = desk.history("ada", UNIT)
    assert shown.points == 2.0 and desk.sees_feedback("ada", UNIT) and not desk.sees_feedback("bob", UNIT)


def test_a_grade_that_the_gradebook_has_not_yet_is_none_for_its_student(desk: Desk) -> None:
    desk.hand_in("ada", UNIT, files(desk.course))
    desk.store.finish(1, 1, START, {"1-numbers": 2.0}, 7, b"{}")
    [shown] = desk.history("ada", UNIT)
    assert (shown.state, shown.points, shown.counts) == ("waiting", None, False) and not desk.sees_feedback("ada", UNIT)
    kept = desk.store.of("ada", UNIT)
    desk.store.publish(kept[0], kept)
    [shown] = desk.history("ada", UNIT)
    assert (shown.state, shown.points, shown.counts) == ("graded", 2.0, True) and desk.sees_feedback("ada", UNIT)


def test_what_is_handed_in_and_graded_is_for_the_courses_account_alone(desk: Desk) -> None:
    course = desk.course
    for folder in (desk.folder, course.private, course.submitted, course.autograded, course.feedback):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(course.gradebook.stat().st_mode) == 0o600
