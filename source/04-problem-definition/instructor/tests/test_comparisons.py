"""The comparisons of hidden tests, each against a right and a wrong answer."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import model_forms
import plan_forms
from hidden import businesses, comparisons
from hidden.businesses.briefs import RULES, STOPS
from hidden.businesses.scores import Acting
from hidden.businesses.service import power
from workbook.check import Failure


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def wilson(k: int, n: int) -> tuple[float, float]:
    z, r = 1.96, k / n
    swing = z * math.sqrt(r * (1 - r) / n + z * z / (4 * n * n))
    low, high = ((r + z * z / (2 * n) + sign * swing) / (1 + z * z / n) for sign in (-1, 1))
    return max(0.0, min(low, r)), min(1.0, max(high, r))


def test_an_open_window_is_not_counted() -> None:
    months = pd.DataFrame(
        {
            "month": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01"]),
            "active": [100, 200, 300],
            "lost": [10, 30, 250],
            "known_on": pd.to_datetime(["2025-03-02", "2025-04-02", "2025-04-30"]),
        }
    )
    assert comparisons.problem.share_lost(months, pd.Timestamp("2025-04-05")) == (40 / 300, 150.0)
    assert comparisons.problem.share_lost(months, pd.Timestamp("2025-01-05")) is None


def test_labels_tell_ordered_left_and_censored_apart() -> None:
    rows = [
        ("E1", "A", "2025-05-20", "order"), ("E2", "A", "2025-06-05", "order"), ("E3", "B", "2025-04-02", "order"),
        ("E4", "B", "2025-05-20", "order"), ("E5", "C", "2025-05-20", "order"), ("E6", "C", "2025-06-08", "closed"),
    ]  # fmt: skip
    events = pd.DataFrame(rows, columns=["event_id", "customer_id", "at", "kind"]).assign(
        at=lambda t: pd.to_datetime(t["at"])
    )
    day = pd.Timestamp("2025-06-01")
    seen = comparisons.problem.expected_labels(events, day, 60, pd.Timestamp("2025-07-10"))
    assert seen["A"] == (1, 12, 0.0)
    assert seen["B"][:2] == (2, 12)
    assert math.isnan(seen["B"][2])
    assert seen["C"] == (1, 12, 1.0)
    assert comparisons.problem.expected_labels(events, day, 60, pd.Timestamp("2025-07-31"))["B"][2] == 1.0


@given(st.integers(12, 60))
@settings(max_examples=12, deadline=None)
def test_wilson_intervals_cover_at_any_size(n: int) -> None:
    if n < 25:
        return
    model_forms.interval(wilson, n)


def test_an_interval_that_is_always_everything_says_nothing() -> None:
    with pytest.raises(Failure, match="say nothing"):
        model_forms.interval(lambda k, n: (0.0, 1.0), 40)


def test_a_wald_interval_does_not_cover_small_rates() -> None:
    def wald(k: int, n: int) -> tuple[float, float]:
        r = k / n
        swing = 1.96 * math.sqrt(r * (1 - r) / n)
        return max(0.0, r - swing), min(1.0, r + swing)

    with pytest.raises(Failure, match="coverage"):
        model_forms.interval(wald, 40)


def test_the_exact_p_value_is_that_of_the_coin() -> None:
    assert comparisons.evaluation.exact_p([1] * 21, [1] * 6 + [0] * 15, [0] * 6 + [1] * 15) == pytest.approx(
        0.07835, abs=1e-5
    )
    assert comparisons.evaluation.exact_p([1, 0], [1, 1], [1, 1]) == 1.0


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9)), min_size=3, max_size=25))
@settings(max_examples=40, deadline=None)
def test_every_tied_threshold_is_accepted(rows: list[tuple[int, int]]) -> None:
    case = Acting([y for y, _ in rows], [p / 10 for _, p in rows], {"tp": -7.0, "fp": 3.0, "fn": 0.0, "tn": 0.0})
    options = [*set(case.p), math.inf]
    lowest = min(case.total(t) for t in options)
    for option in options:
        if case.total(option) == lowest:
            comparisons.evaluation.threshold(lambda y, p, cost, t=option: t, case)
        else:
            with pytest.raises(Failure, match="lowest"):
                comparisons.evaluation.threshold(lambda y, p, cost, t=option: t, case)


def test_the_p_value_is_not_the_chance_of_no_effect() -> None:
    with pytest.raises(Failure, match="never knew"):
        comparisons.evaluation.no_effect(lambda alpha, power, real: alpha, 0.05, 0.8, 0.1)
    comparisons.evaluation.no_effect(lambda alpha, power, real: 0.36, 0.05, 0.8, 0.1)


def test_flagging_every_column_is_refused() -> None:
    with pytest.raises(Failure, match="honest columns"):
        model_forms.coded({"a": "future", "b": "future", "c": "future"}, {"a": ["future"]}, ["b", "c"])


def test_kappa_is_that_of_the_textbook() -> None:
    assert comparisons.data.expected_kappa(list("xxyy"), list("xxyx")) == pytest.approx(0.5)
    assert math.isnan(comparisons.data.expected_kappa(["x"], ["x"]))


def test_the_power_of_the_textbook_size_is_four_fifths() -> None:
    size = (1.96 + 0.8416) ** 2 * (0.1 * 0.9 + 0.15 * 0.85) / 0.05**2
    assert power(size, 0.1, 0.05) == pytest.approx(0.8, abs=0.01)


def test_times_of_a_small_network() -> None:
    tasks = {"d": (1, ["b", "c"]), "a": (3, []), "b": (2, ["a"]), "c": (1, ["a"])}
    length, table = comparisons.plan.times(tasks)
    assert length == 6
    assert table["c"] == dict(zip(plan_forms.TIMES, (3, 4, 4, 5, 1), strict=True))
    assert comparisons.plan.critical_paths(tasks) == {("a", "b", "d")}


@given(st.integers(0, 2000))
@settings(max_examples=30, deadline=None)
def test_tasks_without_slack_are_those_on_critical_paths(seed: int) -> None:
    tasks = businesses.network(rng(seed))
    _, table = comparisons.plan.times(tasks)
    on_paths = set(itertools.chain(*comparisons.plan.critical_paths(tasks)))
    assert {name for name, row in table.items() if row["slack"] == 0} == on_paths


@given(st.integers(0, 2000))
@settings(max_examples=25, deadline=None)
def test_no_smaller_change_of_a_weight_flips_the_winner(seed: int) -> None:
    frame, weights, weeks_left = businesses.candidates(rng(seed))
    least = comparisons.plan.flips(frame, weights, weeks_left)
    before = comparisons.plan.scores(frame, weights, weeks_left)
    if math.isinf(least) or not least:
        return
    winner = max(before, key=lambda name: before[name])
    for name, sign in itertools.product(weights, (1, -1)):
        changed = {**weights, name: weights[name] + sign * least * 0.999}
        if changed[name] >= 0:
            after = comparisons.plan.scores(frame, changed, weeks_left)
            assert max(after, key=lambda other: after[other]) == winner


def test_a_tied_ranking_may_stand_in_any_order() -> None:
    frame, weights, weeks_left = businesses.candidates(rng())
    one = next(iter(comparisons.plan.scores(frame, weights, weeks_left)))
    row = frame[frame["candidate"] == one]
    twins = pd.concat([row, row.assign(candidate="twin")], ignore_index=True)
    score = comparisons.plan.scores(row, weights, weeks_left)[one]
    for order in ([one, "twin"], ["twin", one]):
        comparisons.plan.ranking(lambda *_, order=order: [(name, score) for name in order], twins, weights, weeks_left)


def test_a_scope_without_what_it_needs_is_refused() -> None:
    table = {"a": {"value": 5, "days": 1, "needs": ["b"]}, "b": {"value": 0, "days": 1, "needs": []}}
    with pytest.raises(Failure, match="broken dependency"):
        comparisons.plan.scope(lambda features, capacity: ["a"], table, 2)
    comparisons.plan.scope(lambda features, capacity: ["b", "a"], table, 2)


@pytest.mark.parametrize(
    ("against", "says"), [("noise", "within noise"), ("price", "more than it costs"), ("time", "in time")]
)
def test_going_on_against_the_numbers_is_refused(against: str, says: str) -> None:
    for edge in (True, False):
        case = comparisons.proposal.other(rng(), against, edge)
        with pytest.raises(Failure, match=says):
            comparisons.proposal.decision(lambda numbers, max_days: True, *case)
        comparisons.proposal.decision(lambda numbers, max_days: False, *case)
        comparisons.proposal.decision(lambda numbers, max_days: True, *comparisons.proposal.other(rng(), "", edge))


@pytest.mark.parametrize("value", [True, "0.3", None, float("nan"), [1]])
def test_what_is_no_number_is_refused_with_what_came(value: object) -> None:
    with pytest.raises(Failure, match="a number"):
        comparisons.evaluation.threshold(lambda y, p, cost: value, businesses.acting(rng(), "half"))


@given(st.integers(0, 10_000), st.sampled_from([*STOPS, *RULES]))
@settings(max_examples=40, deadline=None)
def test_a_sheet_shows_the_planted_criterion_and_only_that(number: int, criterion: str) -> None:
    drawn = rng(number)
    assert {word for _, word in comparisons.problem.accepted(businesses.sheet(drawn, criterion))} == {criterion}
    assert {verdict for verdict, _ in comparisons.problem.accepted(businesses.sheet(drawn, missed=criterion))} == {"ml"}


def test_a_stop_goes_before_a_rule() -> None:
    sheet = businesses.sheet(rng(), "no data", "simple rule")
    comparisons.problem.decides(lambda _: ("not now", "no data"), sheet)
    with pytest.raises(Failure, match="what stops it"):
        comparisons.problem.decides(lambda _: ("rule", "simple rule"), sheet)
    with pytest.raises(Failure, match="the criterion on"):
        comparisons.problem.decides(lambda _: ("not now", "ethics"), sheet)
