"""The databases of one exercise hold, from every seed, what they are there for."""

from __future__ import annotations

from statistics import mean

import pytest

from hidden import exercise_worlds
from workbook.check.sql.databases import Content


@pytest.fixture(params=range(3), autouse=True)
def drawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test with three seeds."""
    monkeypatch.setenv("WORKBOOK_SEED", str(request.param))


def only(worlds: list[exercise_worlds.World]) -> Content:
    [world] = worlds
    return world.content


def test_a_flight_with_one_time_stands_between_two_with_both() -> None:
    flights = sorted(only(exercise_worlds.half_missing())["flights"], key=lambda row: row["flight_id"])
    assert len({row["flight_id"] for row in flights}) == len(flights)
    lacking = []
    for tail in {row["tailnum"] for row in flights}:
        first, middle, last = [row for row in flights if row["tailnum"] == tail]
        assert max(first["dep_at"], last["dep_at"]) < min(first["arr_at"], last["arr_at"])
        lacking.append((middle["dep_at"] is None, middle["arr_at"] is None))
    assert sorted(lacking) == [(False, True), (False, True), (True, False), (True, False)]


def test_there_are_empty_and_missing_reasons() -> None:
    reasons = [row["reason"] for row in only(exercise_worlds.empty_reasons())["refunds"]]
    assert reasons.count("") == 2
    assert reasons.count(None) == 3


def test_two_digits_make_a_mean_a_whole_number() -> None:
    flights = only(exercise_worlds.large_carriers())["flights"]
    for carrier in ("AA", "UA"):
        delays = [row["dep_delay"] for row in flights if row["carrier"] == carrier]
        assert mean(delays) != round(mean(delays), 2) == round(mean(delays))


def test_ten_thousand_rows_end_before_the_chain_does() -> None:
    lineage = only(exercise_worlds.crowded_circles())["lineage"]
    circles = sum(row["source"] == row["made"] for row in lineage)
    chain = sum(row["made"].startswith("link_") for row in lineage)
    assert circles * chain > 10000
