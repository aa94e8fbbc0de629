"""Data: leaks, splits, agreement between annotators."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbook.check.business.records import Warehouse
from workbook.check.failure import Failure, fail, show
from workbook.check.project.reading import agree, names, number


def coded(
    answer: Any,
    leaking: Mapping[str, Collection[str]],
    clean: Collection[str],
    *,
    false_alarms: int = 1,
    kind: str = "the table",
) -> None:
    """Fail unless every leaking column has an accepted code, and hardly a clean one is accused.

    *leaking*: column -> accepted codes. Columns in neither list may be judged either way.
    """
    if type(answer) is not dict:
        raise Failure(f"the leaks on {kind}", "a dict column -> code", show(answer))
    accused = [name for name in clean if name in answer]
    if len(accused) > false_alarms:
        raise Failure(
            f"honest columns were flagged on {kind}", f"at most {false_alarms}", f"{len(accused)}",
            "a column that is known in time and doesn't give the answer away stays",
        )  # fmt: skip
    for name, codes in leaking.items():
        if name not in answer:
            fail(f"a leaking column was missed on {kind} (reason: {sorted(codes)[0]})")
        if answer[name] not in codes:
            fail(f"{show(name)} leaks on {kind}, but not for the reason {show(answer[name])}")


def leaks(answer: Callable[..., Any], case: Warehouse, code: str = "", kind: str = "a warehouse") -> None:
    """Fail unless ``answer(table, written, moments)`` finds the planted leaks with that code (or all)."""
    result = answer(case.table.copy(), case.written.copy(), dict(case.moments))
    wanted = {name: codes for name, codes in case.truth.items() if not code or code in codes}
    clean = [name for name in case.table.columns if name not in case.truth and name not in ("row_id", "churned")]
    coded(result, wanted, clean, false_alarms=0, kind=kind)


def most_rows(rows: pd.DataFrame, horizon: int) -> int:
    """How many rows the best cut in time keeps, groups that stand on both sides dropped from the training side."""
    at = rows["at"].to_numpy()
    left = rows.groupby("household")["at"].transform("max").to_numpy()  # the last day of each row's household
    gap, best = np.timedelta64(horizon, "D"), 0
    for day in np.unique(at):
        test = int((at >= day).sum())
        train = int(((at <= day - gap) & (left < day)).sum())
        if train and 0.15 <= test / (test + train) <= 0.5:
            best = max(best, test + train)
    return best


def split(answer: Callable[..., Any], rows: pd.DataFrame, horizon: int, kind: str = "a log") -> None:
    """Fail unless the split keeps households and time apart, and doesn't throw the data away."""
    pair = answer(rows.copy(), horizon)
    if type(pair) not in (tuple, list) or len(pair) != 2:
        raise Failure(f"split on {kind}", "a pair (train ids, test ids)", show(pair))
    known = set(rows["row_id"])
    train, test = (set(names(ids, f"the ids on {kind}", allowed=known)) for ids in pair)
    if not train or not test:
        fail(f"one side of the split is empty, on {kind}")
    one, two = rows[rows["row_id"].isin(train)], rows[rows["row_id"].isin(test)]
    both = set(one["household"]) & set(two["household"])
    if both:
        fail(f"{len(both)} households stand on both sides of the split, on {kind}")
    gap = two["at"].min() - one["at"].max()
    if gap < pd.Timedelta(days=horizon):
        raise Failure(
            f"the time between the last training row and the first test row, on {kind}",
            f"at least {horizon} days, so that every training label was known", f"{gap.days} days",
        )  # fmt: skip
    kept = len(train) + len(test)
    if not 0.15 <= len(test) / kept <= 0.5:
        raise Failure(f"the test's share of the rows kept, on {kind}", "15 to 50 of 100", f"{len(test) / kept:.0%}")
    best = most_rows(rows, horizon)
    if kept < 0.7 * best:
        raise Failure(f"the rows kept on {kind}", f"at least 70 of 100 of {best}", f"{kept}")


def expected_kappa(a: list[str], b: list[str]) -> float:
    """Cohen's kappa; NaN where agreement by chance is certain."""
    n = len(a)
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / n
    chance = sum(a.count(label) * b.count(label) for label in set(a) | set(b)) / n**2
    return (observed - chance) / (1 - chance) if chance < 1 else math.nan


def kappa(answer: Callable[..., Any], a: list[str], b: list[str], kind: str = "two annotators") -> None:
    """Fail unless the answer is Cohen's kappa."""
    value = answer(list(a), list(b))
    expected = expected_kappa(a, b)
    if math.isnan(expected):
        if not (type(value) is float and math.isnan(value)):
            raise Failure(f"kappa on {kind}", "NaN: agreement by chance is certain", show(value))
        return
    agree(value, expected, f"kappa on {kind}", look="how often would they agree by chance, each with its own habits?")


def confusable(answer: Callable[..., Any], a: list[str], b: list[str], kind: str = "two annotators") -> None:
    """Fail unless the answer is a pair of labels that is mixed up most often (in either direction)."""
    pair = names(answer(list(a), list(b)), f"confusable on {kind}", allowed=set(a) | set(b))
    if len(pair) != 2:
        raise Failure(f"confusable on {kind}", "two labels", show(pair))
    mixed: dict[frozenset[str], int] = {}
    for x, y in zip(a, b, strict=True):
        if x != y:
            mixed[frozenset((x, y))] = mixed.get(frozenset((x, y)), 0) + 1
    if mixed.get(frozenset(pair), 0) < max(mixed.values()):
        look = "count (x, y) and (y, x) together, and leave out agreement"
        raise Failure(
            f"the pair mixed up most, on {kind}", f"{max(mixed.values())} messages", "a pair mixed up less", look
        )


def sample_size(answer: Callable[..., Any], share: float, margin: float) -> None:
    """Fail unless the answer is near 1.96^2 * share * (1 - share) / margin^2, rounded up."""
    value = number(answer(share, margin), f"sample_size({share}, {margin})")
    expected = math.ceil(round(1.96**2 * share * (1 - share) / margin**2, 6))
    if value != int(value):
        raise Failure(f"sample_size({share}, {margin})", "a whole number of messages", f"{value:g}")
    if not expected * 0.985 <= value <= np.ceil(expected * 1.02) + 1:
        raise Failure(f"sample_size({share}, {margin})", f"about {expected}", f"{value:g}", "round up; margin squared")
