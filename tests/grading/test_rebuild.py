"""A submission put together again: what is the student's, what is the master's, and what is said about it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.grading.lesson import cell, master
from workbook.grading.model import PartResult, Submission
from workbook.grading.rebuild import Cell, Rebuilt, rebuild
from workbook.grading.verdict import Report, clamp, judge, number_of, plain_text, visible_line

LESSON = master(
    cell("markdown", "intro", "# Title"),
    cell("read-only", "setup", "import math"),
    cell("markdown", "heading", "## T1 · One\nmore"),
    cell("answer", "one", "### BEGIN SOLUTION\na = 1\n### END SOLUTION"),
    cell("tests", "one-tests", "assert a == 1", 2),
    cell("essay", "why", "YOUR ANSWER HERE", 3),
)


def rebuilt(*cells: dict[str, Any]) -> Rebuilt:
    notebook = {**LESSON.release, "cells": list(cells)}
    return rebuild(Submission("s", json.dumps(notebook).encode()), LESSON)


def released(name: str, source: str | None = None) -> dict[str, Any]:
    found = copy.deepcopy(next(entry for entry in LESSON.release["cells"] if entry["id"] == name))
    return found if source is None else {**found, "source": source}


def shape(made: Rebuilt) -> list[tuple[str, str]]:
    return [(entry.id, entry.source) for entry in made.cells if entry.type == "code"]


def test_graded_cells_keep_the_masters_order_and_plain_cells_follow_theirs():
    made = rebuilt(
        released("one-tests"),
        cell("code", "x", "after = 'tests'"),
        released("one", "a = 2"),
        cell("code", "y", "after = 'one'"),
    )
    assert shape(made) == [
        ("setup", "import math"),
        ("one", "a = 2"),
        ("plain-2", "after = 'one'"),
        ("one-tests", "assert a == 1"),
        ("plain-1", "after = 'tests'"),
    ]
    assert any("another order" in note for note in made.restored)


def test_the_exercise_is_named_by_the_heading_above_it():
    assert {entry.id: entry.exercise for entry in rebuilt().cells}["one"] == "T1 · One"


def test_an_answer_whose_metadata_was_lost_is_known_by_its_cell_id():
    lost = released("one", "a = 5")
    del lost["metadata"]["nbgrader"]
    assert ("one", "a = 5") in shape(rebuilt(lost))


def test_of_two_copies_the_one_that_was_worked_on_counts_and_the_other_runs_too():
    made = rebuilt(released("one"), released("one", "a = 3"), released("one", "a = 4"))
    assert [text for _, text in shape(made)] == ["import math", "a = 3", "a = 4", "assert a == 1"]


def test_pictures_of_an_essay_are_kept_and_nothing_else():
    essay = {
        **released("why", "see ![p](attachment:p.png)"),
        "attachments": {"p.png": {"image/png": "AA==", "text/html": "<b>"}},
    }
    kept = next(entry for entry in rebuilt(essay).cells if entry.id == "why")
    assert kept.attachments == {"p.png": {"image/png": "AA=="}}


def test_an_untouched_release_is_restored_in_nothing():
    assert rebuild(Submission("s", json.dumps(LESSON.release).encode()), LESSON).restored == ()


TESTS = Cell(
    "t",
    "tests",
    "code",
    "assert a\n### BEGIN HIDDEN TESTS\nassert b\n### END HIDDEN TESTS\nassert c",
    "",
    4.0,
    "T1 · One",
)


@pytest.mark.parametrize(("line", "shown"), [(1, "a"), (3, ""), (5, "c"), (9, "")])
def test_only_released_lines_are_quoted(line, shown):
    assert visible_line(TESTS, line) == shown


@pytest.mark.parametrize(
    ("report", "outcome", "points"),
    [
        (Report("finished"), "passed", 4),
        (Report("finished", score=4.0), "passed", 4),
        (Report("finished", score=99.0), "passed", 4),
        (Report("finished", score=2.5), "partial", 2.5),
        (Report("finished", score=0.0), "failed", 0),
        (Report("finished", score=-1.0), "failed", 0),
        (Report("finished", score=float("nan")), "failed", 0),
        (Report("failed", "x", score=4.0), "failed", 0),
        (Report("stopped", "stopped", score=4.0), "stopped", 0),
        (Report("broken", "broken", score=4.0), "broken", 0),
        (Report(score=4.0), "broken", 0),
        (Report(), "broken", 0),
    ],
)
def test_points_are_what_nbgrader_would_give_but_never_below_0_or_above_all(report, outcome, points):
    judged = judge(TESTS, report)
    assert (judged.outcome, judged.points) == (outcome, points)


def test_lost_parts_make_the_message():
    parts = (PartResult("values", 1, "passed"), PartResult("shape", 1, "failed", "is (2, 3)"))
    assert judge(TESTS, Report("finished", score=2.0, parts=parts)).message == "shape: is (2, 3)"


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3.0), (2.5, 2.5), (True, None), ("3", None), (None, None), ([1], None)]
)
def test_only_a_number_is_partial_credit(value, number):
    assert number_of(value) == number


def test_messages_hold_no_colours_and_no_control_characters():
    assert plain_text("\x1b[31mred\x1b[0m\x07 and\x00 more") == "red and more"


def test_scores_are_clamped():
    assert [clamp(score, 3) for score in (-1, 2, 5)] == [0, 2, 3]
