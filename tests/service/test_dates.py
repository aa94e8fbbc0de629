"""course.toml: what it may say, what it is told when it says something else, and what follows for grades."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.classroom.test_commands import run
from tests.classroom.tiny import RIGHT, UNIT, autograde, hand_in
from tests.service.served import served
from tests.service.test_hand_in import Clock
from workbook.classroom import dates
from workbook.classroom.extending import extend
from workbook.classroom.gradebook import read as gradebook
from workbook.course import Course
from workbook.errors import CourseError
from workbook.service.desk import Desk

FULL = f"""\
# when what is due
timezone = "Europe/Berlin"

[defaults]
wait = "10 min"

[units.{UNIT}]
open = 2026-12-01T09:00:00
due = "2026-12-11 09:00"   # a Friday
closes = 2026-12-21
attempts = 3
counts = "best"
late = "flag"
points = "at once"
messages = "after due"

[students.ada]
time_factor = 1.5
"""
OPEN = datetime(2026, 12, 1, 8, tzinfo=UTC)
DUE = datetime(2026, 12, 11, 8, tzinfo=UTC)


def written(course: Course, text: str) -> dates.Schedule:
    course.dates.write_text(text, encoding="utf-8")
    return dates.load(course)


def test_all_that_the_file_may_say_is_understood(tiny: Course) -> None:
    rules = written(tiny, FULL).rules(UNIT)
    assert (rules.open, rules.due) == (OPEN, DUE)
    assert rules.closes == datetime(2026, 12, 21, 22, 59, 59, tzinfo=UTC), "a date alone means all of that day"
    assert (rules.attempts, rules.counts, rules.wait, rules.late) == (3, "best", timedelta(minutes=10), "flag")
    assert (rules.points, rules.messages) == ("at once", "after due")


def test_without_the_file_all_is_open_and_nothing_is_late(tiny: Course) -> None:
    rules = dates.load(tiny).own(UNIT, "ada")
    assert rules.refusal(OPEN, attempts=10_000) == "" and rules.seconds_late(OPEN) == 0


def test_extra_time_stretches_from_the_opening_and_an_extension_comes_on_top(tiny: Course) -> None:
    schedule = written(tiny, FULL)
    assert schedule.own(UNIT, "ada").due == OPEN + timedelta(days=15)
    assert schedule.own(UNIT, "bob").due == DUE
    own, before = extend(tiny, "ada", UNIT, "2027-01-05 12:00")
    assert before is None and own.due == own.closes == datetime(2027, 1, 5, 11, tzinfo=UTC)
    assert own.extension == own.due - DUE


def test_an_extension_keeps_what_else_stands_in_the_file_and_its_comments(tiny: Course) -> None:
    written(tiny, FULL)
    extend(tiny, "bob", UNIT, "2026-12-15")
    extend(tiny, "o'neil.b", UNIT, "2026-12-16 10:00")
    text = tiny.dates.read_text()
    assert text.startswith(FULL.rstrip()[: FULL.index("[students")]) and "# a Friday" in text
    schedule = dates.load(tiny)
    assert schedule.own(UNIT, "o'neil.b").due == datetime(2026, 12, 16, 9, tzinfo=UTC)
    assert schedule.own(UNIT, "bob").due == datetime(2026, 12, 15, 22, 59, 59, tzinfo=UTC)
    assert schedule.students["ada"].factor == 1.5


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("due = 5", f"course.toml:3: units.{UNIT}.due: write a time"),
        ('due = "Friday"', f"course.toml:3: units.{UNIT}.due: write a time such as 2026-12-24 18:00"),
        ("doo = 2026-12-11", f"course.toml:3: units.{UNIT}.doo: there is no such key"),
        ("attempts = 0", f"course.toml:3: units.{UNIT}.attempts: write a whole number"),
        ("attempts = true", f"course.toml:3: units.{UNIT}.attempts: write a whole number"),
        ('counts = "first"', f'course.toml:3: units.{UNIT}.counts: write "best" or "last"'),
        ('wait = "soon"', f"course.toml:3: units.{UNIT}.wait: write a number with its unit"),
        ("open = 2027-01-01\ndue = 2026-01-01", f"course.toml:4: units.{UNIT}.due: it comes before 'open'"),
        ("due = 2026-03-29T02:30:00", f"course.toml:3: units.{UNIT}.due: there is no such time in Europe/Berlin"),
        ("due = ", "course.toml:3: it is no TOML"),
        ("[units.00-tinny]", "course.toml:3: units.00-tinny: there is no unit called '00-tinny'; did you mean"),
        ('[students."../x"]', "course.toml:3: students.../x: this can't be the name of a student"),
        ("[students.ada]\ntime_factor = 0.5", "course.toml:4: students.ada.time_factor: write a number from 1 to 10"),
        ("[students]\nada = 5", "course.toml:4: students.ada: this must be a table"),
        ('[service]\nformgrader = "javascript:x"', "course.toml:4: service.formgrader: write an address"),
    ],
)
def test_what_can_not_be_meant_is_told_with_its_line_and_key(tiny: Course, line: str, place: str) -> None:
    with pytest.raises(CourseError) as caught:
        written(tiny, f'timezone = "Europe/Berlin"\n[units.{UNIT}]\n{line}\n')
    assert str(caught.value).startswith(place)


def test_attempts_wait_opening_and_closing_refuse_with_a_reason(tiny: Course) -> None:
    rules = written(tiny, FULL).own(UNIT, "bob")
    assert rules.refusal(OPEN - timedelta(seconds=1)) == "It opens on 2026-12-01 08:00 UTC."
    assert rules.refusal(OPEN) == ""
    assert rules.refusal(OPEN, 1, OPEN - timedelta(minutes=9)).startswith("Wait until 2026-12-01 08:01 UTC")
    assert rules.refusal(OPEN, 1, OPEN - timedelta(minutes=10)) == ""
    assert rules.refusal(OPEN, 3) == "All 3 attempts are used."
    assert rules.refusal(DUE + timedelta(days=30)).startswith("It closed on")
    assert not rules.shows("messages", DUE) and rules.shows("messages", DUE + timedelta(seconds=1))
    assert rules.shows("points", OPEN)


PENALTY = """
from nbgrader.plugins import BasePlugin
class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
c.AssignLatePenalties.plugin_class = Half
"""


@pytest.mark.sandbox
def test_late_rules_and_extensions_decide_what_a_late_submission_loses(tiny: Course) -> None:
    """The same submission, a day late: under each rule, and after an extension that was given when it was graded."""
    with tiny.config.open("a") as stream:
        stream.write(PENALTY)
    folder = hand_in(tiny, "ada", **RIGHT)
    (folder / "timestamp.txt").write_text("2026-12-12 08:00:00 UTC")
    due = f"[units.{UNIT}]\ndue = 2026-12-11T08:00:00\n"

    def lost() -> float:
        autograde(tiny)
        return sum(row.late_penalty for row in gradebook.notebooks(tiny.gradebook, [UNIT]))

    written(tiny, due)
    assert lost() == 3.5, "half of the 7 points that need no reader"
    written(tiny, f'{due}late = "flag"\n')
    assert lost() == 0
    written(tiny, f'{due}late = "penalty"\n')
    assert lost() == 3.5
    extend(tiny, "ada", UNIT, "2026-12-12 08:00")
    assert lost() == 0


def test_the_commands_print_the_dates_and_refuse_with_exit_code_2(tiny: Course) -> None:
    assert "no course.toml: every unit is open" in run(tiny, "dates").stdout
    refused = run(tiny, "extend", "ada", UNIT, "--until", "2026-12-24")
    assert refused.returncode == 2 and "is never due" in refused.stderr
    written(tiny, FULL)
    done = run(tiny, "extend", "bob", UNIT, "--until", "2026-12-24 18:00")
    assert done.returncode == 0 and "bob may hand in 00-tiny in time until 2026-12-24 17:00 UTC." in done.stdout
    told = run(tiny, "dates").stdout
    assert f"{UNIT}: opens 2026-12-01 08:00 UTC, due 2026-12-11 08:00 UTC" in told
    assert "ada, 1.5 times as long" in told and f"  {UNIT}: opens 2026-12-01 08:00 UTC, due 2026-12-16 08:00" in told
    tiny.dates.write_text("due = 1\n")
    broken = run(tiny, "dates")
    assert broken.returncode == 2 and broken.stderr.startswith("course.toml:1: due: there is no such key")


def test_the_dates_of_a_unit_stand_apart_on_its_page(tiny: Course) -> None:
    written(tiny, FULL)
    with served(Desk(tiny, Clock())) as running:
        text = " ".join(running.ask("GET", f"units/{UNIT}").text.split())
    assert "opens 2026-12-01 08:00 UTC; <strong>due 2026-12-16 08:00 UTC</strong>; closes 20" in text


def test_who_gets_more_time_and_has_never_handed_in_may_be_misspelt(tiny: Course) -> None:
    written(tiny, FULL)
    hand_in(tiny, "ada")
    asks = "is that the name that the hub knows?"
    assert asks not in run(tiny, "extend", "ada", UNIT, "--until", "2026-12-24").stdout
    assert (
        f"Nobody called adda has handed in anything yet: {asks}"
        in run(tiny, "extend", "adda", UNIT, "--until", "2026-12-24").stdout
    )


def test_more_time_needs_to_know_when_a_unit_opens(tiny: Course) -> None:
    text = f"[students.ada]\ntime_factor = 1.5\n[units.{UNIT}]\n"
    with pytest.raises(CourseError, match=r"course.toml:2: students.ada.time_factor: more time counts from when"):
        dates.parse(text + "due = 2026-12-11", tiny, tiny.dates)
    assert dates.parse(text + "attempts = 3", tiny, tiny.dates).own(UNIT, "ada").due is None
    known = dates.parse(text + "open = 2026-12-01T00:00:00\ndue = 2026-12-11T00:00:00", tiny, tiny.dates)
    assert known.own(UNIT, "ada").due == datetime(2026, 12, 16, tzinfo=UTC)


def test_of_the_hour_that_comes_twice_a_unit_opens_in_the_first_and_is_due_in_the_second(tiny: Course) -> None:
    text = f'timezone = "Europe/Berlin"\n[units.{UNIT}]\nopen = 2026-10-25T02:30:00\ndue = "2026-10-25 02:30"'
    rules = dates.parse(text, tiny, tiny.dates).rules(UNIT)
    assert (rules.open, rules.due) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
