"""Data: leaks, splits, agreement between annotators."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import model_forms
from hidden.businesses.records import Warehouse
from project_reading import agree
from workbook.check.failure import Failure, show


def leaks(answer: Callable[..., Any], case: Warehouse, code: str = "", kind: str = "a warehouse") -> None:
    """Fail unless ``answer(table, written, moments)`` finds the planted leaks with that code (or all)."""
    result = answer(case.table.copy(), case.written.copy(), dict(case.moments))
    wanted = {name: codes for name, codes in case.truth.items() if not code or code in codes}
    clean = [name for name in case.table.columns if name not in case.truth and name not in ("row_id", "churned")]
    model_forms.coded(result, wanted, clean, false_alarms=0, kind=kind)


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
    model_forms.split(answer(rows.copy(), horizon), rows, horizon, most_rows(rows, horizon), kind)


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
    mixed: dict[frozenset[str], int] = {}
    for x, y in zip(a, b, strict=True):
        if x != y:
            mixed[frozenset((x, y))] = mixed.get(frozenset((x, y)), 0) + 1
    model_forms.confusable(answer(list(a), list(b)), {*a, *b}, mixed, kind)


def sample_size(answer: Callable[..., Any], share: float, margin: float) -> None:
    """Fail unless the answer is near 1.96^2 * share * (1 - share) / margin^2, rounded up."""
    expected = math.ceil(round(1.96**2 * share * (1 - share) / margin**2, 6))
    model_forms.sample_size(answer(share, margin), expected, f"sample_size({share}, {margin})")
