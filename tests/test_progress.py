"""A student's record: what was written last counts, nothing is lost, and it can be taken elsewhere as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.progress import Check, Progress

NAME = ("00-tiny", "1-numbers", "double-tests")


def check(points: float, ran: bool = True) -> Check:
    return Check(*NAME, points=points, max_points=2, outcome="partial", ran=ran)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "work" / "progress.db")


def test_reading_what_was_never_written_makes_no_file(progress: Progress) -> None:
    assert progress.standings() == {} and progress.history() == [] and progress.last() is None
    assert not progress.path.exists()


def test_the_last_check_counts_even_if_the_clock_was_set_back(progress: Progress) -> None:
    progress.record([check(2)], now=2000)
    progress.record([check(1)], now=1000)
    standing = progress.standings()[NAME]
    assert (standing.points, standing.state, standing.tried) == (1, "tried", True)
    assert progress.history() == [(2000, 2), (1000, 1)]
    assert progress.last() == NAME[:2]


def test_an_answer_that_did_not_run_is_no_try(progress: Progress) -> None:
    progress.record([check(0, ran=False)])
    assert not progress.standings()[NAME].tried


def test_begun_anew_is_new_and_taken_back_is_as_before(progress: Progress) -> None:
    progress.record([check(2)])
    progress.looked(NAME)
    progress.reset([NAME])
    standing = progress.standings()[NAME]
    assert (standing.points, standing.state, standing.looked) == (0, "new", True)
    progress.undo_reset([NAME])
    assert progress.standings()[NAME].state == "solved"


def test_it_can_be_taken_elsewhere(progress: Progress) -> None:
    progress.record([check(1.5)], now=0)
    progress.looked(NAME, now=60)
    text = io.StringIO()
    assert progress.export(text) == 2
    rows = list(csv.DictReader(io.StringIO(text.getvalue())))
    assert rows[0]["time"] == "1970-01-01T00:00:00Z" and rows[0]["points"] == "1.5"
    assert (rows[1]["what"], rows[1]["exercise"]) == ("solution", "double-tests")


def test_a_damaged_file_is_put_aside_and_a_new_one_begun(progress: Progress) -> None:
    progress.path.parent.mkdir()
    progress.path.write_text("this is no database, whatever its name says" * 50)
    progress.record([check(1)])
    assert progress.standings()[NAME].points == 1
    assert "no database" in (progress.path.parent / "progress-damaged-1.db").read_text()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "work").touch()
    with pytest.raises(WorkbookError, match="can't be kept"):
        Progress(tmp_path / "work" / "progress.db").record([check(1)])
