"""What the service's commands print: words only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbook.classroom import dates as reading
from workbook.course import Course


def dates(course: Course, schedule: reading.Schedule) -> str:
    """The schedule, unit by unit, then the students with dates of their own."""
    if not course.dates.is_file():
        return f"There is no {course.dates.name}: every unit is open, and nothing is late. docs/class.md tells how to write one."
    lines = []
    for unit in course.units:
        lines.append(f"{unit.name}: {_rules(schedule.rules(unit.name))}")
    for student, own in sorted(schedule.students.items()):
        factor = f", {own.factor:g} times as long" if own.factor != 1 else ""
        lines.append(f"{student}{factor}")
        for unit in course.units:
            mine, all_ = schedule.own(unit.name, student), schedule.rules(unit.name)
            if (mine.due, mine.closes) != (all_.due, all_.closes):
                lines.append(f"  {unit.name}: {_moments(mine)}")
    return "\n".join(lines)


def _moments(rules: reading.Rules) -> str:
    found = [
        f"{word} {reading.told(moment)}"
        for word, moment in (("opens", rules.open), ("due", rules.due), ("closes", rules.closes))
        if moment is not None
    ]
    return ", ".join(found) or "always open"


def _rules(rules: reading.Rules) -> str:
    attempts = "any number of attempts" if rules.attempts is None else f"{rules.attempts} attempts at most"
    wait = f", {rules.wait} between two" if rules.wait else ""
    shown = f"points {rules.points}, messages {rules.messages}"
    late = {"none": "late is as good", "flag": "late is marked", "penalty": "late costs what nbgrader's settings say"}
    return f"{_moments(rules)}; {attempts}{wait}, the {rules.counts} counts; {late[rules.late]}; {shown}"


def receipt(found: Mapping[str, Any], kept: str) -> str:
    """What a student is told after handing in."""
    return (
        f"Handed in: {found['unit']}, attempt {found['attempt']}, number {found['number']}, at {found['received']}.\n"
        f"SHA-256 {found['sha256']}\nThe receipt is in {kept}"
    )


def grades(found: Mapping[str, Any] | None, number: int) -> str:
    """What a student is told of the grade, as far as the course lets them see it."""
    if found is None:
        return "It waits for the grader; look at your course's page later."
    own = next(one for one in found["history"] if one["number"] == number)
    if own["state"] == "failed":
        return f"It could not be graded: {own['problem']}"
    if own["points"] is None:
        return "It is graded; your course shows points later."
    lines = [
        f"{own['points']:g} points on the tests of this attempt" + ("" if own["counts"] else "; another attempt counts")
    ]
    if found["points"] is not None:
        lines.append(f"{found['points']:g} of {found['max_points']:g} points in {found['unit']}")
    if found["waiting_essays"]:
        lines.append(f"{found['waiting_essays']} texts wait for a reader")
    return "\n".join([*lines, *([own["problem"]] if own["problem"] else [])])
