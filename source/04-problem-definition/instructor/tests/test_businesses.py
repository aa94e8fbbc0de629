"""The generated businesses: the same from the same seed, with the truths that are planted in them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import model_forms
from hidden import businesses, comparisons
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


def test_orders_are_moved_to_the_ends_of_the_windows() -> None:
    shop = businesses.shop(rng(), customers=80)
    as_of = shop.observed_until - pd.Timedelta(days=120)
    moved = businesses.on_borders(rng(), shop.events, as_of, 60)
    assert (moved["at"] == as_of).any()
    assert (moved["at"] == as_of + pd.Timedelta(days=60)).any()


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


@pytest.mark.parametrize("loss", ["wrong", "absolute"])
@pytest.mark.parametrize("outcome", ["gain", "noise", "worse"])
def test_a_scored_business_shows_its_planted_outcome(loss: str, outcome: str) -> None:
    for seed in range(10):
        case = businesses.scored(rng(seed), loss, outcome)
        rows = comparisons.evaluation.baseline_rows(case)
        gain = min(rows[name].mean() for name in model_forms.BASELINES) - rows["model"].mean()
        assert case.gains == (outcome == "gain")
        assert (gain < 0) == (outcome == "worse")


def test_where_acting_does_not_pay_nobody_is_the_cheapest() -> None:
    for seed in range(10):
        case = businesses.acting(rng(seed), pays=False)
        best = min(comparisons.evaluation.total_cost(case, t) for t in [*set(case.p), math.inf])
        assert comparisons.evaluation.total_cost(case, math.inf) == best


def test_where_no_contact_or_action_pays_every_gain_is_negative() -> None:
    frame, terms = businesses.contacts(rng(), pays=False)
    assert (comparisons.evaluation.contact_gain(frame, terms) < 0).all()
    rows, actions, cost = businesses.sliced(rng(), worth=False)
    assert all(comparisons.evaluation.action_gain(rows, action, cost) < 0 for action in actions)


@pytest.mark.parametrize("better", [True, False])
def test_pooled_rates_mislead_in_every_trial(better: bool) -> None:
    for seed in range(8):
        case = businesses.trial(rng(seed), better=better)
        pooled = case.online.groupby("candidate")[["orders", "visits"]].sum()
        assert (pooled["orders"] / pooled["visits"]).idxmax() != case.choice
        rates = standardised(case.online, case.mix)
        assert (max(rates, key=lambda name: rates[name][0]) == case.choice) is better


def test_a_warehouse_has_the_leaks_it_says_and_a_clean_one_has_none() -> None:
    case = businesses.warehouse(rng())
    assert sorted(code for codes in case.truth.values() for code in codes) == [
        "future",
        "future",
        "identity",
        "target",
        "target",
    ]
    assert businesses.warehouse(rng(), clean=True).truth == {}


def test_a_network_can_have_two_critical_paths() -> None:
    for seed in range(10):
        assert len(comparisons.plan.critical_paths(businesses.network(rng(seed), two_paths=True))) >= 2


@pytest.mark.parametrize("possible", [True, False])
def test_a_week_can_be_saved_or_not_as_planted(possible: bool) -> None:
    tasks, prices = businesses.crash_case(rng(), possible=possible)
    assert math.isfinite(comparisons.plan.cheapest(tasks, prices, 5)) is possible


def test_the_tempting_candidate_is_stopped_by_a_gate() -> None:
    for seed in range(10):
        frame, weights, weeks_left = businesses.candidates(rng(seed))
        everything = comparisons.plan.scores(frame.assign(done=False, data_allowed=True, weeks=1), weights, weeks_left)
        assert max(everything, key=lambda name: everything[name]) not in comparisons.plan.scores(
            frame, weights, weeks_left
        )


def test_nothing_fits_where_nothing_should() -> None:
    table, capacity = businesses.features(rng(), kind="nothing")
    assert comparisons.plan.best_value(table, capacity) == 0
