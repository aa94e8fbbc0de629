"""The proposal: its numbers must agree with what the data of the notebooks say, and its decision with its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from workbook.check.business.scores import Scored
from workbook.check.business.service import standardised
from workbook.check.failure import Failure, fail, show
from workbook.check.project import evaluation, plan, problem
from workbook.check.project.reading import entry, flag, number

# number -> how far a proposal may round it
ROUNDING = {
    "lost_now": 0.0006, "gain": 0.0006, "gain_per_month": 1.0, "euros_per_month": 0.5, "days": 0.01, "week_price": 0.5,
    "scope_value": 0.01,
}  # fmt: skip


def facts(company: dict[str, Any], tables: dict[str, pd.DataFrame], project: dict[str, Any]) -> dict[str, Any]:
    """What D1, D5, D6, D12 and D14 to D17 come to on the published data."""
    lost = problem.share_lost(tables["months"], pd.Timestamp(company["today"]))
    assert lost is not None
    rows = evaluation.baseline_rows(Scored(tables["train"], tables["test"], "wrong", gains=True))
    difference = min((rows[name] for name in evaluation.BASELINES), key=lambda row: row.mean()) - rows["model"]
    euros = evaluation.contact_gain(tables["contacts"], company["offer_terms"])
    wish = company["wish"]
    machines = math.ceil(np.floor(tables["requests"]["at"]).value_counts().max() / wish["machine_per_second"])
    tasks = {name: (int(days), list(before)) for name, (days, before) in project["tasks"].items()}
    prices = {name: (int(most), int(price)) for name, (most, price) in project["prices"].items()}
    scored = plan.scores(tables["candidates"], company["weights"], company["weeks_left"])
    rates = standardised(tables["online"], company["mix"])
    return {
        "lost_now": lost[0],
        "gain": float(difference.mean()),
        "low": float(difference.mean() - 1.96 * difference.std(ddof=1) / math.sqrt(len(difference))),
        "gain_per_month": float(euros[euros > 0].nlargest(int(company["offer_terms"]["capacity"])).sum()),
        "euros_per_month": machines * wish["machine_euros_per_month"],
        "candidate": max(rates, key=lambda name: rates[name][0]),
        "winner": max(scored, key=lambda name: scored[name]),
        "days": plan.times(tasks)[0],
        "week_price": plan.cheapest(tasks, prices, 5),
        "scope_value": plan.best_value(project["features"], project["pilot_days"]),
    }


def agrees(numbers: Any, known: dict[str, Any]) -> None:
    """Fail unless the proposal's numbers are those of the notebooks, up to rounding."""
    for name, slack in ROUNDING.items():
        value = number(entry(numbers, name, "the proposal's numbers"), name)
        if abs(value - known[name]) > slack:
            raise Failure(
                f"{name} contradicts the notebooks", f"{known[name]:.6g}", f"{value:.6g}",
                "the last cell of the lesson in which you computed it",
            )  # fmt: skip
    for name in ("candidate", "winner"):
        if entry(numbers, name, "the proposal's numbers") != known[name]:
            fail(f"{name} contradicts the notebooks", actual=show(numbers[name]))
    low, gain = number(entry(numbers, "low", "the numbers"), "low"), number(numbers["gain"], "gain")
    if not known["low"] - 0.02 <= low <= known["low"] + 0.015 or low > gain:
        raise Failure("low contradicts the notebooks", f"about {known['low']:.3f}", f"{low:.3f}", "the interval of D5")


def tested(numbers: Any, case: dict[str, float]) -> None:
    """Fail unless test_days are whole weeks in which a power of 0.76 to 0.84 is reached."""
    days = number(entry(numbers, "test_days", "the proposal's numbers"), "test_days")
    per_week = case["visitors_per_day"] * 7 / 2
    enough = [n for n in range(1, 400) if case_power(n * per_week, case) >= 0.76]
    most = next(n for n in range(1, 400) if case_power(n * per_week, case) >= 0.84)
    if days % 7 or not 7 * enough[0] <= days <= 7 * most:
        raise Failure("test_days contradicts the notebooks", f"{7 * enough[0]} to {7 * most} days", f"{days:g}", "D13")


def case_power(visitors: float, case: dict[str, float]) -> float:
    """Power of the test with that many visitors in each arm."""
    from workbook.check.project.service import power

    return power(visitors, case["base"], case["lift"])


def consistent(numbers: Any, company: dict[str, Any], months: pd.DataFrame) -> None:
    """Fail unless the target is one that can be reached from today's value."""
    target = number(entry(numbers, "target", "the proposal's numbers"), "target")
    lost = problem.share_lost(months, pd.Timestamp(company["today"]))
    assert lost is not None
    most = company["contacts_per_month"] * company["kept_share"] / lost[1]
    if not lost[0] - most - 1e-9 <= target < lost[0]:
        raise Failure("the target can't be reached", f"{lost[0] - most:.4f} to {lost[0]:.4f}", f"{target:.4f}", "D1")


def decision(answer: Callable[..., Any], numbers: dict[str, Any], max_days: int, kind: str = "a proposal") -> None:
    """Fail unless go(numbers, max_days) follows from the numbers."""
    decided = flag(answer(dict(numbers), max_days), f"go on {kind}")
    beyond_noise = numbers["low"] > 0
    pays = numbers["gain_per_month"] > numbers["euros_per_month"]
    expected = beyond_noise and pays and numbers["test_days"] <= max_days
    if decided and not expected:
        why = "the model's gain is within noise" if not beyond_noise else "it costs more than it brings"
        if beyond_noise and pays:
            why = "it can't be tested in time"
        fail(f"go says yes on {kind}, where {why}")
    if expected and not decided:
        fail(f"go says no on {kind}, where everything speaks for it")


def other(rng: np.random.Generator, against: str = "") -> dict[str, float]:
    """Another proposal's numbers; *against* is what speaks against it: "noise", "price", "time" or nothing."""
    gain = float(rng.uniform(0.03, 0.15))
    euros = float(rng.integers(100, 900))
    return {
        "gain": round(gain, 3),
        "low": round(gain - (gain + 0.01 if against == "noise" else gain / 2), 3),
        "gain_per_month": round(euros * (0.7 if against == "price" else 1.6)),
        "euros_per_month": euros,
        "test_days": int(7 * (rng.integers(14, 60) if against == "time" else rng.integers(1, 12))),
    }
