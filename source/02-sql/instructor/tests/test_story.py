"""The closing cells of the lessons: what they say of answers that are there, wrong, and missing."""

from __future__ import annotations

from pathlib import Path

import pytest

import story
from workbook.check.sql.sqlite import load_folder, read
from workbook.notebook.sql import Result

DONE = Result("counts", "SELECT 4 AS planned", ("planned",), [(4,)])


def test_an_answer_with_rows_and_its_columns_is_ready(capsys: pytest.CaptureFixture[str]) -> None:
    assert story.ready({"counts": DONE}, counts="planned")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("names", "said"),
    [({}, "counts has no rows"), ({"counts": Result("counts", "-- YOUR QUERY HERE")}, "Write its query"), ({"counts": Result("counts", "SELEC")}, "its query failed"), ({"counts": DONE}, "no column departed")],
)  # fmt: skip
def test_what_is_missing_is_said(names: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not story.ready(names, counts="planned departed")
    assert said in capsys.readouterr().out


def test_a_script_of_comments_alone_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert not story.ready({"nightly": Result("nightly", "-- YOUR SCRIPT HERE")}, nightly="")
    assert "holds no script" in capsys.readouterr().out
    assert story.ready({"nightly": Result("nightly", "-- all of it\nBEGIN; COMMIT;")}, nightly="")


TABLE = "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER CHECK (b > 0)); INSERT INTO t VALUES (1, 5);"


def test_what_a_table_refuses_is_told_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    story.tried(
        TABLE, [("a second row", "INSERT INTO t VALUES (2, 5)"), ("the key again", "INSERT INTO t VALUES (1, 5)")]
    )
    assert capsys.readouterr().out == "taken    a second row\nrefused  the key again (UNIQUE constraint failed: t.a)\n"


@pytest.mark.parametrize(("words", "left"), [("{}", [(1, 5), (2, 5)]), ("BEGIN; {} COMMIT;", [(1, 5)])])
def test_a_script_that_fails_half_way_leaves_what_it_had_not_put_into_a_transaction(
    words: str, left: object, capsys: pytest.CaptureFixture[str]
) -> None:
    script = words.format("INSERT INTO t VALUES (2, 5); INSERT INTO t VALUES (3, -1); INSERT INTO t VALUES (4, 5);")
    assert story.left_behind(script, "SELECT * FROM t", start=TABLE) == left
    assert "stopped: CHECK constraint failed" in capsys.readouterr().out


DASHBOARD = {
    0: "SELECT COUNT(*) FROM flights NATURAL JOIN planes WHERE day = 1",
    5: "SELECT COUNT(DISTINCT a.carrier) FROM airlines AS a LEFT JOIN flights AS f ON f.carrier = a.carrier WHERE f.dest = 'LAX'",
    12: """SELECT COUNT(*) FROM flights AS a JOIN flights AS b ON b.tailnum = a.tailnum AND a.flight_id <> b.flight_id
           WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at""",
    191_565_500: """SELECT SUM(r.amount) FROM members AS m JOIN trips AS t ON t.member_id = m.member_id
                    JOIN refunds AS r ON r.member_id = m.member_id""",
}


@pytest.mark.parametrize("number", DASHBOARD)
def test_the_dashboard_of_the_joins_lesson_says_what_its_wrong_queries_give(number: int) -> None:
    unit = Path(story.__file__).parent
    assert read(load_folder(unit / "data" / "flights"), DASHBOARD[number]).rows == [(number,)]
    assert f"| {number:,} |" in (unit / "instructor" / "2-joins.py").read_text(encoding="utf-8")
