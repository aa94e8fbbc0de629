"""Data: leaks, splits, agreement between annotators."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import model_forms
from hidden.businesses.records import Moves, Warehouse
from project_reading import agree
from workbook.check.failure import Failure, show


def leaks(answer: Callable[..., Any], case: Warehouse, code: str, kind: str = "a warehouse") -> None:
    """Fail unless ``answer(table, written, moments)`` finds the planted leaks with that code, and few others."""
    result = answer(case.table.copy(), case.written.copy(), dict(case.moments))
    wanted = {name: codes for name, codes in case.truth.items() if code in codes}
    clean = [name for name in case.table.columns if name not in case.truth]
    model_forms.coded(
        result, wanted, clean, false_alarms=3, kind=f"{kind} of {len(case.table)} rows", facts=partial(_fact, case)
    )


def honest(answer: Callable[..., Any], case: Warehouse, kind: str = "a warehouse") -> None:
    """Fail if an honest column is accused."""
    result = answer(case.table.copy(), case.written.copy(), dict(case.moments))
    clean = [name for name in case.table.columns if name not in case.truth]
    model_forms.coded(
        result, {}, clean, false_alarms=0, kind=f"{kind} of {len(case.table)} rows", facts=partial(_fact, case)
    )


def _fact(case: Warehouse, name: str) -> str:
    """What is known of a column, as a student would count it."""
    entries = case.written[case.written["column"] == name]
    late = int((entries["written_at"] > entries["row_id"].map(case.moments)).sum())
    values = case.table[name]
    groups = case.table.groupby(values.to_numpy(), dropna=False)["churned"].agg(["sum", "size"])
    right = int(np.maximum(groups["sum"], groups["size"] - groups["sum"]).sum())
    return (
        f"{values.nunique(dropna=False)} different values, such as {values.dropna().iloc[0]!r}, {int(values.isna().sum())} missing; "
        f"{late} written late; the majority of each value is right in {right} rows"
    )


def split(answer: Callable[..., Any], case: Moves, kind: str = "a log") -> None:
    """Fail unless the split keeps households and time apart, and doesn't throw the data away."""
    model_forms.split(answer(case.rows.copy(), case.horizon), case.rows, case.horizon, case.most, kind)


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
    told = f"kappa on {kind}: {model_forms.show_rows(a=a, b=b)}"
    if math.isnan(expected):
        if not (isinstance(value, float) and math.isnan(value)):
            raise Failure(told, "NaN: agreement by chance is certain", show(value))
        return
    agree(value, expected, told, look="how often would they agree by chance, each with its own habits?")


def confusable(answer: Callable[..., Any], a: list[str], b: list[str], kind: str = "two annotators") -> None:
    """Fail unless the answer is a pair of labels that is mixed up most often (in either direction)."""
    mixed: dict[frozenset[str], int] = {}
    for x, y in zip(a, b, strict=True):
        if x != y:
            mixed[frozenset((x, y))] = mixed.get(frozenset((x, y)), 0) + 1
    model_forms.confusable(answer(list(a), list(b)), {*a, *b}, mixed, kind)


def sample_size(answer: Callable[..., Any], share: float, margin: float) -> None:
    """Fail unless the answer is 1.96^2 * share * (1 - share) / margin^2, rounded up."""
    exact = 1.96**2 * share * (1 - share) / margin**2
    model_forms.sample_size(answer(share, margin), exact, f"sample_size({share}, {margin})")
