"""The clock: a restarted kernel goes on where it was, late parts are said, a finished paper stays finished."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import clock
import paper_times
from tests.conftest import ROOT
from workbook import workspace
from workbook.course import Course

UNIT = Path(clock.__file__).parent


def test_time_goes_on_through_a_restart_and_is_added_up_part_by_part(tmp_path: Path) -> None:
    taken = clock.begin("one", 1000.0, tmp_path)
    taken.turn("B", 1060.0)
    clock.save(taken, tmp_path)
    again = clock.begin("one", 5000.0, tmp_path)
    assert again.started == 1000.0
    assert again.seconds("A", 1100.0) == 60.0
    assert again.seconds("B", 1100.0) == 40.0


def test_a_part_is_late_after_its_minutes(tmp_path: Path) -> None:
    taken = clock.begin("one", 0.0, tmp_path)
    assert taken.late(15 * 60.0) == []
    assert taken.late(15 * 60.0 + 1) == ["A"]
    assert "over: late" in clock.picture(taken, 15 * 60.0 + 61)


def test_a_finished_paper_stays_finished(tmp_path: Path) -> None:
    taken = clock.begin("two", 0.0, tmp_path)
    taken.finish(100.0)
    taken.finish(900.0)
    taken.turn("C", 950.0)
    clock.save(taken, tmp_path)
    taken = clock.begin("two", 2000.0, tmp_path)
    assert (taken.finished, taken.seconds("A", 999.0), taken.seconds("C", 999.0)) == (100.0, 100.0, 0.0)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"started": "x"}', '{"started": 1, "finished": null}'])
def test_a_file_that_says_something_else_counts_as_none(tmp_path: Path, text: str) -> None:
    clock.file_of("one", tmp_path).write_text(text)
    assert clock.load("one", tmp_path) is None


def test_a_part_or_paper_that_is_unknown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no part"):
        clock.begin("one", 0.0, tmp_path).turn("F", 1.0)
    with pytest.raises(ValueError, match="no paper"):
        clock.file_of("../two")


def test_outside_jupyter_as_in_the_grader_no_clock_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    clock.start("one")
    clock.finish("one")
    assert "in Jupyter only" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_start_and_finish_go_into_the_notebook_and_into_the_file(tmp_path: Path) -> None:
    sources = [
        'student = "Ada"',
        f'import sys, time\nsys.path.insert(0, {str(UNIT)!r})\nimport clock\nclock.start("one")',
        'clock.finish("one", now=lambda: time.time() + 1000)',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    data = nbformat.writes(notebook).encode()
    beside = paper_times.sitting("1-paper-one", data, tmp_path)
    clock.file_of("one", tmp_path).unlink()
    inside = paper_times.sitting("1-paper-one", data, tmp_path)
    assert beside and inside and beside.times and inside.times
    assert inside.times == beside.times
    assert 1000 <= inside.times.finished - inside.times.started < 1060  # type: ignore[operator]
    assert (inside.late, inside.name) == (["A"], "Ada")
    shown = "".join(output["data"]["text/plain"] for output in notebook.cells[2].outputs)
    assert "A: 16:4" in shown and ", late" in shown


def test_the_clock_of_a_paper_that_bears_no_name_is_not_started(tmp_path: Path) -> None:
    """A paper that was begun under a name goes on, whatever stands in the cell after a restart."""
    begun = f'import sys\nsys.path.insert(0, {str(UNIT)!r})\nimport clock\nclock.start("one")'
    sources = ['student = "Your name "', begun, 'student = "Ada"\nclock.start("one")', 'student = "your name"', begun]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    first, named, again = ([output.get("text", "") for output in notebook.cells[n].outputs] for n in (1, 2, 4))
    assert "has not been started" in first[0]
    assert "not been started" not in "".join(named + again)
    assert clock.load("one", tmp_path) is not None


def test_a_reset_of_a_paper_starts_its_clock_anew(tmp_path: Path) -> None:
    for name in ("source", "release"):
        (tmp_path / name).symlink_to(ROOT / name)
    lesson = Course(tmp_path).unit(UNIT.name).lesson("1-paper-one")
    workspace.take([lesson.unit])
    clock.begin("one", 0.0, lesson.unit.work)
    kept = workspace.reset(lesson.unit, [lesson])
    assert kept
    assert sorted(path.name for path in kept.iterdir()) == ["1-paper-one.ipynb", "exam-one.json"]
    assert clock.load("one", lesson.unit.work) is None
    assert lesson.work.exists()
