"""Service: offline against online, tests with two arms, specifications."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from workbook.check.business.service import Trial, standardised
from workbook.check.failure import Failure, fail, show
from workbook.check.project.reading import agree, entry, flag, number

__all__ = ["ab_plan", "choice", "memory", "p95", "peak", "power", "price", "standardised"]


def choice(answer: Callable[..., Any], case: Trial, kind: str = "a trial") -> None:
    """Fail unless the answer is the candidate the planted rates favour, or the current one where none is better."""
    chosen = answer(case.online.copy(), dict(case.mix), case.current)
    if chosen not in case.offline:
        raise Failure(f"choose on {kind}", "the name of a candidate", show(chosen))
    if chosen == case.choice:
        return
    if case.choice == case.current:
        fail(f"no candidate is clearly better than today's, on {kind}: it should have stayed")
    pooled = case.online.groupby("candidate")[["orders", "visits"]].sum()
    if chosen == (pooled["orders"] / pooled["visits"]).idxmax():
        fail(
            f"the pooled rate misleads on {kind}: that candidate met more of the easy segment",
            look="the rate in each segment, weighted by mix",
        )
    fail(f"another candidate is clearly better on {kind}", look="the rate in each segment, weighted by mix")


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
    what = f"ab_plan on {kind}"
    size = number(entry(plan, "per_arm", what), "per_arm")
    reached = power(max(size, 1), case["base"], case["lift"])
    if not 0.76 <= reached <= 0.84:
        raise Failure(
            f"per_arm on {kind}", "a power of 0.80", f"{size:g} in each arm, a power of {reached:.2f}",
            "the lift is a difference of two rates, each with its own noise",
        )  # fmt: skip
    days = number(entry(plan, "days", what), "days")
    needed = 7 * math.ceil(2 * size / case["visitors_per_day"] / 7)
    if days == 7 * math.ceil(size / case["visitors_per_day"] / 7) != needed:
        fail(f"the days on {kind} are enough for one arm only: the traffic is shared by two")
    agree(days, needed, f"days on {kind}", look="visitors of both arms, rounded up to whole weeks")
    if flag(entry(plan, "feasible", what), "feasible") != (days <= case["max_days"]):
        fail(f"feasible on {kind} doesn't follow from the days and max_days")


def p95(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless p95 is the 95th percentile (any usual definition), and 'meets' follows from it."""
    spec = answer(log.copy(), dict(wish))
    value = number(entry(spec, "p95_ms", f"the specification on {kind}"), "p95_ms")
    ms = np.sort(log["ms"].to_numpy())
    place = 0.95 * len(ms)
    low, high = ms[max(0, math.floor(place) - 2)], ms[min(len(ms) - 1, math.ceil(place))]
    if not low - 1e-6 <= value <= high + 1e-6:
        raise Failure(
            f"p95_ms on {kind}", f"between {low:.1f} and {high:.1f}", f"{value:.1f}",
            "95 of 100 answers are at least that fast; a mean or a median says nothing about the slow ones",
        )  # fmt: skip
    if flag(entry(spec, "meets", "the specification"), "meets") != (value <= wish["limit_ms"]):
        fail(f"'meets' on {kind} doesn't follow from p95_ms and limit_ms")


def peak(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless peak_per_second is the busiest full second of the log's clock."""
    spec = answer(log.copy(), dict(wish))
    expected = int(np.floor(log["at"]).value_counts().max())
    agree(
        entry(spec, "peak_per_second", f"the specification on {kind}"), expected, f"peak_per_second on {kind}",
        look="requests between 12.000 and 12.999 share a second",
    )  # fmt: skip


def memory(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless model_mb and copies (models that fit on a machine) are right."""
    spec = answer(log.copy(), dict(wish))
    size = wish["parameters"] * wish["bytes_per_parameter"] / 2**20
    agree(entry(spec, "model_mb", "the specification"), size, f"model_mb on {kind}", rtol=1e-3)
    fits = flag(entry(spec, "fits", "the specification"), "fits")
    if fits != (size <= wish["machine_memory_mb"]):
        fail(f"'fits' on {kind} doesn't follow from model_mb and machine_memory_mb")


def price(answer: Callable[..., Any], log: pd.DataFrame, wish: dict[str, float], kind: str = "a log") -> None:
    """Fail unless machines carry the peak, and the euros follow."""
    spec = answer(log.copy(), dict(wish))
    busiest = int(np.floor(log["at"]).value_counts().max())
    machines = math.ceil(busiest / wish["machine_per_second"])
    look = "the busiest second must be carried, not the average one"
    agree(entry(spec, "machines", "the specification"), machines, f"machines on {kind}", look=look)
    euros = machines * wish["machine_euros_per_month"]
    agree(entry(spec, "euros_per_month", "the specification"), euros, f"euros_per_month on {kind}")
