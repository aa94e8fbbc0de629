"""What a submitted paper says about its times: read with care, compared where that is possible."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import paper_times
from paper_times import Sitting, Times
from tests.hostile.test_door import NOTEBOOKS

START = 1_700_000_000.0
LESSON = "1-paper-one"


def taken(*, late: str = "", finished: bool = True) -> Times:
    """A paper of 70 minutes; the *late* part took 30 of them."""
    spent = {"A": 600.0, "B": 600.0, "C": 600.0, "D": 600.0, "E": 600.0}
    if late:
        spent[late] = 1800.0
    end = START + 4200
    return Times("one", START, end if finished else None, "pause" if finished else "E", end, spent)


def notebook(*claims: Times, name: str = "Ada") -> bytes:
    """A notebook whose clock cells say *claims*."""
    outputs = [
        {"output_type": "display_data", "data": {}, "metadata": {"workbook": {"exam": vars(one)}}} for one in claims
    ]
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "source": f'student = "{name}"'},
        {"cell_type": "code", "source": "clock.finish()", "outputs": outputs},
    ]
    return json.dumps({"cells": cells}).encode()


def beside(folder: Path, one: Times, saved: float | None = None) -> None:
    paper_times.save(one, folder)
    os.utime(paper_times.file_of(one.paper, folder), (START, saved or one.last + 1))


def read(data: bytes, folder: Path, handed_in: datetime | None = None) -> Sitting:
    found = paper_times.sitting(LESSON, data, folder, handed_in)
    assert found is not None
    assert Sitting.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    return found


def test_times_in_the_notebook_alone_are_read(tmp_path: Path) -> None:
    found = read(notebook(taken(finished=False), taken(late="D")), tmp_path)
    assert found.times == taken(late="D")
    assert (found.late, found.overrun, found.name, found.doubts) == (["D"], 0.0, "Ada", ())
    assert found.flag("D · Boxes") == "late: 30:00 of 20:00"
    assert found.flag("A · A dirty table") == found.flag("Summary") == ""


def test_times_in_the_file_alone_are_read(tmp_path: Path) -> None:
    beside(tmp_path, taken(late="A"))
    found = read(notebook(), tmp_path, datetime.fromtimestamp(START + 5000, UTC).replace(tzinfo=None))
    assert (found.late, found.doubts) == (["A"], ())


def test_without_times_nothing_is_late(tmp_path: Path) -> None:
    found = read(notebook(), tmp_path)
    assert (found.times, found.late, found.overrun) == (None, [], 0.0)
    assert found.summary() == "No times were handed in with this paper."


def test_a_notebook_saved_before_the_end_doesnt_contradict_the_file(tmp_path: Path) -> None:
    beside(tmp_path, taken())
    assert read(notebook(taken(finished=False)), tmp_path).doubts == ()


def test_what_doesnt_fit_together_is_said(tmp_path: Path) -> None:
    forged = taken()
    forged.started += 3000
    beside(tmp_path, forged, saved=START)
    found = read(notebook(taken(), name="your name"), tmp_path, datetime.fromtimestamp(START + 60, UTC))
    doubts = " | ".join(found.doubts)
    assert "the parts took longer than the whole paper" in doubts
    assert "saved at 2023-11-14 22:13:20 UTC, before the last time" in doubts
    assert "handed in at 2023-11-14 22:14:20 UTC, before" in doubts
    assert "the notebook and exam-one.json tell different times" in doubts
    assert "the sample sheet was taken" in doubts


def test_a_finish_before_the_start_is_said(tmp_path: Path) -> None:
    turned = taken()
    turned.finished = START - 10
    assert "the finish lies before the start" in read(notebook(turned), tmp_path).doubts


def test_more_than_ninety_minutes_are_told(tmp_path: Path) -> None:
    slow = taken()
    slow.finished = START + 100 * 60
    found = read(notebook(slow), tmp_path)
    assert (found.late, found.overrun) == ([], 600.0)
    assert "10:00 over the whole time" in found.summary()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"cells": 3}',
        b'{"cells": [1, {"cell_type": "code", "outputs": 7}, {"cell_type": "code", "outputs": [0, {"metadata": 3}]}]}',
        b'{"cells": [{"cell_type": "code", "source": [1, "student ="], "outputs": [{"metadata": {"workbook": {"exam": []}}}]}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_notebook_that_is_none_claims_nothing(tmp_path: Path, data: bytes) -> None:
    assert read(data, tmp_path).times is None


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf"), 1e30, 10**400, "x", None, [1]])
def test_times_that_are_no_times_count_as_none(tmp_path: Path, value: object) -> None:
    paper_times.file_of("one", tmp_path).write_text(json.dumps({**vars(taken()), "started": value}))
    assert read(notebook(), tmp_path).times is None


def test_a_link_or_a_giant_file_is_not_read(tmp_path: Path) -> None:
    beside(tmp_path, taken())
    elsewhere = tmp_path / "submission"
    elsewhere.mkdir()
    paper_times.file_of("one", elsewhere).symlink_to(paper_times.file_of("one", tmp_path))
    assert read(notebook(), elsewhere).times is None
    paper_times.file_of("one", tmp_path).write_text(" " * 1_000_000 + json.dumps(vars(taken())))
    assert read(notebook(), tmp_path).times is None


def test_a_lesson_that_is_no_paper_has_no_sitting(tmp_path: Path) -> None:
    assert paper_times.sitting("1-numbers", notebook(taken()), tmp_path) is None
    assert paper_times.paper_of("1-paper-three") is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("student = 'Ada'  # me", "Ada"),
        ("import os\nstudent   =\t'x'\nstudent = \"Zoë O'Neil\"", "Zoë O'Neil"),
        ("student = name()", ""),
        ("my_student = 'Ada'", ""),
        ("student = '" + "x" * 200 + "'", ""),
        ("-" * 1_000_000 + "1", ""),
    ],
)
def test_the_name_is_read_where_it_stands_plainly(tmp_path: Path, cell: str, name: str) -> None:
    data = json.dumps({"cells": [{"cell_type": "code", "source": cell}]}).encode()
    assert read(data, tmp_path).name == name


@settings(max_examples=150, deadline=None)
@given(NOTEBOOKS)
def test_any_json_in_a_notebooks_form_gives_a_sitting_or_none(made: dict[str, Any]) -> None:
    data = json.dumps(made).encode("utf-8", "surrogatepass")
    found = paper_times.sitting(LESSON, data, Path("/nowhere"))
    assert found is not None and json.dumps(found.to_dict())
