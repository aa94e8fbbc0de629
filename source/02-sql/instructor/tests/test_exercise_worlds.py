"""The databases of one exercise hold, from every seed, what they are there for."""

from __future__ import annotations

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


def test_ten_thousand_rows_end_before_the_chain_does() -> None:
    lineage = only(exercise_worlds.crowded_circles())["lineage"]
    circles = sum(row["source"] == row["made"] for row in lineage)
    chain = sum(row["made"].startswith("link_") for row in lineage)
    assert circles * chain > 10000
