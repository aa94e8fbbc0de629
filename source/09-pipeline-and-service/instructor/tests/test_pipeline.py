"""The lesson on pipelines: its pool, its mortal connection, its plans and weeks, each against what is known by hand."""

from __future__ import annotations

import hashlib
import inspect
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pipeline_end
import pipeline_forms as forms
import pipeline_keys
import pipeline_tables as tables
from hidden import pipeline_caches as caches
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


WRONG_DAYS: dict[str, Callable[[list[Any], str], list[Any]]] = {
    "delivered on any day": lambda scans, day: [
        (*row[:2], "delivered", *row[3:]) if row[:2] in {one[:2] for one in scans if one[2] == "delivered"} else row
        for row in scans
    ],
    "only what was stored by the next night": lambda scans, day: [
        row for row in scans if row[4] <= worlds.moment(worlds.later(day, 1), 9000)
    ],
    "kinds that contain delivered": lambda scans, day: [
        (*row[:2], "delivered", *row[3:]) if "delivered" in row[2] else row for row in scans
    ],
    "no scan twice": lambda scans, day: list(dict.fromkeys(scans)),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("way", WRONG_DAYS)
def test_every_night_tells_a_day_that_is_counted_wrongly(seed: int, way: str) -> None:
    night = worlds.Night(np.random.default_rng(seed), "2027-02-28")
    assert worlds.daily(night.scans, night.day) != worlds.daily(WRONG_DAYS[way](night.scans, night.day), night.day)
    worlds.runs_right(_run, night, True, "a day")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_failures_skip_over_several_tasks_with_nothing_behind_them(seed: int) -> None:
    *_, back, forth = plans.failures(np.random.default_rng(seed))
    for plan in (back, forth):
        log, states = plans.expected(plan)
        assert [what for _, what, _ in log][:-1] == ["start"]
        assert sorted(states.values()) == ["failed"] + ["skipped"] * 4
    (failed,) = (name for name, task in back.tasks.items() if not task["needs"])
    assert list(back.tasks)[-1] == failed


def _handed_on(answer: Any, failing: list[str], error: str = "RuntimeError") -> dict[str, Any]:
    given = ["2026-03-01", "2026-03-03", "2026-03-09T02:00:00Z"]
    return tables.handed_on(answer, True, ([], [], []), given, failing, error)


def _backfill(db: Any, first: str, last: str, now: str, run: Any, caught: Any = Exception, enters: bool = False) -> Any:
    days = []
    for number in (1, 2, 3):
        try:
            run(db, f"2026-03-0{number}", now)
        except caught:
            continue
        if enters:
            db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (f"2026-03-0{number}", now))
            db.commit()
        days.append(f"2026-03-0{number}")
    return days


@pytest.mark.parametrize("error", tables.ERRORS)
def test_a_run_fails_with_the_error_that_was_asked_for(error: str) -> None:
    seen = _handed_on(_backfill, ["2026-03-02"], error)
    assert seen["interrupted"] == (error == "KeyboardInterrupt")
    assert len(seen["calls"]) == (2 if seen["interrupted"] else 3)
    assert seen["error"] == ""
    swallowed = _handed_on(lambda *given: _backfill(*given, caught=BaseException), ["2026-03-02"], error)
    assert (swallowed["interrupted"], len(swallowed["calls"])) == (False, 3)


def test_rows_that_are_written_beside_run_are_counted() -> None:
    assert _handed_on(_backfill, ["2026-03-02"])["changes"] == 0
    assert _handed_on(lambda *given: _backfill(*given, enters=True), ["2026-03-02"])["changes"] == 2


def test_a_day_that_is_no_text_is_seen() -> None:
    def answer(db: Any, first: str, last: str, now: str, run: Any) -> Any:
        run(db, np.datetime64("2026-03-01"), now)
        return [np.datetime64("2026-03-01")]

    seen = _handed_on(answer, [])
    assert "datetime64" in seen["calls"][0][1]
    assert "datetime64" in seen["returned"][0]


def _key(function: Any, params: Any, inputs: Any, text: Callable[[str], str] = str, plain: Any = None) -> str:
    if function.__name__ == "<lambda>" or function.__closure__:
        raise ValueError("a lambda or a closure")
    parts = [text(inspect.getsource(function)), plain(params) if plain else params]
    for name in sorted(inputs):
        with open(inputs[name], "rb") as file:
            parts += [name, hashlib.file_digest(file, "sha256").hexdigest()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def test_the_cases_of_a_key_accept_one_of_text_and_json() -> None:
    rng = np.random.default_rng(3)
    for judge in (caches.codes, caches.lambdas, caches.parameters, caches.files):
        judge(_key, rng)


@pytest.mark.parametrize(
    "text",
    [
        str.lower,
        lambda text: " ".join(text.split()),
        lambda text: "\n".join(line.strip() for line in text.splitlines()),
        lambda text: "\n".join(line.split("#")[0] for line in text.splitlines()),
        lambda text: "\n".join(line for line in text.splitlines() if not line.startswith("#")),
    ],
)
def test_texts_of_code_that_look_alike_are_two(text: Callable[[str], str]) -> None:
    with pytest.raises(Failure, match="the same key"):
        caches.codes(lambda *given: _key(*given, text=text), np.random.default_rng(3))


def _flat(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {name: _flat(one, depth - 1) for name, one in value.items()} if depth else sorted(value)
    return value


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_values_count_at_every_depth(depth: int) -> None:
    with pytest.raises(Failure, match="the same key"):
        caches.deep(lambda *given: _key(*given, plain=lambda params: _flat(params, depth)), "def step(): pass\n", 7)


def test_a_float_that_was_cut_off_is_no_result() -> None:
    def answer(folder: Path, key: str, compute: Any) -> Any:
        path = folder / key
        try:
            kept = json.loads(path.read_text())
            return kept["result"] if isinstance(kept, dict) else kept
        except (FileNotFoundError, ValueError):
            result = compute()
        path.write_text(json.dumps(result if isinstance(result, float) else {"result": result}))
        return result

    with pytest.raises(Failure, match="of its file only"):
        caches.cuts(answer, np.random.default_rng(3))


def test_no_tasks_are_no_waves_and_the_message_says_so() -> None:
    with pytest.raises(Failure, match="without any task there is no wave"):
        forms.waves_of(lambda needs: [[]], {}, [])


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
