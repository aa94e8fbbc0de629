"""The generated companies of the lesson on features and labels, and the comparisons, against other ways to count."""

from __future__ import annotations

import math
import sqlite3
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import asof_forms
from hidden import asof_compare, asof_contracts, asof_models, asof_worlds
from workbook.check import Failure

SEEDS = range(6)


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def in_berlin(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Berlin")).date()


@pytest.mark.parametrize("seed", SEEDS)
def test_features_of_a_world_agree_with_a_count_over_its_tables(seed: int) -> None:
    for world in asof_worlds.worlds(rng(seed)):
        day = date.fromisoformat(world.day)
        for customer, expected in world.expected.items():
            own = world.events[world.events["customer_id"] == customer]
            ago = [(day - in_berlin(at)).days for at in own["at"]]
            known = [days for days in ago if days >= 0]
            assert expected["frequency_90"] == sum(days < 90 for days in known)
            assert math.isnan(expected["recency_days"]) if not known else expected["recency_days"] == min(known)
            if not math.isnan(expected["trend"]):
                assert expected["trend"] == sum(d < 30 for d in known) - sum(30 <= d < 60 for d in known)
            paid = own[(own["kind"] == "top_up").to_numpy() & np.array([0 <= days < 90 for days in ago], bool)]
            assert expected["money_90"] == pytest.approx(paid["amount"].sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_open_tickets_of_a_world_agree_with_sql(seed: int) -> None:
    for world in asof_worlds.worlds(rng(seed)):
        over = f"{date.fromisoformat(world.day) + timedelta(1)} 00:00"
        with sqlite3.connect(":memory:") as connection:
            world.tickets.to_sql("tickets", connection, index=False)
            found = dict(
                connection.execute(
                    "SELECT customer_id, COUNT(*) FROM tickets WHERE opened_at < ?"
                    " AND (closed_at IS NULL OR closed_at >= ?) GROUP BY customer_id",
                    (over, over),
                )
            )
        assert {name: row["open_tickets"] for name, row in world.expected.items()} == {
            name: found.get(name, 0) for name in world.expected
        }


@pytest.mark.parametrize("seed", SEEDS)
def test_days_ago_of_a_log_agree_with_the_clock_in_berlin(seed: int) -> None:
    for log in asof_worlds.logs(rng(seed)):
        day = date.fromisoformat(log.day)
        for moments, days in ((log.near, log.near_days), (log.changes, log.change_days), (log.holes, log.hole_days)):
            told = [(day - in_berlin(at)).days if isinstance(at, str) else math.nan for at in moments]
            np.testing.assert_array_equal(told, days)
        hours = {datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/Berlin")).utcoffset() for at in log.changes}
        assert len(hours) == 2
        assert min(log.near_days) < 0 < max(log.near_days)
        assert log.holes.isna().sum() == 2


def test_days_ago_are_a_series_with_the_index_of_the_moments() -> None:
    moments = pd.Series(["2025-04-30T21:59:59Z", None], index=["b", "a"])
    asof_forms.days_ago(pd.Series([0, None], index=["b", "a"]), moments, [0, math.nan], "two")
    for came, message in (
        ([0, None], "a Series"),
        (pd.Series([0, None]), "the index"),
        (pd.Series([0, 0], index=["b", "a"]), "days ago of a missing moment"),
        (pd.Series([1, None], index=["b", "a"]), "days ago of 2025-04-30T21:59:59Z"),
    ):
        with pytest.raises(Failure, match=message):
            asof_forms.days_ago(came, moments, [0, math.nan], "two")


def test_a_day_of_a_world_begins_when_it_does_in_berlin() -> None:
    begins = asof_worlds._utc(date(2025, 4, 30), (1, "00:00:00"))
    assert begins == "2025-04-30T22:00:00Z"
    assert asof_worlds._utc(date(2025, 1, 31), (0, "00:00:00")) == "2025-01-30T23:00:00Z"
    assert datetime.fromisoformat(begins).tzinfo == UTC


def test_the_windows_of_a_world_reach_over_a_change_of_the_clocks() -> None:
    zone = ZoneInfo("Europe/Berlin")
    for seed in SEEDS:
        for world in asof_worlds.worlds(rng(seed)):
            last = datetime.fromisoformat(world.day).replace(tzinfo=zone)
            assert last.utcoffset() != (last - timedelta(days=89)).utcoffset()


def test_a_company_on_its_first_day_has_customers_and_nothing_else() -> None:
    world = asof_worlds.first_day(rng())
    assert len(world.events) == len(world.tickets) == 0
    assert {row["frequency_90"] for row in world.expected.values()} == {0.0}
    assert {math.isnan(row["trend"]) for row in world.expected.values()} == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_that_were_planted_agree_with_the_definition(seed: int) -> None:
    for horizon, grace in ((60, 30), (45, 10), (36, 24)):
        for person in asof_contracts.planted(horizon, grace):
            assert asof_contracts.leaves(person.contracts, horizon, grace) == person.left, person.who
    for company in asof_contracts.companies(rng(seed)):
        assert set(company.expected.values()) == {0, 1}
        assert set(company.expected) < set(company.contracts["customer_id"])


def day_by_day(spans: tuple[asof_contracts.Span, ...], horizon: int, grace: int) -> int | None:
    """The definition once more, by looking at each single day: a hole of more than *grace* days that begins in the horizon."""
    running = {day: any(a <= day <= (999 if b is None else b) for a, b in spans) for day in range(-1000, 1000)}
    if not any(a <= 0 and (b is None or b > 0) for a, b in spans):
        return None
    ends = [
        day for day in range(1, horizon + 1) if running[day] and not any(running[day + 1 + i] for i in range(grace))
    ]
    ends = [day for day in ends if not any(a <= day + grace for a, b in spans if b is None or b > day)]
    return int(bool(ends))


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_agree_with_a_walk_through_the_days(seed: int) -> None:
    draw = rng(seed)
    for _ in range(40):
        person = asof_contracts._usual(draw, 60, 30)
        assert day_by_day(person.contracts, 60, 30) == person.left


def test_a_split_of_a_company_has_rows_on_both_sides_of_each_bound() -> None:
    for seed in SEEDS:
        for case in asof_contracts.splits(rng(seed)):
            for part in ("train", "test"):
                assert {why == "" for why in case.why[part].values()} == {True, False}
            both = [pair for pair, why in case.why["train"].items() if why == "" and case.why["test"][pair] == ""]
            assert both == []


def fit(case: asof_models.Company, model: object) -> np.ndarray:
    words = case.columns["codes"] + case.columns["texts"]

    def tidy(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame[case.columns["numbers"] + words].copy()
        for name in case.columns["texts"]:
            frame[name] = frame[name].astype(str).str.strip().str.lower().fillna("?")
        return frame.fillna(frame[case.columns["numbers"]].median())

    known = case.rows[np.array(case.training)]
    columns = make_column_transformer(
        (StandardScaler(), case.columns["numbers"]), (OneHotEncoder(handle_unknown="ignore"), words)
    )
    chain = make_pipeline(columns, model).fit(tidy(known), known["left"])
    return np.asarray(chain.predict_proba(tidy(case.tomorrow))[:, 1])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_model_is_far_above_the_bound_and_one_without_the_column_far_below(seed: int) -> None:
    for case in asof_models.companies(rng(seed)):
        for model in (
            LogisticRegression(max_iter=1000),
            RandomForestClassifier(40, min_samples_leaf=5, random_state=0),
        ):
            assert roc_auc_score(case.left, fit(case, model)) > 0.84
        blind = asof_models.Company(
            case.rows,
            {**case.columns, case.signal: case.columns[case.signal][1:]},
            case.training,
            case.tomorrow,
            case.left,
            case.signal,
        )
        assert roc_auc_score(case.left, fit(blind, LogisticRegression(max_iter=1000))) < 0.66


def test_the_share_of_pairs_is_the_area_under_the_curve() -> None:
    left, told = [0, 1, 1, 0, 1], np.array([0.1, 0.4, 0.1, 0.3, 0.9])
    area = roc_auc_score(left, told)
    asof_forms.ranks(told, left, area - 1e-9, "rows")
    with pytest.raises(Failure, match="pairs of a leaver"):
        asof_forms.ranks(told, left, area + 1e-3, "rows")


def test_rows_outside_of_training_change_and_the_others_do_not() -> None:
    case = asof_models.companies(rng())[0]
    inside = np.array(case.training)
    for labels in (True, False):
        other = asof_models.changed(rng(), case, labels)
        assert other.loc[inside, "left"].astype(int).equals(case.rows.loc[inside, "left"])
        assert other["left"].isna().any() != labels
        name = case.columns["numbers"][0]
        assert (other.loc[~inside, name] != case.rows.loc[~inside, name]).all()
        assert other.loc[inside, name].equals(case.rows.loc[inside, name])


def test_a_split_that_is_no_pair_of_frames_is_told() -> None:
    case = asof_contracts.splits(rng())[0]
    with pytest.raises(Failure, match="two data frames"):
        asof_compare.split(lambda *given: given[0], case, "train")


def test_forms_tell_who_is_lost_and_who_is_too_many() -> None:
    expected, told = {1: 0, 2: 1}, {1: "with a ticket", 3: "of tomorrow"}
    with pytest.raises(Failure, match="1 of 2 customers are lost"):
        asof_forms.customers(pd.DataFrame({"customer_id": [2]}), expected, told, "a company")
    with pytest.raises(Failure, match="of tomorrow"):
        asof_forms.customers(pd.DataFrame({"customer_id": [1, 2, 3]}), expected, told, "a company")
    with pytest.raises(Failure, match="twice"):
        asof_forms.customers(pd.DataFrame({"customer_id": [1, 2, 2]}), expected, told, "a company")
    with pytest.raises(Failure, match="with a ticket"):
        asof_forms.labels(pd.DataFrame({"customer_id": [1, 2], "left": [1, 1]}), expected, told, "a company")
    asof_forms.labels(pd.DataFrame({"customer_id": [1, 2], "left": [False, 1.0]}), expected, told, "a company")


def test_chances_must_be_chances() -> None:
    class Sure:
        def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
            return np.full((len(frame), 2), 0.7)

    with pytest.raises(Failure, match="add up to 1"):
        asof_forms.chances(Sure(), pd.DataFrame({"a": [1.0]}), "rows")


def test_a_lesson_that_is_not_solved_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> str:
        raise NotImplementedError

    asof_forms.settle("Who?", "C13", missing)
    assert "solve C13 first" in capsys.readouterr().out
