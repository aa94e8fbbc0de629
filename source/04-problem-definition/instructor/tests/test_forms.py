"""What judges the form of answers, and what it is given to expect: the same verdict as the comparisons that know it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import model_forms
import plan_forms
import problem_forms
from hidden import businesses, comparisons
from workbook.check import Failure

WAYS = {"kept": "up", "margin": "up", "calls": "down"}
TREE: list[dict[str, Any]] = [
    {"id": "goal", "parent": None},
    {"id": "one", "parent": "goal"},
    {"id": "two", "parent": "goal"},
    {"id": "a", "parent": "one", "metric": "kept", "direction": "up"},
    {"id": "b", "parent": "one", "metric": "calls", "direction": "down"},
    {"id": "c", "parent": "two", "metric": "margin", "direction": "up"},
    {"id": "d", "parent": "two", "metric": "calls", "direction": "down"},
]


def fails(check: Any, *args: Any, **kwargs: Any) -> bool:
    try:
        check(*args, **kwargs)
    except Failure:
        return True
    return False


@given(st.integers(1, 30_000), st.integers(20, 900), st.integers(1, 200))
@settings(max_examples=200, deadline=None)
def test_days_are_the_whole_weeks_in_which_two_arms_are_filled(size: int, visitors: int, weeks: int) -> None:
    right = 7 * math.ceil(2 * size / visitors / 7)
    for days in (right, 7 * weeks, right - 7, right + 7, right - 1):
        plan = {"per_arm": size, "days": days, "feasible": days <= 90}
        assert fails(model_forms.days, plan, visitors, 90, "a test") == (days != right)
        assert fails(model_forms.days, {**plan, "feasible": days > 90}, visitors, 90, "a test")


def test_days_for_one_arm_are_told() -> None:
    with pytest.raises(Failure, match="enough for one arm only"):
        model_forms.days({"per_arm": 1445, "days": 21, "feasible": True}, 100, 90, "a test")
    with pytest.raises(Failure, match="13.66 days"):
        model_forms.days({"per_arm": 683, "days": 7, "feasible": True}, 100, 30, "the example")


@given(st.integers(0, 3000), st.sampled_from(businesses.projects.CRITERIA), st.floats(-4, 4))
@settings(max_examples=60, deadline=None)
def test_a_change_is_judged_as_by_who_computes_it(seed: int, criterion: str, other: float) -> None:
    frame, weights, weeks_left = businesses.candidates(np.random.default_rng(seed))
    found = comparisons.plan.changes(frame, weights, weeks_left)
    least = min(map(abs, found.values()))
    if math.isinf(least) or not least:
        return
    smallest = {name: change for name, change in found.items() if abs(change) <= least + 1e-9}
    for change in (found[criterion], -found[criterion], other):
        if math.isfinite(change):
            answer = (criterion, change)
            known = fails(comparisons.plan.flip, lambda *_, answer=answer: answer, frame, weights, weeks_left)
            assert fails(plan_forms.flip, answer, smallest, weights, "a list") == known


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "a", "parent": "one"}, "can't be measured"),
        ({"id": "a", "parent": "one", "metric": "kept"}, "has no direction"),
        ({"id": "a", "parent": "one", "metric": "kept", "direction": "down"}, "in the other direction"),
        ({"id": "a", "parent": "two", "metric": "kept", "direction": "up"}, "two or more"),
        ({"id": "a", "parent": None, "metric": "kept", "direction": "up"}, "2 of them"),
        ({"id": "a", "parent": "nowhere", "metric": "kept", "direction": "up"}, "isn't in the tree"),
        ({"id": "a", "parent": "one", "metric": "margin", "direction": "up"}, "one half of the conflict"),
    ],
)
def test_a_tree_with_one_fault_is_told_of_it(change: dict[str, Any], says: str) -> None:
    problem_forms.tree(TREE, WAYS, {"kept", "margin"})
    with pytest.raises(Failure, match=says):
        problem_forms.tree([change if node["id"] == "a" else node for node in TREE], WAYS, {"kept", "margin"})


def test_a_tree_with_a_cycle_is_told_of_it() -> None:
    above = {"one": "a", "a": "one"}
    with pytest.raises(Failure, match="cycle"):
        problem_forms.tree([{**node, "parent": above.get(node["id"], node["parent"])} for node in TREE], WAYS, set())


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"target": 0.21, "deadline": "2026-05-01"}, "no improvement"),
        ({"target": 0.19, "current": 0.19, "deadline": "2026-05-01"}, "your own statement"),
        ({"target": 0.1, "deadline": "2026-05-01"}, "can't be reached"),
        ({"target": 0.18, "deadline": "soon"}, "an ISO date"),
        ({"target": 0.18, "deadline": "2026-02-30"}, "a date that exists"),
        ({"target": 0.18, "deadline": "2026-02-01"}, "can't be known yet"),
        ({"target": 0.18, "deadline": "2026-07-01"}, "after the day on which the board"),
        ({"target": 0.18}, "'deadline' is missing"),
    ],
)
def test_a_statement_that_does_not_hold_is_refused(answer: dict[str, Any], says: str) -> None:
    def judged(given: dict[str, Any]) -> None:
        statement = {"current": 0.2, **given}
        problem_forms.reachable(statement, 0.2, 0.06)
        problem_forms.in_time(statement, pd.Timestamp("2026-01-01"), pd.Timestamp("2026-06-01"))

    judged({"target": 0.18, "deadline": "2026-05-01"})
    with pytest.raises(Failure, match=says):
        judged(answer)


@pytest.mark.parametrize(
    ("cut", "says"),
    [
        ({"a": 2}, "whole days, at most"),
        ({"b": 1}, "can't be shortened"),
        ({"a": 0.5}, "whole days"),
        ({}, "the days saved"),
        ({"a": 1, "c": 1}, "the price"),
        ([], "a dict"),
    ],
)
def test_a_plan_that_cuts_wrongly_is_refused(cut: Any, says: str) -> None:
    prices = {"a": (1, 100), "c": (1, 50)}
    plan_forms.cuts({"a": 1, "b": 0}, prices, 1, lambda cut: cut.get("a", 0), 100, "a plan")
    with pytest.raises(Failure, match=says):
        plan_forms.cuts(cut, prices, 1, lambda cut: cut.get("a", 0), 100, "a plan")


def test_numbers_of_the_proposal_may_be_rounded_and_no_more() -> None:
    known = {
        "lost_now": 0.220332, "gain": 0.064695, "low": 0.0301528, "gain_per_month": 1125.888, "candidate": "m7",
        "euros_per_month": 225, "winner": "stay offers", "days": 32, "week_price": 2900, "scope_value": 66,
    }  # fmt: skip
    rounded = {**known, "lost_now": 0.22, "gain": 0.065, "low": 0.03, "gain_per_month": 1126, "test_days": 35}
    plan_forms.agrees(rounded, known)
    plan_forms.tested(rounded, 28, 35)
    wrong: dict[str, Any]
    for wrong in (
        {"lost_now": 0.21},
        {"gain_per_month": 1127},
        {"candidate": "m9"},
        {"low": -0.01},
        {"low": 0.019},
        {"low": 0.036},
    ):
        with pytest.raises(Failure, match=f"{next(iter(wrong))} contradicts"):
            plan_forms.agrees({**rounded, **wrong}, known)
    for days in (21, 29, 42):
        with pytest.raises(Failure, match="28 to 35"):
            plan_forms.tested({"test_days": days}, 28, 35)
    for target, says in ((0.15, "can't be reached"), (0.23, "no improvement"), (0.22, "no improvement")):
        with pytest.raises(Failure, match=says):
            plan_forms.target({"target": target, "lost_now": 0.22}, 0.156, 0.2203)


def test_numbers_of_the_proposal_have_their_form_and_agree_with_each_other() -> None:
    numbers: dict[str, Any] = {
        "lost_now": 0.31, "target": 0.28, "gain": 0.03, "low": 0.01, "gain_per_month": 300, "candidate": "b", "test_days": 49,
        "euros_per_month": 200, "winner": "route", "days": 61, "week_price": 840, "scope_value": 17,
    }  # fmt: skip
    plan_forms.complete(numbers)
    for name in numbers:
        with pytest.raises(Failure, match=f"{name!r} is missing"):
            plan_forms.complete({key: value for key, value in numbers.items() if key != name})
    wrong: dict[str, Any]
    for wrong, says in (
        ({"winner": 3}, "winner"), ({"candidate": " "}, "a name"), ({"days": "61"}, "a number"),
        ({"lost_now": 31, "target": 28}, "a share from 0 to 1"), ({"target": 0.31}, "no improvement"),
        ({"low": 0.03}, "your gain"), ({"test_days": 48}, "whole weeks"),
    ):  # fmt: skip
        with pytest.raises(Failure, match=says):
            plan_forms.complete({**numbers, **wrong})


def test_forms_return_nothing_that_an_answer_could_use() -> None:
    """Students have these modules, and answers can import them."""
    for module in (problem_forms, model_forms, plan_forms):
        assert "hidden" not in vars(module)
        for name, value in vars(module).items():
            if callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_"):
                told = value.__annotations__["return"]
                assert told in ("None", "NoReturn") or name in ("pair", "change", "width", "show_rows"), name


def test_a_number_that_was_rounded_is_told_so() -> None:
    with pytest.raises(Failure, match="right to 3 places: don't round"):
        problem_forms.share_lost(0.133, 40 / 300, "churn_now")
    with pytest.raises(Failure, match="which months are closed"):
        problem_forms.share_lost(0.125, 40 / 300, "churn_now")


def test_an_objective_without_children_is_told_so() -> None:
    with pytest.raises(Failure, match="no children and no metric"):
        problem_forms.tree([*TREE, {"id": "three", "parent": "goal"}], WAYS, {"kept", "margin"})
