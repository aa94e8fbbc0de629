"""The lesson on pipelines: its pool, its mortal connection, its plans and weeks, each against what is known by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pipeline_end
import pipeline_forms as forms
import pipeline_keys
import pipeline_tables as tables
from hidden import pipeline_nights as nights
from hidden import pipeline_plans as plans
from hidden import pipeline_worlds as worlds
from pipeline_night import EXPORTS, SCRIPT, TASKS, clock
from pipeline_pool import Pool
from workbook.check import Failure

SEEDS = range(5)


def test_a_pool_tells_all_that_ended_at_the_earliest_moment() -> None:
    pool = Pool({"a": [(5, True)], "b": [(5, False)], "c": [(9, True)]})
    for name in "bca":
        pool.start(name)
    assert pool.wait(20) == [("b", False), ("a", True)]
    assert pool.wait(7) == []
    assert pool.now == 7
    assert pool.wait() == [("c", True)]
    assert pool.now == 9


def test_a_task_that_ends_at_the_very_moment_has_ended() -> None:
    pool = Pool({"a": [(5, True)]})
    pool.start("a")
    assert pool.wait(5) == [("a", True)]


def test_time_never_goes_back() -> None:
    pool = Pool({"a": [(5, True)]})
    pool.wait(8)
    assert pool.wait(3) == []
    assert pool.now == 8


def test_a_pool_that_would_wait_for_ever_says_so() -> None:
    pool = Pool({"a": [(None, True)]})
    pool.start("a")
    with pytest.raises(RuntimeError, match="for ever"):
        pool.wait()


def test_attempts_follow_the_script_and_the_last_is_repeated() -> None:
    pool = Pool({"a": [(1, False), (2, True)]})
    lasted = []
    for _ in range(3):
        begun = pool.now
        pool.start("a")
        pool.wait()
        lasted.append(pool.now - begun)
    assert lasted == [1, 2, 2]


def test_the_reference_does_with_the_example_what_the_text_says() -> None:
    plan = plans.Plan("the example", 2)
    plan.add("a", [(20, False), (20, True)], retries=1, delay=10, timeout=50)
    plan.add("b", [(30, True)], ["a"])
    for name in "cd":
        plan.add(name, [(30, True)])
    log, states = plans.expected(plan)
    starts = [(moment, name) for moment, what, name in log if what == "start"]
    assert starts == [(0, "a"), (0, "c"), (20, "d"), (30, "a"), (50, "b")]
    assert log[-1] == (80, "done", "b")
    assert set(states.values()) == {"done"}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_large_plan_keeps_the_rules_of_a_scheduler(seed: int) -> None:
    for plan in plans.large(np.random.default_rng(seed)):
        log, states = plans.expected(plan)
        assert forms.busy(log) <= plan.workers
        for name, task in plan.tasks.items():
            own = [(moment, what) for moment, what, other in log if other == name]
            begun = [moment for moment, what in own if what == "start"]
            assert len(begun) <= 1 + task["retries"]
            assert (states[name] == "skipped") == any(states[need] != "done" for need in task["needs"])
            for need in task["needs"]:
                done = [moment for moment, what, other in log if (what, other) == ("done", need)]
                assert not begun or done[0] <= begun[0]
            for number, (first, second) in enumerate(zip(own[1::2], own[2::2], strict=False)):
                assert second[0] >= first[0] + min(600, task["delay"] * 2**number)


@pytest.mark.parametrize("count", range(3, 10))
def test_names_stand_in_no_order_of_the_alphabet(count: int) -> None:
    found = plans.names(np.random.default_rng(count), count)
    assert len(set(found)) == count
    assert found not in (sorted(found), sorted(found, reverse=True))


def test_the_board_of_the_night_is_there_before_six() -> None:
    plan = plans.Plan("the night", 3, TASKS, SCRIPT)
    log, states = plans.expected(plan)
    ready = next(moment for moment, what, name in log if (what, name) == ("done", "board"))
    assert clock(ready) == "05:06"
    assert [name for name, state in states.items() if state != "done"] == ["weather", "map"]


@pytest.mark.parametrize("way", ["execute", "cursor", "many", "script", "with"])
def test_a_mortal_connection_dies_before_its_statement_whatever_the_way(tmp_path: Path, way: str) -> None:
    db: tables.Mortal = sqlite3.connect(tmp_path / "x.db", factory=tables.Mortal)
    db.execute("CREATE TABLE t (x)")
    db.commit()
    db.left = db.steps
    insert = "INSERT INTO t VALUES (1)"
    ways = {
        "execute": lambda: db.execute(insert),
        "cursor": lambda: db.cursor().execute(insert),
        "many": lambda: db.executemany("INSERT INTO t VALUES (?)", [(1,)]),
        "script": lambda: db.executescript(insert),
        "with": lambda: db.__exit__(None, None, None),
    }
    with pytest.raises(tables.Killed):
        ways[way]()
    with pytest.raises(tables.Killed):
        db.commit()
    db.close()


def test_a_script_is_committed_statement_by_statement_as_sqlite_does(tmp_path: Path) -> None:
    counts = []
    for factory in (sqlite3.Connection, tables.Mortal):
        path = tmp_path / f"{factory.__name__}.db"
        db = sqlite3.connect(path, factory=factory)
        db.executescript("CREATE TABLE t (x); INSERT INTO t VALUES ('a;b'); INSERT INTO t VALUES (2);")
        db.rollback()
        db.close()
        with sqlite3.connect(path) as other:
            counts.append(other.execute("SELECT COUNT(*) FROM t").fetchone()[0])
        other.close()
    assert counts == [2, 2]


def _run(db: Any, day: str, now: str, between: bool = False) -> None:
    rows = worlds.daily(db.execute("SELECT * FROM scans").fetchall(), day)
    db.execute("DELETE FROM daily WHERE day = ?", (day,))
    if between:
        db.commit()
    db.executemany("INSERT INTO daily VALUES (?, ?, ?, ?)", rows)
    db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (day, now))
    db.commit()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_in_one_transaction_survives_and_one_in_two_does_not(seed: int) -> None:
    night = worlds.Night(np.random.default_rng(seed), "2028-02-29")
    worlds.survives(_run, night, fresh=False)
    with pytest.raises(Failure, match="as before, or both new"):
        worlds.survives(lambda db, day, now: _run(db, day, now, between=True), night, fresh=False)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("last_day", worlds.LAST_DAYS)
def test_every_week_has_a_late_day_and_one_that_is_nearly_late(seed: int, last_day: str) -> None:
    some = nights.week(np.random.default_rng(seed), last_day)
    ran = dict(some.runs)
    latest = {day: max((row[4] for row in some.scans if row[3][:10] == day), default="") for day in some.d}
    late = [place for place, day in enumerate(some.d) if day in ran and latest[day] >= ran[day]]
    assert late == [0, 2, 4, 6]
    assert latest[some.d[2]] == ran[some.d[2]]
    assert latest[some.d[3]][:16] == ran[some.d[3]][:16] or latest[some.d[3]] < ran[some.d[3]]


def test_the_week_of_the_end_is_as_the_text_tells() -> None:
    db = tables.fellpost_week()
    rows = dict(db.execute("SELECT day, COUNT(*) FROM daily GROUP BY day").fetchall())
    assert rows == {f"2026-03-0{day}": 6 if day == 4 else 3 for day in (1, 2, 4, 5, 6)}
    db.close()


def test_the_salt_changes_what_hash_gives_and_goes_again() -> None:
    before = hash("x")
    seen = pipeline_keys.keys(
        lambda function, params, inputs: f"{hash('x'):020d}",
        [{"source": "def step(): pass\n", "salt": salt} for salt in (0, 7)],
    )
    assert seen[0]["key"] != seen[1]["key"]
    assert hash("x") == before


def test_four_of_seven_exports_are_new() -> None:
    assert len({(repr(sorted(params.items())), content) for params, content in EXPORTS}) == 4


def test_an_unsolved_question_stays_open(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    pipeline_end.settle("When?", "M5b", missing)
    assert "still open: solve M5b first" in capsys.readouterr().out
