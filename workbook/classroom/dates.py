"""``course.toml``: when a unit may be handed in, how often, what counts, and what is shown when.

All times are kept in UTC and compared with the server's clock. A time without a zone is one of the file's ``timezone``.
docs/class.md tells every key. :mod:`workbook.classroom.extending` writes extensions.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from workbook.course import Course
from workbook.errors import CourseError
from workbook.grading.door import printable

WAIT = re.compile(r"(\d{1,5}) ?(s|min|h|days?)")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400, "days": 86400}
MOST_FACTOR = 10.0
MOST_NAME = 200  # bytes of a student's name, which is a folder's
AT_ONCE, AFTER_DUE, NEVER = "at once", "after due", "never"
_CHOICES = {
    "counts": ("best", "last"),
    "late": ("none", "flag", "penalty"),
    "points": (AT_ONCE, AFTER_DUE, NEVER),
    "messages": (AT_ONCE, AFTER_DUE, NEVER),
}
_DATES = ("open", "due", "closes")


@dataclass(frozen=True)
class Rules:
    """What holds for one unit, and, after :meth:`Schedule.own`, for one student. Times are in UTC."""

    open: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None
    attempts: int | None = None
    """How often it may be handed in; None for as often as one likes."""
    counts: str = "last"
    wait: timedelta = timedelta()
    late: str = "penalty"
    points: str = AT_ONCE
    messages: str = AT_ONCE
    extension: timedelta = timedelta()
    """By how much the student's own due date is later than the unit's."""

    def refusal(self, now: datetime, attempts: int = 0, last: datetime | None = None) -> str:
        """Why nothing can be handed in *now*, after so many attempts, the last at *last*; nothing if it can."""
        if self.open is not None and now < self.open:
            return f"It opens on {told(self.open)}."
        if self.closes is not None and now > self.closes:
            return f"It closed on {told(self.closes)}."
        if self.attempts is not None and attempts >= self.attempts:
            return f"All {self.attempts} attempts are used." if self.attempts > 1 else "The one attempt is used."
        if last is not None and now < last + self.wait:
            return f"Wait until {told(last + self.wait)} before you hand in again."
        return ""

    def seconds_late(self, handed_in: datetime) -> float:
        """Seconds after the due date; 0 in time, and where no late rule holds."""
        if self.due is None or self.late == "none":
            return 0.0
        return max(0.0, (handed_in - self.due).total_seconds())

    def shows(self, what: str, now: datetime) -> bool:
        """Whether ``points`` or ``messages`` are shown to the student *now*."""
        when = getattr(self, what)
        return when == AT_ONCE or (when == AFTER_DUE and (self.due is None or now > self.due))


@dataclass(frozen=True)
class Own:
    """What one student was given: a factor of time, and later dates by unit."""

    factor: float = 1.0
    extensions: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Schedule:
    """The whole of course.toml; without one, everything is open and nothing is late."""

    units: Mapping[str, Rules] = field(default_factory=dict)
    students: Mapping[str, Own] = field(default_factory=dict)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    formgrader: str = ""
    """Where the instructor's formgrader is, as an address of the hub's."""

    def rules(self, unit: str) -> Rules:
        """What holds for *unit*."""
        return self.units.get(unit, Rules())

    def own(self, unit: str, student: str) -> Rules:
        """What holds for *unit* and this *student*: with their factor, then with their extension."""
        rules, own = self.rules(unit), self.students.get(student, Own())
        due, closes = rules.due, rules.closes
        if own.factor != 1 and rules.open is not None:
            due = due and rules.open + (due - rules.open) * own.factor
            closes = closes and rules.open + (closes - rules.open) * own.factor
        until = own.extensions.get(unit)
        if until is not None:
            due = due and max(due, until)
            closes = closes and max(closes, until)
        extension = due - rules.due if due is not None and rules.due is not None else timedelta()
        return replace(rules, due=due, closes=closes, extension=extension)


def told(moment: datetime) -> str:
    """A time as messages tell it: in UTC, to the minute where that says all."""
    text = moment.astimezone(UTC)
    return text.strftime("%Y-%m-%d %H:%M UTC" if not (text.second or text.microsecond) else "%Y-%m-%d %H:%M:%S UTC")


def load(course: Course) -> Schedule:
    """The course's schedule. Raises CourseError, which names file, line and key, for whatever can't be meant."""
    path = course.dates
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Schedule()
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path.name} can't be read: {error}", "Make it a readable text file.") from None
    return parse(text, course, path)


def parse(text: str, course: Course, path: Path) -> Schedule:
    """The schedule that *text* gives; *path* is named in errors. Raises CourseError."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise CourseError(
            f"{path.name}:{line[1] if line else 1}: it is no TOML: {error}", f"Mend {path.name}."
        ) from None
    return _Reader(text, course, path).schedule(found)


class _Reader:
    """Turns the parsed file into a schedule; each fault is told with its line and key."""

    def __init__(self, text: str, course: Course, path: Path) -> None:
        self._lines, self._course, self._path = text.splitlines(), course, path
        self._zone = ZoneInfo("UTC")

    def schedule(self, found: Mapping[str, Any]) -> Schedule:
        self._known(found, (), ("timezone", "service", "defaults", "units", "students"))
        self._zone = self._timezone(found.get("timezone", "UTC"))
        base = self._rules(Rules(), self._table(found, ("defaults",)), ("defaults",), dates=False)
        units = {}
        for name in self._table(found, ("units",)):
            self._unit(name, ("units", name))
            units[name] = self._rules(base, self._table(found, ("units", name)), ("units", name))
        for unit in self._course.units:
            units.setdefault(unit.name, base)
        service = self._table(found, ("service",))
        self._known(service, ("service",), ("formgrader",))
        address = service.get("formgrader", "")
        if not isinstance(address, str) or not re.fullmatch(r"(https?://[^\s/]+)?(/[^\s]*)?", address):
            self._fail(("service", "formgrader"), 'write an address, such as "/user/ada/formgrader"')
        students = {name: self._own(found, name) for name in self._table(found, ("students",))}
        self._factors(students, units)
        return Schedule(units, students, self._zone, address)

    def _factors(self, students: Mapping[str, Own], units: Mapping[str, Rules]) -> None:
        """More time is a factor of the time since a unit opened: that has to be known."""
        for name, own in students.items():
            for unit, rules in units.items():
                if own.factor != 1 and rules.open is None and (rules.due or rules.closes):
                    where = ("students", name, "time_factor")
                    self._fail(where, f"more time counts from when {unit} opens: give [units.{unit}] its open")

    def _own(self, found: Mapping[str, Any], name: str) -> Own:
        place = ("students", name)
        if not valid_student(name):
            self._fail(place, "this can't be the name of a student")
        own = self._table(found, place)
        self._known(own, place, ("time_factor", "extensions"))
        factor = own.get("time_factor", 1.0)
        if isinstance(factor, bool) or not isinstance(factor, int | float) or not 1 <= factor <= MOST_FACTOR:
            self._fail((*place, "time_factor"), f"write a number from 1 to {MOST_FACTOR:g}, such as 1.25")
        extensions = {}
        for unit, value in self._table(found, (*place, "extensions")).items():
            where = (*place, "extensions", unit)
            self._unit(unit, where)
            extensions[unit] = self._moment(value, where, end=True)
        return Own(float(factor), extensions)

    def _rules(self, base: Rules, own: Mapping[str, Any], place: tuple[str, ...], dates: bool = True) -> Rules:
        self._known(own, place, (*(_DATES if dates else ()), "attempts", "wait", *_CHOICES))
        values: dict[str, Any] = {}
        for name, value in own.items():
            where = (*place, name)
            if name in _DATES:
                values[name] = self._moment(value, where, end=name != "open")
            elif name == "attempts":
                values[name] = self._attempts(value, where)
            elif name == "wait":
                values[name] = self._wait(value, where)
            else:
                values[name] = self._choice(value, where, _CHOICES[name])
        rules = replace(base, **values)
        for early, late in (("open", "due"), ("due", "closes"), ("open", "closes")):
            one, other = getattr(rules, early), getattr(rules, late)
            if one is not None and other is not None and one > other:
                self._fail((*place, late), f"it comes before {early!r}, {told(one)}")
        return rules

    # Values

    def _attempts(self, value: Any, where: tuple[str, ...]) -> int | None:
        if value == "unlimited":
            return None
        if type(value) is not int or not 1 <= value <= 1000:
            self._fail(where, 'write a whole number from 1 to 1000, or "unlimited"')
        return int(value)

    def _wait(self, value: Any, where: tuple[str, ...]) -> timedelta:
        match = WAIT.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self._fail(where, 'write a number with its unit, such as "10 min", "90 s", "2 h" or "1 day"')
        return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])

    def _choice(self, value: Any, where: tuple[str, ...], choices: tuple[str, ...]) -> str:
        if value not in choices:
            self._fail(where, "write " + " or ".join(f'"{choice}"' for choice in choices))
        return str(value)

    def _moment(self, value: Any, where: tuple[str, ...], *, end: bool) -> datetime:
        try:
            return moment(value, self._zone, end=end)
        except ValueError as error:
            self._fail(where, str(error))

    def _timezone(self, value: Any) -> ZoneInfo:
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, TypeError, OSError):
            self._fail(("timezone",), 'write the name of a zone, such as "Europe/Berlin"')

    # Shape

    def _unit(self, name: str, where: tuple[str, ...]) -> None:
        names = [unit.name for unit in self._course.units]
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
            self._fail(where, f"there is no unit called '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))

    def _known(self, table: Mapping[str, Any], place: tuple[str, ...], names: tuple[str, ...]) -> None:
        for name in table:
            if name not in names:
                self._fail((*place, name), f"there is no such key; there are {', '.join(names)}")

    def _table(self, found: Mapping[str, Any], place: tuple[str, ...]) -> Mapping[str, Any]:
        for depth, name in enumerate(place):
            found = found.get(name, {})
            if not isinstance(found, dict):
                self._fail(place[: depth + 1], "this must be a table, not a value")
        return found

    def _fail(self, place: tuple[str, ...], message: str) -> NoReturn:
        raise CourseError(f"{self._path.name}:{self._line(place)}: {'.'.join(place)}: {message}.", "Mend it there.")

    def _line(self, place: tuple[str, ...]) -> int:
        """The line on which the key stands, or the table that it must be in."""
        table: tuple[str, ...] = ()
        best, most = 1, -1
        for number, line in enumerate(self._lines, 1):
            header = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
            key = re.match(r"\s*([\w.\"' -]+?)\s*=", line)
            if header:
                table = _parts(header[1])
            at = table if header else (*table, *_parts(key[1])) if key else None
            if at is not None and place[: len(at)] == at and len(at) > most:
                best, most = number, len(at)
        return best


def _parts(dotted: str) -> tuple[str, ...]:
    """``students."a.b"`` as ``("students", "a.b")``."""
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", dotted))


def valid_student(name: str) -> bool:
    """Whether *name* can be a student's: printable, one folder below submitted/, and none that is hidden."""
    if len(name.encode("utf-8", "replace")) > MOST_NAME:
        return False
    return bool(name) and printable(name) == name and "/" not in name and "\\" not in name and name[0] not in ".~"


def moment(value: Any, zone: ZoneInfo, *, end: bool) -> datetime:
    """*value*, a TOML time, date or text, in UTC; a date alone is its first moment, or with *end* its last second.

    In the hour that comes twice when the clocks go back, an *end* is the later of the two, anything else the earlier one.

    Raises ValueError with what to write instead.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if re.fullmatch(r"[\d-]+", value) else datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("write a time such as 2026-12-24 18:00") from None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(23, 59, 59) if end else time())
    if not isinstance(value, datetime):
        raise ValueError("write a time such as 2026-12-24T18:00:00")
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    made = value.replace(tzinfo=zone, fold=int(end)).astimezone(UTC)
    if made.astimezone(zone).replace(tzinfo=None) != value:
        raise ValueError(f"there is no such time in {zone.key}, where the clocks go forward then")
    return made


Clock = Callable[[], datetime]


def now() -> datetime:
    """This machine's time, in UTC."""
    return datetime.now(UTC)
