"""Evaluation: baselines and intervals, thresholds under costs, tests, the next action."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.check.business.scores import Acting, Scored, constant, losses
from workbook.check.failure import Failure, fail, show
from workbook.check.project.reading import agree, entry, flag, names, near, number

Row = NDArray[np.float64]
BASELINES = ("constant", "rule", "last")


def baseline_rows(case: Scored) -> dict[str, Row]:
    """The loss of every test row under each baseline and under the model."""
    y = case.test["y"].to_numpy(float)
    fixed = np.full(len(y), constant(case.train["y"].to_numpy(float), case.loss))
    rows = {"constant": losses(y, fixed, case.loss)}
    for name in ("rule", "last", "model"):
        rows[name] = losses(y, case.test[name].to_numpy(float), case.loss)
    return rows


def errors(answer: Callable[..., Any], case: Scored, kind: str = "a business") -> None:
    """Fail unless the four mean losses, the best baseline and the gain are those of the test rows."""
    report = answer(case.train.copy(), case.test.copy(), case.loss)
    rows = baseline_rows(case)
    trained = constant(case.train["y"].to_numpy(float), case.loss)
    train_y = case.train["y"].to_numpy(float)
    on_train = losses(train_y, np.full(len(train_y), trained), case.loss).mean()
    for name, row in rows.items():
        value = number(entry(report, name, f"the report on {kind}"), name)
        if name == "constant" and near(value, on_train) and not near(value, row.mean()):
            fail(f"the baseline 'constant' was measured on the training rows, on {kind}")
        agree(
            value, float(row.mean()), f"the mean loss of {name!r} on {kind}",
            look="learn the constant on train, measure every loss on test",
        )  # fmt: skip
    best = min(rows[name].mean() for name in BASELINES)
    chosen = entry(report, "best", f"the report on {kind}")
    if chosen not in BASELINES or not near(rows[chosen].mean(), best):
        raise Failure(f"the best baseline on {kind}", "the one with the lowest loss on test", show(chosen))
    agree(entry(report, "gain", kind), best - rows["model"].mean(), f"the gain over it on {kind}")


def beyond_noise(answer: Callable[..., Any], case: Scored, kind: str = "a business") -> None:
    """Fail unless the interval of the gain is sound, and the decision is the planted one.

    Sound: it holds the observed gain, and is between 0.75 and 3 times as wide as the normal interval of the
    paired differences (95 of 100). The decision must be right, and must follow from the interval.
    """
    report = answer(case.train.copy(), case.test.copy(), case.loss)
    what = f"the report on {kind}"
    low, high = (number(entry(report, key, what), key) for key in ("low", "high"))
    rows = baseline_rows(case)
    best = min((rows[name] for name in BASELINES), key=lambda row: row.mean())
    difference = best - rows["model"]
    if not low <= difference.mean() <= high:
        raise Failure(f"the interval on {kind}", "the observed gain inside it", f"{low:.4g} to {high:.4g}")
    width = 2 * 1.96 * difference.std(ddof=1) / math.sqrt(len(difference))
    ratio = (high - low) / width
    if ratio < 0.75:
        fail(f"the interval on {kind} is {ratio:.2f} times as wide as it should be: far too sure")
    if ratio > 3:
        fail(f"the interval on {kind} is {ratio:.2f} times as wide as it should be: it says nothing")
    decided = flag(entry(report, "beats", what), "beats")
    if decided and not case.gains:
        fail(f"a gain is claimed where there is only noise, on {kind}", look="does the interval hold 0?")
    if not decided and case.gains:
        fail(f"a clear gain is denied, on {kind}", look="is the whole interval above 0?")
    if decided != (low > 0):
        fail(f"the decision doesn't follow from the interval, on {kind}")


def total_cost(case: Acting, threshold: float) -> float:
    """Euros, if everybody with p >= threshold is acted on."""
    total = 0.0
    for y, p in zip(case.y, case.p, strict=True):
        total += case.cost[("tp" if y else "fp") if p >= threshold else ("fn" if y else "tn")]
    return total


def threshold(answer: Callable[..., Any], case: Acting, kind: str = "a business") -> None:
    """Fail unless the threshold's total cost is the lowest there is; every tied one is accepted."""
    value = number(answer(list(case.y), list(case.p), dict(case.cost)), f"best_threshold on {kind}")
    best = min(total_cost(case, t) for t in [*sorted(set(case.p)), math.inf])
    cost = total_cost(case, value)
    if cost > best + 1e-6:
        raise Failure(
            f"the threshold {value:.4g} on {kind}", f"a total cost of {best:.2f}, the lowest there is",
            f"{cost:.2f}", "try every score as threshold, and acting on nobody",
        )  # fmt: skip


def contact_gain(frame: pd.DataFrame, terms: dict[str, float]) -> pd.Series:
    """Expected euros of contacting each customer: p * kept_share * value - price."""
    return frame["p"] * terms["kept_share"] * frame["value"] - terms["price"]


def contact_list(
    answer: Callable[..., Any], frame: pd.DataFrame, terms: dict[str, float], kind: str = "a list"
) -> None:
    """Fail unless the chosen customers bring the highest expected gain under the capacity."""
    what = f"choose_contacts on {kind}"
    chosen = names(answer(frame.copy(), dict(terms)), what, allowed=set(frame["customer_id"]))
    if len(chosen) > terms["capacity"]:
        raise Failure(what, f"at most {terms['capacity']} customers", f"{len(chosen)}", "the capacity")
    gain = contact_gain(frame, terms)
    best = float(gain[gain > 0].nlargest(int(terms["capacity"])).sum())
    reached = float(gain[frame["customer_id"].isin(chosen)].sum())
    if reached < best - 1e-6:
        look = "expected gain of each customer; nobody whose gain is negative"
        raise Failure(f"the expected gain on {kind}", f"{best:.2f}", f"{reached:.2f}", look)


def counts(answer: Callable[..., Any], y: list[int], guess: list[int], kind: str = "a test set") -> None:
    """Fail unless the dict tp, fp, fn, tn is right."""
    result = answer(list(y), list(guess))
    pairs = list(zip(y, guess, strict=True))
    expected = {"tp": (1, 1), "fp": (0, 1), "fn": (1, 0), "tn": (0, 0)}
    for name, pair in expected.items():
        agree(entry(result, name, f"confusion on {kind}"), pairs.count(pair), f"{name} on {kind}")


def _binomial(n: int, p: float) -> Row:
    logs = np.array([math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    return np.asarray(np.exp(logs + k * math.log(p) + (n - k) * math.log1p(-p)))


def interval(answer: Callable[..., Any], n: int = 40) -> None:
    """Fail unless the intervals cover: any sound method passes, judged by its own coverage.

    For true error rates from 0.02 to 0.5 the chance that the interval holds the rate is computed exactly;
    it must be 0.95 on average (0.93 is let through) and nowhere below 0.86.
    """
    bounds = []
    for k in range(n + 1):
        pair = answer(k, n)
        if type(pair) not in (tuple, list) or len(pair) != 2:
            raise Failure(f"interval({k}, {n})", "a pair (low, high)", show(pair))
        low, high = (number(value, f"interval({k}, {n})") for value in pair)
        if not -1e-9 <= low <= k / n <= high <= 1 + 1e-9:
            raise Failure(f"interval({k}, {n})", "0 <= low <= k/n <= high <= 1", f"({low:.4g}, {high:.4g})")
        bounds.append((low, high))
    rates = [0.02, 0.03, 0.05, 0.08, 0.12, 0.17, 0.23, 0.3, 0.4, 0.5]
    covered = []
    for rate in rates:
        chance = _binomial(n, rate)
        inside = np.array([low - 1e-9 <= rate <= high + 1e-9 for low, high in bounds])
        covered.append(float(chance[inside].sum()))
    worst = int(np.argmin(covered))
    if covered[worst] < 0.86 or np.mean(covered) < 0.93:
        raise Failure(
            f"the interval's coverage on {n} rows", "95 in 100 hold the true rate",
            f"{100 * covered[worst]:.0f} in 100 when the true rate is {rates[worst]}",
            "small rates: rate +- 1.96 * standard error falls to nothing at 0 errors",
        )  # fmt: skip
    width = np.mean([high - low for low, high in bounds])
    if width > 0.45:
        fail(f"the intervals on {n} rows are {width:.2f} wide on average: they say nothing")


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
    agree(value, exact_p(y, old, new), f"mcnemar on {kind}", rtol=1e-6, look=look)


def no_effect(answer: Callable[..., Any], alpha: float, power: float, real: float) -> None:
    """Fail unless the answer is the share of p < alpha that are false alarms, when *real* of all ideas work."""
    false, true = alpha * (1 - real), power * real
    expected = false / (false + true)
    value = number(answer(alpha, power, real), "chance_of_no_effect")
    if near(value, alpha) and not near(expected, alpha):
        fail("the p-value was taken as the chance that nothing is there: it never knew how many ideas work")
    agree(
        value, expected, f"chance_of_no_effect({alpha}, {power}, {real})",
        look="of a thousand ideas, count those without an effect below alpha, and those with one",
    )  # fmt: skip


def action_gain(rows: pd.DataFrame, action: dict[str, Any], cost: dict[str, float]) -> float:
    """Euros that an action brings: recoverable share of the slice's cost, less its price."""
    part = rows[rows[str(action["column"])] == action["value"]]
    fp = int(((part["y"] == 0) & (part["predicted"] == 1)).sum())
    fn = int(((part["y"] == 1) & (part["predicted"] == 0)).sum())
    return float(action["recoverable"]) * (fp * cost["fp"] + fn * cost["fn"]) - float(action["price"])


def next_action(
    answer: Callable[..., Any],
    rows: pd.DataFrame,
    actions: list[dict[str, Any]],
    cost: dict[str, float],
    kind: str = "a line",
) -> None:
    """Fail unless the chosen action gains most; None is right where none gains anything."""
    chosen = answer(rows.copy(), [dict(action) for action in actions], dict(cost))
    gains = {str(action["name"]): action_gain(rows, action, cost) for action in actions}
    best = max(0.0, *gains.values())
    if chosen is None:
        reached = 0.0
    elif chosen in gains:
        reached = gains[chosen]
    else:
        raise Failure(f"next_action on {kind}", "the name of an action, or None", show(chosen))
    if reached < best - 1e-6:
        look = "recoverable share of the cost of a slice's errors, less the price"
        raise Failure(f"the gain of {chosen!r} on {kind}", f"{best:.2f}", f"{reached:.2f}", look)
