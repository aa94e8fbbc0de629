"""Evaluation: baselines and intervals, thresholds under costs, tests, the next action."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import model_forms
from hidden.businesses.scores import Acting, Scored, constant, losses, slices
from project_reading import agree, entries

Row = NDArray[np.float64]


def baseline_rows(case: Scored) -> dict[str, Row]:
    """The loss of every test row under each baseline and under the model."""
    y = case.test["y"].to_numpy(float)
    fixed = np.full(len(y), constant(case.train["y"].to_numpy(float), case.loss))
    rows = {"constant": losses(y, fixed, case.loss)}
    for name in ("rule", "last", "model"):
        rows[name] = losses(y, case.test[name].to_numpy(float), case.loss)
    return rows


def mean_loss(answer: Callable[..., Any], y: list[float], guess: list[float], loss: str) -> None:
    """Fail unless the answer is the mean of the rows' losses."""
    expected = float(losses(np.array(y, float), np.array(guess, float), loss).mean())
    model_forms.same_number(answer(list(y), list(guess), loss), expected, f"mean_loss({y}, {guess}, {loss!r})")


def always(answer: Callable[..., Any], y: list[float], loss: str) -> None:
    """Fail unless the answer is what somebody says who always says the same."""
    expected = constant(np.array(y, float), loss)
    look = "the majority, 0 on a tie" if loss == "wrong" else "the median"
    model_forms.same_number(answer(list(y), loss), expected, f"constant({y}, {loss!r})", look)


def errors(answer: Callable[..., Any], case: Scored, kind: str = "a business") -> None:
    """Fail unless the four mean losses, the best baseline and the gain are those of the test rows."""
    report = answer(case.train.copy(), case.test.copy(), case.loss)
    train_y = case.train["y"].to_numpy(float)
    trained = np.full(len(train_y), constant(train_y, case.loss))
    expected = {name: float(row.mean()) for name, row in baseline_rows(case).items()}
    told = f"{kind} (loss {case.loss!r}, {len(case.test)} test rows, mean of train y {train_y.mean():.4g}, of test y {case.test['y'].mean():.4g})"
    model_forms.losses(report, expected, float(losses(train_y, trained, case.loss).mean()), told)


def beyond_noise(answer: Callable[..., Any], cases: Sequence[Scored], kind: str = "businesses") -> None:
    """Fail unless the intervals of the gain are sound, alone and on average, and the decisions are the planted ones."""
    ratios = []
    for case in cases:
        report = answer(case.train.copy(), case.test.copy(), case.loss)
        rows = baseline_rows(case)
        best = min((rows[name] for name in model_forms.BASELINES), key=lambda row: row.mean())
        difference = best - rows["model"]
        width = 2 * 1.96 * difference.std(ddof=1) / math.sqrt(len(difference))
        told = f"{kind} (loss {case.loss!r}, {len(difference)} test rows, gain {difference.mean():.4g})"
        ratios.append(model_forms.width(report, difference.mean(), width, told))
        model_forms.decision(report, case.gains, told)
    model_forms.widths([ratio for ratio in ratios if ratio], kind)


def threshold(answer: Callable[..., Any], case: Acting, kind: str = "a business") -> None:
    """Fail unless the threshold's total cost is the lowest there is; every tied one is accepted."""
    value = answer(list(case.y), list(case.p), dict(case.cost))
    told = f"{model_forms.show_rows(y=case.y, p=case.p)}, prices {case.cost}"
    costs = {t: case.total(t) for t in [*sorted(set(case.p)), math.inf]}
    if len(case.p) > 40:
        cheapest = min(costs, key=lambda t: costs[t])
        told += f"; cheapest at {cheapest}, the next score below is {max(p for p in case.p if p < cheapest)}"
    model_forms.threshold(value, costs, kind, told=told)


def contact_gain(frame: pd.DataFrame, terms: dict[str, float]) -> pd.Series:
    """Expected euros of contacting each customer: p * kept_share * value - price."""
    return frame["p"] * terms["kept_share"] * frame["value"] - terms["price"]


def contact_list(
    answer: Callable[..., Any], frame: pd.DataFrame, terms: dict[str, float], kind: str = "a list"
) -> None:
    """Fail unless the chosen customers bring the highest expected gain under the capacity."""
    gain = contact_gain(frame, terms)
    best = float(gain[gain > 0].nlargest(int(terms["capacity"])).sum())
    euros = dict(zip(frame["customer_id"], gain, strict=True))
    columns = {name: frame[name].tolist() for name in ("customer_id", "p", "value")}
    told = f"{kind}: {model_forms.show_rows(**columns)}, terms {terms}"
    model_forms.contact_list(answer(frame.copy(), dict(terms)), euros, terms["capacity"], best, told)


def counts(answer: Callable[..., Any], y: list[int], guess: list[int], kind: str = "a test set") -> None:
    """Fail unless the dict tp, fp, fn, tn is right."""
    pairs = list(zip(y, guess, strict=True))
    expected = {"tp": (1, 1), "fp": (0, 1), "fn": (1, 0), "tn": (0, 0)}
    expected_counts = {name: pairs.count(pair) for name, pair in expected.items()}
    entries(
        answer(list(y), list(guess)),
        expected_counts,
        "confusion",
        kind,
        look="tp: y 1 and guess 1; fp: y 0 and guess 1; fn: y 1 and guess 0",
    )


def exact_p(y: list[int], old: list[int], new: list[int]) -> float:
    """McNemar's exact two-sided p-value."""
    only_old = sum(o == t != n for t, o, n in zip(y, old, new, strict=True))
    only_new = sum(n == t != o for t, o, n in zip(y, old, new, strict=True))
    total = only_old + only_new
    if not total:
        return 1.0
    tail: float = sum(math.comb(total, k) for k in range(min(only_old, only_new) + 1)) / 2.0**total
    return min(1.0, 2 * tail)


def mcnemar(answer: Callable[..., Any], case: tuple[list[int], ...], kind: str = "two models") -> None:
    """Fail unless the answer is the exact two-sided p-value of McNemar's test."""
    y, old, new = case
    value = answer(list(y), list(old), list(new))
    look = "only the rows on which exactly one of the two is right count; both tails"
    only_old = sum(o == t != n for t, o, n in zip(y, old, new, strict=True))
    only_new = sum(n == t != o for t, o, n in zip(y, old, new, strict=True))
    told = (
        f"mcnemar on {kind} ({len(y)} rows; the old one alone is right on {only_old}, the new one alone on {only_new})"
    )
    agree(value, exact_p(y, old, new), told, rtol=1e-6, atol=1e-9, look=look)


def no_effect(answer: Callable[..., Any], alpha: float, power: float, real: float) -> None:
    """Fail unless the answer is the share of p < alpha that are false alarms, when *real* of all ideas work."""
    false, true = alpha * (1 - real), power * real
    what = f"chance_of_no_effect({alpha}, {power}, {real})"
    model_forms.no_effect(answer(alpha, power, real), alpha, false / (false + true), what)


def next_action(
    answer: Callable[..., Any],
    rows: pd.DataFrame,
    actions: list[dict[str, Any]],
    cost: dict[str, float],
    kind: str = "a line",
) -> None:
    """Fail unless the chosen action gains most; None is right where none gains anything."""
    chosen = answer(rows.copy(), [dict(action) for action in actions], dict(cost))
    table = slices(rows, actions, cost)
    told = {
        row.name: f"{row.fp} fp, {row.fn} fn, recoverable {row.share:g}, price {row.price:g}"
        for row in table.set_index("name", drop=False).itertuples(index=False)
    }
    model_forms.next_action(
        chosen, dict(zip(table["name"], table["gain"], strict=True)), f"{kind} (an error costs {cost})", told
    )
