"""The proposal: its decision must follow from its numbers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

import plan_forms
from workbook.check import seeds


def decision(answer: Callable[..., Any], numbers: dict[str, Any], max_days: int, kind: str = "another company") -> None:
    """Fail unless go(numbers, max_days) follows from the numbers."""
    against = "it can't be tested in time" if numbers["test_days"] > max_days else ""
    if numbers["gain_per_month"] <= numbers["euros_per_month"]:
        against = "it doesn't bring more than it costs"
    if numbers["low"] <= 0:
        against = "the model's gain is within noise"
    told = ", ".join(f"{name} {numbers[name]:g}" for name in ("low", "gain_per_month", "euros_per_month", "test_days"))
    plan_forms.decision(answer(dict(numbers), max_days), against, f"{kind} ({told}; at most {max_days} days)")


def other(rng: np.random.Generator, against: str = "", edge: bool = False) -> tuple[dict[str, Any], int]:
    """Another proposal's numbers, and the days at most; *against*: what speaks against it ("noise", "price", "time", "").

    With *edge* it is a matter of little: a low of 0 or just above, the same euros or 25 cents more, all the days there are or one more.
    """
    gain, euros = float(rng.uniform(0.03, 0.15)), int(rng.integers(100, 2000))
    most = int(7 * rng.integers(3, 20) + rng.integers(0, 3))
    low = 0.0 if edge else -0.02
    earned = euros if edge else euros * 0.7
    numbers = {
        "lost_now": 0.3, "target": 0.2, "gain": round(gain, 3), "candidate": "m3", "winner": "stay offers", "days": 200, "week_price": 900,
        "scope_value": 40, "low": low if against == "noise" else 0.0004 if edge else round(gain / 2, 3),
        "gain_per_month": round(earned) if against == "price" else euros + 0.25 if edge else round(euros * 1.6),
        "euros_per_month": euros,
        "test_days": most + (1 if edge else 21) if against == "time" else most if edge else most - 7,
    }  # fmt: skip
    return numbers, most


@functools.cache
def _others(seed: int) -> list[tuple[dict[str, Any], int]]:
    rng = np.random.default_rng(seed)
    return [other(rng, against, edge) for against in ("", "noise", "price", "time") for edge in (True, False)]


def others() -> list[tuple[dict[str, Any], int]]:
    """Other companies: all for it, and one thing against it each; far from the limit, and at it."""
    return _others(seeds.seed("proposal"))
