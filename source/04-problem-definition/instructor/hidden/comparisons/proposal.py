"""The proposal: its decision must follow from its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import plan_forms


def decision(answer: Callable[..., Any], numbers: dict[str, Any], max_days: int, kind: str = "a proposal") -> None:
    """Fail unless go(numbers, max_days) follows from the numbers."""
    against = "it can't be tested in time" if numbers["test_days"] > max_days else ""
    if numbers["gain_per_month"] <= numbers["euros_per_month"]:
        against = "it costs more than it brings"
    if numbers["low"] <= 0:
        against = "the model's gain is within noise"
    plan_forms.decision(answer(dict(numbers), max_days), against, kind)


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
