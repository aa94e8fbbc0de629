"""The company as it was simulated: what was planted in it can be found in the published tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hidden import linnet, linnet_tables

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def contracts() -> pd.DataFrame:
    """The last record of each contract, and whether its end is a leaving."""
    raw = pd.read_csv(DATA / "contracts.csv", parse_dates=["started_on", "ended_on"])
    last = raw.sort_values("loaded_at", kind="stable").drop_duplicates("contract_id", keep="last")
    last = last.sort_values(["customer_id", "started_on"])
    gap = last.groupby("customer_id")["started_on"].shift(-1) - last["ended_on"]
    return last.assign(leaves=last["ended_on"].notna() & ~(gap <= pd.Timedelta(days=30)))


def leaving(contracts: pd.DataFrame, day: str, days: int = 61) -> pd.DataFrame:
    """Contracts that run on *day*, with `out`: they end in the days that follow, and the customer leaves."""
    begin = pd.Timestamp(day)
    running = contracts[(contracts["started_on"] <= begin) & ~(contracts["ended_on"] < begin)]
    return running.assign(out=running["leaves"] & (running["ended_on"] < begin + pd.Timedelta(days=days)))


def test_a_company_is_the_same_from_the_same_seed() -> None:
    one, two = (linnet.company(np.random.default_rng(3), 60) for _ in range(2))
    assert one.contracts == two.contracts
    log = [linnet_tables.events(np.random.default_rng(4), made) for made in (one, two)]
    pd.testing.assert_frame_equal(*log)


def test_plan_20_without_commitment_loses_more_after_the_price_change(contracts: pd.DataFrame) -> None:
    after = leaving(contracts, "2025-04-01")
    free = (after["plan_code"] == 20) & (after["commitment_months"] == 0)
    assert after.loc[free, "out"].mean() > 2 * after.loc[~free, "out"].mean()
    before = leaving(contracts, "2025-01-15")
    free = (before["plan_code"] == 20) & (before["commitment_months"] == 0)
    assert before.loc[free, "out"].mean() < 0.06


def test_whoever_waits_for_an_answer_leaves_more_often(contracts: pd.DataFrame) -> None:
    tickets = pd.read_csv(DATA / "tickets.csv", parse_dates=["opened_at", "closed_at"])
    last_day = pd.Timestamp("2025-09-30")
    gone = contracts[contracts["leaves"]].set_index("customer_id")["ended_on"]
    begin = tickets["opened_at"] + pd.Timedelta(days=14)
    until = pd.concat(
        [tickets["closed_at"].fillna(last_day), tickets["opened_at"] + pd.Timedelta(days=78)], axis=1
    ).min(axis=1)
    left = tickets["customer_id"].map(gone.groupby(level=0).max())
    waits = until > begin
    left_waiting = (waits & left.between(begin.dt.normalize(), until)).sum()
    days_waiting = (
        (pd.concat([until, left.fillna(last_day)], axis=1).min(axis=1) - begin)[waits].dt.days.clip(lower=0).sum()
    )
    since = contracts["started_on"].clip(lower=pd.Timestamp("2024-07-01"))
    days = (contracts["ended_on"].fillna(last_day) - since).dt.days.clip(lower=0).sum()
    all_left = (gone >= pd.Timestamp("2024-07-01")).sum()
    assert left_waiting / days_waiting > 2 * all_left / days


def test_roaming_belongs_to_summer_and_calls_to_december() -> None:
    events = pd.read_csv(DATA / "events.csv", parse_dates=["at"])
    months = events.groupby(["kind", events["at"].dt.month]).size()
    assert set(months["roaming"].nlargest(2).index) == {7, 8}
    assert months["call"].idxmax() == 12


def test_events_lie_within_the_data_and_have_an_amount_where_one_is_due() -> None:
    events = pd.read_csv(DATA / "events.csv", parse_dates=["at"])
    assert events["event_id"].is_unique
    assert events["at"].dt.tz_convert("Europe/Berlin").dt.strftime("%Y-%m-%d").max() == "2025-09-30"
    assert (events["amount"].isna() == events["kind"].isin(["app_login", "complaint"])).all()


def test_the_last_records_are_sound_and_others_are_not(contracts: pd.DataFrame) -> None:
    raw = pd.read_csv(DATA / "contracts.csv", parse_dates=["started_on", "ended_on"])
    customers = pd.read_csv(DATA / "customers.csv")

    def faults(frame: pd.DataFrame) -> list[int]:
        return [
            int((~frame["plan_code"].isin([10, 20, 30, 40])).sum()),
            int((~frame["monthly_fee"].between(5, 80)).sum()),
            int((frame["ended_on"] < frame["started_on"]).sum()),
            int((~frame["customer_id"].isin(customers["customer_id"])).sum()),
        ]

    assert faults(contracts) == [0, 0, 0, 0]
    assert min(faults(raw)) > 0
    assert (raw.groupby("contract_id")["loaded_at"].nunique() < raw.groupby("contract_id").size()).any()


def test_the_published_files_leave_room_for_the_other_lessons() -> None:
    own = ["customers", "contracts", "events", "bills", "tickets", "dictionary", "rules", "delays", "arrivals"]
    assert sum((DATA / f"{name}.csv").stat().st_size for name in own) < 1_000_000
