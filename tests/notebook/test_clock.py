"""The clock: a restarted kernel goes on where it was, late parts are said, a finished paper stays finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.notebook import clock


def test_time_goes_on_through_a_restart_and_is_added_up_part_by_part(tmp_path: Path) -> None:
    times = clock.begin("one", 1000.0, tmp_path)
    times.turn("B", 1060.0)
    clock.save(times, tmp_path)
    again = clock.begin("one", 5000.0, tmp_path)
    assert again.started == 1000.0
    assert again.seconds("A", 1100.0) == 60.0
    assert again.seconds("B", 1100.0) == 40.0


def test_a_part_is_late_after_its_minutes(tmp_path: Path) -> None:
    times = clock.begin("one", 0.0, tmp_path)
    assert times.late(15 * 60.0) == []
    assert times.late(15 * 60.0 + 1) == ["A"]
    assert "over: late" in clock.picture(times, 15 * 60.0 + 61)


def test_a_finished_paper_stays_finished(tmp_path: Path) -> None:
    times = clock.begin("two", 0.0, tmp_path)
    times.finish(100.0)
    times.finish(900.0)
    times.turn("C", 950.0)
    clock.save(times, tmp_path)
    times = clock.begin("two", 2000.0, tmp_path)
    assert (times.finished, times.seconds("A", 999.0), times.seconds("C", 999.0)) == (100.0, 100.0, 0.0)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"started": "x"}', '{"started": 1, "finished": null}'])
def test_a_file_that_says_something_else_counts_as_none(tmp_path: Path, text: str) -> None:
    clock.file_of("one", tmp_path).write_text(text)
    assert clock.load("one", tmp_path) is None


def test_a_part_or_paper_that_is_unknown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no part"):
        clock.begin("one", 0.0, tmp_path).turn("F", 1.0)
    with pytest.raises(ValueError, match="no paper"):
        clock.file_of("../two")


def test_start_and_finish_without_a_kernel_show_and_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    clock.start("one", now=lambda: 0.0)
    clock.finish("one", now=lambda: 1000.0)
    assert "A: 16:40 of 15:00, late" in capsys.readouterr().out
