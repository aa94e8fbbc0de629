"""Service: offline against online, tests with two arms, specifications."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

import model_forms
from hidden.businesses.service import Arms, Load, Trial, power, standardised, usual_p95
from project_reading import entry, number
from workbook.check.failure import Failure


def mixed(answer: Callable[..., Any], case: Trial) -> None:
    """Fail unless each candidate's rate is that of the real mix, whatever the order of rows and mix."""
    for name, rows in case.online.groupby("candidate"):
        given = [(str(row.segment), int(row.visits), int(row.orders)) for row in rows.itertuples()]
        expected = sum(case.mix[segment] * orders / visits for segment, visits, orders in given)
        turned = dict(reversed(case.mix.items()))
        model_forms.same_number(
            answer(given, turned), expected, f"the rate of {name}: mixed_rate({given}, {turned})",
            "each segment's own rate, weighted by its share of the real traffic",
        )  # fmt: skip


def choice(answer: Callable[..., Any], case: Trial, kind: str = "a trial", *, pooled: bool = False) -> None:
    """Fail unless the answer is the candidate the rates at the real mix favour, or the current one where none is clearly better.

    With *pooled*, whoever chose the one that all visitors together favour is told so.
    """
    chosen = answer(case.online.copy(), dict(case.mix), case.current)
    every = case.online.groupby("candidate")[["orders", "visits"]].sum()
    misled = str((every["orders"] / every["visits"]).idxmax()) if pooled else ""
    table = standardised(case.online, case.mix)
    best = max(table, key=lambda name: table[name][0])
    shown = {name: "" for name in (case.current, best, chosen) if name in table}
    for name in shown:
        rows = case.online[case.online["candidate"] == name].to_dict("records")
        met = ", ".join(f"{row['orders']} of {row['visits']} {row['segment']}" for row in rows)
        today = " (today)" if name == case.current else ""
        shown[name] = f"{name}{today} {met}: rate {table[name][0]:.4f}, variance {table[name][1] ** 2:.3g}"
    mix = ", ".join(f"{segment} {share:g}" for segment, share in case.mix.items())
    told = f"mix {mix}; {'; '.join(shown.values())}"
    if best != case.current:
        noise = 1.96 * math.hypot(table[best][1], table[case.current][1])
        told += f"; {best} is ahead by {table[best][0] - table[case.current][0]:.4f}, the noise is {noise:.4f}"
    model_forms.choice(
        chosen,
        case.offline,
        case.choice,
        case.current,
        misled if misled not in (best, case.current) else "",
        kind,
        told=told,
    )


def _kind(case: Arms, visitors: int, max_days: int) -> str:
    return f"ab_plan({case.base:g}, {case.lift:g}, {visitors}, {max_days})"


def ab_size(answer: Callable[..., Any], case: Arms) -> None:
    """Fail unless the size gives a power of 0.8: from 0.76 to 0.84, so a formula and a simulation both pass."""
    plan = answer(case.base, case.lift, 350, 90)
    kind = _kind(case, 350, 90)
    size = number(entry(plan, "per_arm", kind), "per_arm")
    reached = power(max(size, 1), case.base, case.lift)
    if not 0.76 <= reached <= 0.84:
        raise Failure(f"per_arm in {kind}", "a power of 0.80", f"{size:g} in each arm, a power of {reached:.2f}")
    model_forms.arms(plan, size, size, kind)


def ab_days(answer: Callable[..., Any], case: Arms, visitors: int) -> None:
    """Fail unless the days are the whole weeks that fill two arms of the answer's own size."""
    plan = answer(case.base, case.lift, visitors, 90)
    own = number(entry(plan, "days", "ab_plan"), "days")
    model_forms.days({**plan, "feasible": own <= 90}, visitors, 90, _kind(case, visitors, 90))


def _own_size(answer: Callable[..., Any], case: Arms) -> int:
    size = number(entry(answer(case.base, case.lift, 350, 90), "per_arm", _kind(case, 350, 90)), "per_arm")
    return max(1, math.ceil(size)) if math.isfinite(size) else 1


def ab_full_weeks(answer: Callable[..., Any]) -> None:
    """Fail unless a test whose arms are full on the last day of a week ends there."""
    for step in range(80):
        case = Arms(0.3, round(0.05 + step / 1000, 3))
        size = _own_size(answer, case)
        if size % 7 == 0 and size > 7:
            return ab_days(answer, case, size // 7)
    return None


def ab_just_over(answer: Callable[..., Any], case: Arms) -> None:
    """Fail unless a part of a day that is needed beyond full weeks begins another week."""
    size = _own_size(answer, case)
    for weeks in range(2, 60):
        visitors = 2 * size // (7 * weeks)
        if 3 <= 2 * size - 7 * weeks * visitors < 0.4 * visitors:
            return ab_days(answer, case, visitors)
    return None


def ab_feasible(answer: Callable[..., Any], case: Arms, weeks: int) -> None:
    """Fail unless a test may take max_days and not a day more, counted in whole weeks."""
    visitors = max(1, round(2 * _own_size(answer, case) / (7 * weeks - 4)))
    own = number(entry(answer(case.base, case.lift, visitors, 365), "days", _kind(case, visitors, 365)), "days")
    for most in (int(own), int(own) - 1, int(own) - 3, int(own) + 1):
        model_forms.feasible(answer(case.base, case.lift, visitors, most), most, _kind(case, visitors, most))


def p95(answer: Callable[..., Any], case: Load) -> None:
    """Fail unless p95 is the 95th percentile (any usual definition), and 'meets' follows from it."""
    ms = case.log["ms"]
    slowest = ", ".join(f"{value:g}" for value in ms.nlargest(max(8, math.ceil(0.07 * len(ms)))))
    told = f"the slowest of its {len(ms)} answers: {slowest}"
    spec = answer(case.log.copy(), dict(case.wish))
    model_forms.latency(spec, *usual_p95(ms), case.wish["limit_ms"], _service(case), told=told)


def peak(answer: Callable[..., Any], case: Load) -> None:
    """Fail unless peak_per_second is that of the busiest full second of the log's clock."""
    seconds = np.floor(case.log["at"])
    busiest = seconds.value_counts()
    times = ", ".join(f"{at:.3f}" for at in sorted(case.log.loc[seconds == busiest.idxmax(), "at"]))
    told = f"in second {busiest.idxmax():.0f} there were requests at {times}"
    model_forms.load(answer(case.log.copy(), dict(case.wish)), int(busiest.max()), _service(case), told=told)


def memory(answer: Callable[..., Any], case: Load) -> None:
    """Fail unless model_mb is right, and 'fits' follows from it."""
    size = case.wish["parameters"] * case.wish["bytes_per_parameter"] / 2**20
    told = f"{case.wish['parameters']:g} parameters of {case.wish['bytes_per_parameter']:g} bytes"
    model_forms.memory(answer(case.log.copy(), dict(case.wish)), size, case.wish["machine_memory_mb"], told)


def price(answer: Callable[..., Any], case: Load) -> None:
    """Fail unless machines carry the peak, and the euros follow."""
    busiest, wish = int(np.floor(case.log["at"]).value_counts().max()), case.wish
    spec = answer(case.log.copy(), dict(wish))
    model_forms.price(spec, busiest, wish["machine_per_second"], wish["machine_euros_per_month"], _service(case))


def _service(case: Load) -> str:
    at = case.log["at"]
    return f"a log of {len(at)} requests from {at.min():.3f} to {at.max():.3f} s"
