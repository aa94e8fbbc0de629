"""The worlds of lesson 1 against other ways to tell what is right, and the observers against faults planted in them."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import extract_forms as forms
import extract_watch as watch
import extract_week
from hidden import extract_contracts, extract_dimension, extract_features, extract_worlds
from workbook.check import Failure

SEEDS = range(6)
STAMP = "%Y-%m-%dT%H:%M:%SZ"


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def worlds(seed: int) -> list[list[forms.Step]]:
    return [
        *(extract_worlds.night(rng(seed), number) for number in range(4)),
        extract_worlds.busy(rng(seed)),
        extract_worlds.restored(rng(seed)),
        extract_worlds.long(rng(seed)),
    ]


def seen_at(steps: list[forms.Step]) -> list[tuple[str, str]]:
    """(when a row can first be seen at the latest, its stamp), in the order in which rows come."""
    found = []
    for step in steps:
        for now, rows in [(step["now"], step["rows"])] if step["kind"] == "write" else step.get("ticks", []):
            found += [(now, row[3]) for row in rows]
    return found


def whole(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    rows = source.execute("SELECT * FROM parcels").fetchall()
    with target:
        target.execute("DELETE FROM parcels")
        target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_row_of_a_night_is_stamped_after_it_can_be_seen_and_the_clock_never_goes_back(seed: int) -> None:
    for steps in worlds(seed):
        moments = [now for now, _ in seen_at(steps)]
        assert moments == sorted(moments)
        assert all(stamp <= now for now, stamp in seen_at(steps))


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_come_between_two_statements_are_late_by_600_seconds_at_most(seed: int) -> None:
    for steps in worlds(seed):
        clock = ""
        for step in steps:
            for now, rows in step.get("ticks", []):
                assert all(row[3] >= forms.moment(clock, -600) for row in rows)
                clock = now
            clock = step.get("now", clock)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_of_everything_loses_nothing_and_is_refused_only_for_what_it_reads(seed: int) -> None:
    for steps in worlds(seed):
        forms.extraction(whole, steps, "a copy", killed=seed == 0)
    with pytest.raises(Failure, match="long since got"):
        forms.extraction(whole, extract_worlds.long(rng(seed)), "a copy", sparing=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_script_of_the_story_loses_rows(seed: int) -> None:
    def naive(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        (newest,) = target.execute("SELECT max(changed_at) FROM parcels").fetchone()
        rows = source.execute("SELECT * FROM parcels WHERE changed_at > ?", (newest or "",)).fetchall()
        with target:
            target.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", rows)

    for number in range(4):
        with pytest.raises(Failure):
            forms.extraction(naive, extract_worlds.night(rng(seed), number), "a night")
    before, sent = extract_week.arrived(naive)
    after, again = extract_week.arrived(whole)
    assert before < after == sent == again


@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_busy_week_every_tick_has_a_row_that_sorts_first_and_one_that_is_lost_by_the_newest_stamp(
    seed: int,
) -> None:
    steps = extract_worlds.busy(rng(seed))
    rows = {row[0]: row for step in steps[:1] for row in step["rows"]}
    clock = steps[0]["now"]
    assert sum(row[3] >= forms.moment(clock, -600) for row in rows.values()) > 500
    for tick, (now, more) in enumerate(steps[1]["ticks"]):
        new = [row for row in more if row[0] not in rows]
        moved = {rows[row[0]][1]: row[1] for row in more if row[0] in rows}
        assert tick + 1 in {row[0] for row in new} and tick + 1 < min(number for number in rows if number > 15)
        assert min(row[3] for row in new) < forms.moment(now, -600)  # lost if the newest stamp is asked for afterwards
        assert set(moved) == set(moved.values()) == set(extract_worlds.DEPOTS)
        assert all(rows[row[0]][3] < forms.moment(clock, -9000) for row in more if row[0] in rows)
        rows |= {row[0]: row for row in more}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_long_week_has_many_rows_that_half_an_hour_sees_and_20_minutes_don_t(seed: int) -> None:
    first = extract_worlds.long(rng(seed))[0]
    newest = max(row[3] for row in first["rows"])
    between = [row for row in first["rows"] if forms.moment(newest, -1780) <= row[3] < forms.moment(newest, -1200)]
    assert len(between) >= 60


def test_a_killed_run_leaves_what_was_committed_and_does_nothing_more() -> None:
    steps = [forms.write("2026-03-02T07:00:00Z", (1, "a", 1, "2026-03-02T06:00:00Z")), forms.run()]
    done: list[str] = []

    def stubborn(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        for number in range(3):
            try:
                target.execute("INSERT INTO parcels VALUES (?, 'a', 1, '2026-03-02T06:00:00Z')", (number,))
                target.commit()
            except BaseException:  # noqa: BLE001  (as stubborn as an answer can be)
                done.append("caught")

    found = watch.weeks(stubborn, steps, True)
    first = [one["seen"][0] for one in found if one["at"]]
    assert [len(one["target"]) for one in first] == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert all(one["killed"] for one in first)
    assert "caught" in done


def test_every_way_to_talk_to_a_connection_is_counted_and_served() -> None:
    steps = [
        forms.write("2026-03-02T07:00:00Z", *((n, None, n, "2026-03-02T06:00:00Z") for n in range(7))),
        forms.run(),
    ]
    counted: list[Any] = []

    def talk(source: Any, target: Any) -> None:
        cursor = source.cursor()
        cursor.execute("SELECT parcel FROM parcels ORDER BY parcel")
        counted.append(
            [cursor.fetchone(), cursor.fetchmany(2), cursor.fetchmany(), next(cursor), list(cursor), cursor.fetchone()]
        )
        target.executescript("CREATE TABLE more (x); INSERT INTO more VALUES (1);")
        with target:
            target.cursor().executemany("INSERT INTO more VALUES (?)", [(2,), (3,)])
        counted.append(target.execute("SELECT count(*) FROM more").fetchone())

    seen = watch.weeks(talk, steps, False)[0]["seen"][0]
    assert seen["error"] == ""
    assert counted == [[(0,), [(1,), (2,)], [(3,)], (4,), [(5,), (6,)], None], (3,)]
    assert (seen["statements"], seen["fetched"]) == (5, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_histories_agree_with_the_lists_at_every_moment_and_have_no_empty_range(seed: int) -> None:
    for make in (extract_dimension.plain, extract_dimension.corrected, extract_dimension.refused):
        batches, expected = make(rng(seed))
        known: dict[str, Any] = {}
        for (depots, at), wanted in zip(batches, expected, strict=True):
            if wanted == "ValueError":
                continue
            # A list that changed nothing left no trace, so an earlier moment may follow it.
            known = {moment: state for moment, state in known.items() if moment < at}
            known[at] = {(one["depot"], one["name"], one["zone"]) for one in depots}
            rows = wanted["history"]
            assert all(end is None or start < end for *_, start, end in rows)
            for moment, state in known.items():
                assert {row[:3] for row in rows if row[3] <= moment and (row[4] is None or moment < row[4])} == state
            pairs = {(one[0], one[3], one[4]): one for one in rows}
            assert not any(
                a[0] == b[0] and a[4] == b[3] and a[:3] == b[:3] for a in pairs.values() for b in pairs.values()
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_of_depots_mix_their_keys_and_histories_go_from_none_to_the_empty_text_and_back(seed: int) -> None:
    batches, expected = extract_dimension.plain(rng(seed))
    assert all(len({tuple(one) for one in depots}) == 3 for depots, _ in batches)
    rows = sorted(expected[-1]["history"], key=lambda row: (row[0], row[3]))
    for place in (1, 2):
        steps = [
            (one[place], other[place])
            for one, other in pairwise(rows)
            if one[0] == other[0] and one[4] == other[3] and one[3 - place] == other[3 - place]
        ]
        assert {(None, ""), ("", None)} <= set(steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_features_of_a_world_agree_with_its_tables_by_floats_far_from_a_half(seed: int) -> None:
    world, expected = extract_features.world(rng(seed))
    asked = {row[0]: row for row in world["parcels"]}
    halves = 0
    for parcel, count, hours, kind, _, _, kg in expected:
        now = asked[parcel][3]
        known = [row for row in world["scans"] if row[1] == parcel and max(row[2], row[4]) <= now]
        assert (hours is None) == (not known) == (kind is None)
        begin = (datetime.strptime(now, STAMP) - timedelta(days=1)).strftime(STAMP)
        assert count == sum(row[2] > begin for row in known)
        assert kg is None or kg == asked[parcel][2] / 1000
        if known:
            last = max(row[2] for row in known)
            seconds = (datetime.strptime(now, STAMP) - datetime.strptime(last, STAMP)).total_seconds()
            halves += seconds % 360 == 180
            assert abs(hours - seconds / 3600) <= 0.05 + 1e-9
            assert kind == max((row[2], row[0], row[3]) for row in known)[2]
    assert halves >= 8


@pytest.mark.parametrize("seed", SEEDS)
def test_times_without_a_zone_give_another_count_for_most_parcels_with_scans(seed: int) -> None:
    world, expected = extract_features.world(rng(seed))
    asked = {row[0]: row[3] for row in world["parcels"]}

    def ago(now: str, at: str) -> float:
        return datetime.strptime(now, STAMP).timestamp() - datetime.strptime(at, STAMP).timestamp()

    wrong = 0
    with watch.far_away():
        for parcel, count, *_ in expected:
            now = asked[parcel]
            known = [row for row in world["scans"] if row[1] == parcel and max(row[2], row[4]) <= now]
            wrong += sum(ago(now, row[2]) < 86_400 for row in known) != count
    assert wrong > len(expected) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_contracts_have_every_verdict(seed: int) -> None:
    cases = [
        case
        for make in (
            extract_contracts.single,
            extract_contracts.values,
            extract_contracts.ages,
            extract_contracts.batches,
        )
        for case in make(rng(seed))
    ]
    assert {bool(wanted["stop"]) for _, wanted, _ in cases} == {True, False}
    assert any(wanted["stop"] and wanted["quarantine"] and wanted["warnings"] for _, wanted, _ in cases)
    fresh = [one for (_, rules, _), _, _ in cases for one in rules if one["rule"] == "fresh"]
    assert any(one["hours"] % 1 for one in fresh)
    put_aside = [wanted for _, wanted, kind in cases if kind.startswith("the only new row is put aside")]
    assert len(put_aside) == 6
    assert all(one["quarantine"] and not one["stop"] and not one["warnings"] for one in put_aside)
    alike = [wanted for _, wanted, kind in cases if kind == "whole numbers, and texts that look like them"]
    assert [[place for place, _ in one["quarantine"]] for one in alike] == [[3, 6, 8]]
    for (rows, _, _), wanted, _ in cases:
        assert wanted["stop"] or len(wanted["load"]) + len(wanted["quarantine"]) == len(rows)


def test_the_machine_s_zone_is_far_away_and_comes_back() -> None:
    before = time.strftime("%z")
    with watch.far_away():
        for year in (2015, 2026, 2036, 2038):
            ahead = [
                datetime(year, *day).astimezone().strftime("%d %z") for day in ((3, 28), (3, 30), (12, 30), (12, 31))
            ]
            assert ahead == ["28 +1300", "30 +1400", "30 +1400", "31 +1300"]
    assert time.strftime("%z") == before


@pytest.mark.parametrize(
    ("came", "wanted", "right"),
    [
        ((1, [2]), [1, (2,)], True),
        (True, 1, False),
        (1, 1.0, False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {}, False),
        (float("nan"), float("nan"), True),
    ],
)
def test_values_are_the_same_with_their_types(came: Any, wanted: Any, right: bool) -> None:
    assert forms.same(came, wanted) is right
