"""The generated businesses: the same from the same seed, with the truths that are planted in them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import model_forms
from hidden import businesses, comparisons
from hidden.businesses import service
from hidden.businesses.service import standardised


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_shop_is_the_same_from_the_same_seed() -> None:
    one, two = businesses.shop(rng(), customers=30), businesses.shop(rng(), customers=30)
    pd.testing.assert_frame_equal(one.events, two.events)
    assert one.costs == two.costs


def test_a_shop_has_the_dirt_of_a_real_log() -> None:
    shop = businesses.shop(rng(), customers=80)
    assert shop.events["event_id"].duplicated().any()
    assert not shop.events["at"].is_monotonic_increasing
    assert shop.events["at"].max() <= shop.observed_until
    assert set(shop.events["kind"]) == {"order", "visit", "support", "closed"}
    assert shop.events.loc[shop.events["kind"] == "order", "amount"].notna().all()


def test_customers_with_trouble_leave_sooner_where_a_signal_is_planted() -> None:
    shop = businesses.shop(rng(), customers=400, signal=2.0)
    orders = shop.events[shop.events["kind"] == "order"].groupby("customer_id")["at"].agg(["max", "size"])
    silent = (shop.observed_until - orders["max"]) > pd.Timedelta(days=60)
    calls = (
        shop.events[shop.events["kind"] == "support"].groupby("customer_id").size().reindex(orders.index, fill_value=0)
    )
    # by order, since whoever stays longer has more time to call
    rate = calls / orders["size"]
    assert silent[rate > 0.15].mean() > silent[rate <= 0.15].mean() + 0.1


def test_the_newest_months_of_a_report_are_still_open() -> None:
    months, today = businesses.months(rng())
    still_open = months[months["known_on"] > today]
    closed = months[months["known_on"] <= today]
    assert 1 <= len(still_open) <= 3
    assert (still_open["lost"] / still_open["active"]).min() > (closed["lost"] / closed["active"]).max()


@pytest.mark.parametrize("seed", range(12))
def test_the_planted_conflict_is_in_the_changes_and_not_in_the_levels(seed: int) -> None:
    weeks, directions, pair = businesses.weeks(rng(seed))
    assert comparisons.problem.strength(weeks, directions, *pair) < -0.7
    every = list(directions)
    others = [(a, b) for i, a in enumerate(every) for b in every[i + 1 :] if {a, b} != set(pair)]
    assert min(comparisons.problem.strength(weeks, directions, *other) for other in others) > -0.6


@pytest.mark.parametrize("better", [True, False])
def test_pooled_rates_mislead_in_every_trial(better: bool) -> None:
    for seed in range(8):
        case = businesses.trial(rng(seed), better=better)
        pooled = case.online.groupby("candidate")[["orders", "visits"]].sum()
        assert (pooled["orders"] / pooled["visits"]).idxmax() != case.choice
        rates = standardised(case.online, case.mix)
        assert (max(rates, key=lambda name: rates[name][0]) == case.choice) is better


@pytest.mark.parametrize("seed", range(3))
def test_every_mistake_is_caught_by_some_trial_test_and_log(seed: int) -> None:
    clear, near = service._trials(seed, "clear"), service._trials(seed, "near")
    for trials, mistakes in ((clear, service.MISTAKEN_RATES), (near, service.MISTAKEN_NOISE)):
        for mistaken in mistakes.values():
            counts = [
                {
                    name: {row.segment: (int(row.visits), int(row.orders)) for row in rows.itertuples()}
                    for name, rows in case.online.groupby("candidate")
                }
                for case in trials
            ]
            assert any(
                mistaken(table, case.mix, case.current) != case.choice
                for table, case in zip(counts, trials, strict=True)
            )
    assert {case.choice == case.current for case in near} == {True, False}
    for size in service.MISTAKEN_SIZES.values():
        reached = [
            service.power(max(1, size(arms.base, arms.lift)), arms.base, arms.lift) for arms in service._arms(seed)
        ]
        assert any(not 0.76 <= value <= 0.84 for value in reached)
    assert {load.place for load in service._loads(seed)} == {"at", "over", "off"}


@pytest.mark.parametrize("seed", range(2))
def test_networks_have_several_critical_paths_and_one_task(seed: int) -> None:
    found = comparisons.plan.networks(seed)
    assert max(len(comparisons.plan.critical_paths(tasks)) for tasks in found) > 2
    assert [len(tasks) for tasks in found][-1] == 1


@pytest.mark.parametrize("seed", range(2))
def test_all_that_can_be_saved_and_a_day_more(seed: int) -> None:
    *_, last, beyond = comparisons.plan.crashing(seed)
    assert math.isfinite(comparisons.plan.cheapest(*last))
    assert math.isinf(comparisons.plan.cheapest(*beyond))


@pytest.mark.parametrize("seed", range(2))
def test_gates_stop_by_a_week_and_once_everybody(seed: int) -> None:
    *some, none = comparisons.plan.gated(seed)
    assert comparisons.plan.scores(*none) == {}
    assert any(
        (frame["weeks"] == weeks_left).any() and (frame["weeks"] > weeks_left).any() for frame, _, weeks_left in some
    )


def test_what_a_mistake_does_not_show_in_is_drawn_again() -> None:
    found = comparisons.plan.drawn(lambda rng: (int(rng.integers(9)),), {"is 7": lambda number: number == 7}, 1, 2)
    assert found == [(7,), (7,)]


@pytest.mark.parametrize("seed", range(2))
def test_nothing_fits_where_nothing_should(seed: int) -> None:
    features, capacity = comparisons.plan.valued(seed)[-1]
    assert comparisons.plan.best_value(features, capacity) == 0


def test_a_log_has_a_life_at_each_end_of_the_windows() -> None:
    case = businesses.log(rng(), 60)
    end, first = case.as_of + pd.Timedelta(days=60), case.as_of - pd.Timedelta(days=90)
    assert {case.as_of, end, first} <= set(case.events["at"])
    assert businesses.log(rng(), 60, seen=-1).events["at"].max() < businesses.log(rng(), 60).observed_until


@pytest.mark.parametrize("loss", ["wrong", "absolute"])
@pytest.mark.parametrize("outcome", ["gain", "noise", "worse"])
def test_a_scored_business_lies_near_the_decision(loss: str, outcome: str) -> None:
    for seed in range(4):
        case = businesses.scored(rng(seed), loss, outcome)  # type: ignore[arg-type]
        rows = comparisons.evaluation.baseline_rows(case)
        difference = min((rows[name] for name in model_forms.BASELINES), key=lambda row: row.mean()) - rows["model"]
        z = difference.mean() / (difference.std(ddof=1) / math.sqrt(len(difference)))
        assert case.gains == (outcome == "gain")
        assert {"gain": 2.4 < z < 3, "noise": 1 < z < 1.6, "worse": -3 < z < -2}[outcome]


def test_who_goes_another_way_loses() -> None:
    for way in businesses.ACTING:
        case = businesses.acting(rng(), way)
        lowest = min(case.total(t) for t in [*case.p, math.inf])
        assert case.total(businesses.scores.wrong_threshold(case, way)) > lowest
    frame, terms = businesses.contacts(rng(), pays=False)
    assert (comparisons.evaluation.contact_gain(frame, terms) < 0).all()
    assert businesses.scores.slices(*businesses.line(rng(), worth=False))["gain"].max() == 0


def test_a_warehouse_has_the_leaks_it_says_and_a_clean_one_has_none() -> None:
    codes = sorted(code for codes in businesses.warehouse(rng()).truth.values() for code in codes)
    assert codes == ["future"] * 2 + ["identity"] * 2 + ["target"] * 5
    assert businesses.warehouse(rng(), clean=True).truth == {}


def test_a_log_on_the_edge_has_one_split_alone() -> None:
    for case in businesses.moves("edges"):
        begin, rows = case.rows["at"].max(), len(case.rows)
        late = case.rows["at"] == begin
        gap = begin - case.rows.loc[~late, "at"].max()
        assert case.most == rows
        assert late.mean() in (3 / 20, 1 / 2) or gap == pd.Timedelta(days=case.horizon)
        assert case.rows["at"].max() - case.rows["at"].min() < 2 * gap


def test_the_logs_to_split_are_made_once_and_the_obvious_cut_fails_on_them() -> None:
    for kind in ("households", "horizons"):
        assert businesses.moves(kind) is businesses.moves(kind)
        for case in businesses.moves(kind):
            begin = case.rows["at"].quantile(
                {60: 0.7, 80: 0.65, 30: 0.6, 0: 0.5, 120: 0.6, 200: 0.7, 90: 0.9}[case.horizon]
            )
            test = case.rows[case.rows["at"] >= begin]
            train = case.rows[case.rows["at"] <= begin - pd.Timedelta(days=case.horizon)]
            train = train[~train["household"].isin(test["household"])]
            kept = len(train) + len(test)
            assert kept < 0.7 * case.most or not 0.15 <= len(test) / kept <= 0.5 or train.empty
