"""The generated databases: every kind, the same from one seed, and what the lesson promises of members."""

from __future__ import annotations

from pathlib import Path

import pytest

from hidden import flight_world
from hidden.flight_world import TABLES
from workbook.check.sql.databases import Database, generated
from workbook.check.sql.sqlite import load_folder, tables

FOLDER = str(Path(__file__).resolve().parents[2] / "data" / "flights")


def made() -> list[Database]:
    return generated(flight_world.worlds, FOLDER)


def test_each_table_of_the_published_database_is_empty_once() -> None:
    assert tables(load_folder(FOLDER)) == TABLES
    assert [database.empty for database in made() if database.empty] == TABLES


def test_there_are_databases_of_every_kind_from_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [database.kind for database in made()]
    assert len(kinds) >= 7
    for word in ("NULL", "twice", "tie", "bounds", "empty", "no partner", "single group", "circles"):
        assert any(word in kind for kind in kinds)
    first = made()[0].content
    monkeypatch.setenv("WORKBOOK_SEED", "1")
    assert made()[0].content != first
    monkeypatch.setenv("WORKBOOK_SEED", "0")
    assert made()[0].content == first


@pytest.mark.parametrize("seed", range(3))
def test_generated_members_keep_what_the_lesson_promises(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", str(seed))
    for database in made():
        for row in database.content.get("members", []):
            assert row["joined_on"] < (row["left_on"] or row["followed_until"]) <= row["followed_until"]
            assert row["left_on"] != row["followed_until"]


@pytest.mark.parametrize("seed", range(3))
def test_what_a_clause_hangs_on_is_there_in_every_draw(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", str(seed))
    there = [{name: list(rows) for name, rows in database.content.items()} for database in made()]
    flights = [row for content in there for row in content.get("flights", [])]
    assert {"n14228", "N14228 ", " N14228"} <= {row["tailnum"] for row in flights if row["day"] == 1}
    assert {"n14959", "N114959"} <= {row["tailnum"] for row in flights if row["dep_at"] is None}
    moved = {
        row["sched_at"][:10] for row in flights if row["origin"] == "JFK" and int(row["sched_at"][8:10]) != row["day"]
    }
    assert moved == {"2013-01-14", "2013-01-15"}
    assert "2025-03-15" in {row["left_on"] for content in there for row in content.get("members", [])}
    assert {"late", "Late"} <= {row["reason"] for content in there for row in content.get("refunds", [])}
    assert any(row["source"] == "train_v1_" for content in there for row in content.get("lineage", []))


@pytest.mark.parametrize("seed", range(3))
def test_the_databases_of_one_exercise_hold_what_they_are_for(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", str(seed))
    [far] = flight_world.far_delays()
    delays = [row["dep_delay"] for row in far.content["flights"] if row["dep_delay"] is not None]
    assert len(delays) < 8
    assert min(delays) < -60
    assert sum(delay >= 1440 for delay in delays) == 2
    assert {row["origin"] for row in far.content["flights"] if row["dest"] == "JFK"} == {"EWR", "LGA"}
    for world, key in zip(flight_world.at_the_cut(), ("carrier", "flight", "day"), strict=True):
        tied = [row for row in world.content["flights"] if row["dep_delay"] == 95]
        assert len({row[key] for row in tied}) == len(tied) > 8
        by_number = [row[key] for row in sorted(tied, key=lambda row: row["flight_id"])]
        assert sorted(by_number[:6]) != sorted(by_number)[:6]
    [nobody] = flight_world.without_a_carrier()
    to_lax = [row["carrier"] for row in nobody.content["flights"] if row["dest"] == "LAX"]
    assert None in to_lax
    assert {row["carrier"] for row in nobody.content["airlines"]} - set(to_lax)
    [nothing] = flight_world.worth_nothing()
    assert 0 in [row["amount"] for row in nothing.content["refunds"]]
    assert {"", None} <= {row["reason"] for row in nothing.content["refunds"]}


@pytest.mark.parametrize("seed", range(3))
def test_dates_are_missing_means_are_near_a_delay_and_a_month_ends(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", str(seed))
    [undated] = flight_world.without_a_date()
    assert any(row["flown_on"] is None and row["miles"] for row in undated.content["trips"])
    assert any(row["paid_at"] is None and row["amount"] for row in undated.content["refunds"])
    [near] = flight_world.means_near_a_delay()
    by_carrier: dict[str, list[int]] = {}
    for row in near.content["flights"]:
        by_carrier.setdefault(row["carrier"], []).append(row["dep_delay"])
    crowded = max(by_carrier.values(), key=len)
    assert 0 < max(crowded) - sum(crowded) / len(crowded) < 0.005
    [end] = flight_world.over_the_months_end()
    times = {(row["dep_at"][:7], row["arr_at"][:7]) for row in end.content["flights"]}
    assert times == {("2013-01", "2013-01"), ("2013-01", "2013-02"), ("2013-02", "2013-02")}
