"""Service: offline against online, tests with two arms, specifications."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import model_forms
from hidden.businesses.service import Trial
from project_reading import entry, number
from workbook.check.failure import Failure


def choice(answer: Callable[..., Any], case: Trial, kind: str = "a trial") -> None:
    """Fail unless the answer is the candidate the planted rates favour, or the current one where none is better."""
    chosen = answer(case.online.copy(), dict(case.mix), case.current)
    every = case.online.groupby("candidate")[["orders", "visits"]].sum()
    pooled = (every["orders"] / every["visits"]).idxmax()
    model_forms.choice(chosen, case.offline, case.choice, case.current, str(pooled), kind)


def power(n: float, base: float, lift: float) -> float:
    """Chance that a two-sided test at 5 in 100 sees base against base + lift with n visitors in each arm."""
    p, q = base, base + lift
    mean = (p + q) / 2
    null = math.sqrt(2 * mean * (1 - mean) / n)
    real = math.sqrt((p * (1 - p) + q * (1 - q)) / n)
    return 0.5 * (1 + math.erf((lift - 1.959964 * null) / real / math.sqrt(2)))


def ab_plan(answer: Callable[..., Any], case: dict[str, float], kind: str = "a test") -> None:
    """Fail unless the size gives a power of 0.8, and the days follow from both arms, in whole weeks.

    The power of the size is what is judged (0.76 to 0.84), so a formula and a simulation both pass.
    """
    plan = answer(case["base"], case["lift"], case["visitors_per_day"], case["max_days"])
    size = number(entry(plan, "per_arm", f"ab_plan on {kind}"), "per_arm")
    reached = power(max(size, 1), case["base"], case["lift"])
    if not 0.76 <= reached <= 0.84:
        raise Failure(
            f"per_arm on {kind}", "a power of 0.80", f"{size:g} in each arm, a power of {reached:.2f}",
            "the lift is a difference of two rates, each with its own noise",
        )  # fmt: skip
    model_forms.days(plan, case["visitors_per_day"], case["max_days"], kind)


def p95(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless p95 is the 95th percentile (any usual definition), and 'meets' follows from it."""
    ms = np.sort(log["ms"].to_numpy())
    place = 0.95 * len(ms)
    low, high = ms[max(0, math.floor(place) - 2)], ms[min(len(ms) - 1, math.ceil(place))]
    model_forms.latency(answer(log.copy(), dict(wish)), low, high, wish["limit_ms"], kind)


def peak(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless peak_per_second is the busiest full second of the log's clock."""
    model_forms.load(answer(log.copy(), dict(wish)), _busiest(log), kind)


def _busiest(log: pd.DataFrame) -> int:
    return int(np.floor(log["at"]).value_counts().max())


def memory(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless model_mb is right, and 'fits' follows from it."""
    size = wish["parameters"] * wish["bytes_per_parameter"] / 2**20
    model_forms.memory(answer(log.copy(), dict(wish)), size, wish["machine_memory_mb"], kind)


def price(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless machines carry the peak, and the euros follow."""
    machines = math.ceil(_busiest(log) / wish["machine_per_second"])
    model_forms.price(answer(log.copy(), dict(wish)), machines, machines * wish["machine_euros_per_month"], kind)
