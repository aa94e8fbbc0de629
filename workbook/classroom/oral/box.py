"""Tasks for the grading engine's box, and what it says of them. No code of a student's runs anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workbook.classroom.oral import clean
from workbook.classroom.oral.inside import work
from workbook.classroom.oral.model import Outcome
from workbook.grading.engine import probe
from workbook.grading.model import Master, Submission

Asks = Mapping[str, Mapping[str, Any]]
"""Tasks by the tests cell in whose place they are done."""
_SEEDS = (11, 5003)
_SECONDS = 60.0
_MAY_DIFFER = {"value", "shape", "locals", "said", "err"}


def once(submission: Submission, master: Master, tasks: Asks, turn: int = 0) -> dict[str, dict[str, Any]]:
    """The replies to some tasks, each by its tests cell, from one fresh box. In the second turn all chance is other chance."""
    asked = {
        name: [work.cell({**task, "chance": _SEEDS[turn], "backwards": bool(turn)})] for name, task in tasks.items()
    }
    patient = replace(master, limits=replace(master.limits, seconds=max(_SECONDS, master.limits.seconds)))
    printed = probe(submission, patient, asked, seed=_SEEDS[turn]) if asked else {}
    return {name: work.reply(texts[0]) for name, texts in printed.items()}


def proven(submission: Submission, master: Master, tasks: Asks) -> dict[str, dict[str, list[Outcome]]]:
    """The outcomes that two fresh boxes agree on, worked out in opposite order and with other chance.

    An outcome of which anything was stopped is empty.
    """
    one, two = (once(submission, master, tasks, turn) for turn in (0, 1))
    first, second = ({name: clean.outcomes(told) for name, told in replies.items()} for replies in (one, two))
    return {
        name: {
            ask: [_agreed(one, other) for one, other in zip(outcomes, second[name][ask], strict=False)]
            for ask, outcomes in replies.items()
            if ask in second.get(name, {})
        }
        for name, replies in first.items()
    }


def _agreed(one: Outcome, other: Outcome) -> Outcome:
    """What both say. Values, shapes and words of errors may be left out of it; where anything else differs, nothing is left."""
    if not one or any(one.get(key) != other.get(key) for key in (one.keys() | other.keys()) - _MAY_DIFFER):
        return {}
    found = {key: value for key, value in one.items() if key != "locals" and value == other.get(key)}
    if "locals" in one and "locals" in other:
        found["locals"] = _both(one["locals"], other["locals"])
    return found


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What two nested tables have in common."""
    found: dict[str, Any] = {}
    for key, value in one.items():
        if isinstance(value, dict) and isinstance(other.get(key), dict):
            found[key] = _both(value, other[key])
        elif key in other and other[key] == value:
            found[key] = value
    return found
