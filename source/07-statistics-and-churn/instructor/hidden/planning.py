"""Planning a test of two shares, and what may be said of its result."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import stats

Report = dict[str, Any]
NEVER = set("CDEJ")


def power(n: int, base: float, effect: float, alpha: float = 0.05) -> float:
    """Power of the two-sided z-test of two shares with n in each group, by the normal distribution."""
    other = base + effect
    pooled = (base + other) / 2
    spread = math.sqrt((base * (1 - base) + other * (1 - other)) / n)
    reach = stats.norm.isf(alpha / 2) * math.sqrt(2 * pooled * (1 - pooled) / n)
    return float(stats.norm.sf((reach - abs(effect)) / spread) + stats.norm.sf((reach + abs(effect)) / spread))


def size(base: float, effect: float, aim: float = 0.8, alpha: float = 0.05) -> int:
    """The smallest n in each group with at least that power."""
    low, high = 1, 1
    while power(high, base, effect, alpha) < aim:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power(middle, base, effect, alpha) >= aim else (middle, high)
    return high


def allowed(report: Report) -> str:
    """The letters of the sentences that may be said of this report."""
    once = report["looks"] == 1
    said = {
        "A": once,
        "B": once and report["p"] < report["alpha"],
        "F": once and report["low"] <= 0 <= report["high"],
        "G": once and report["high"] < report["planned_effect"],
        "H": once and report["low"] >= report["planned_effect"],
        "I": report["n"] >= report["planned_n"],
    }
    return "".join(letter for letter, may in said.items() if may)


REASONS = {
    "A": "that is what a p-value is, if the test was looked at once; who looks again and again and may stop has another chance of being fooled",
    "B": "significant at alpha: p < alpha, in a test that was looked at once",
    "C": "a p-value is computed as if the offer did nothing. It can't say how likely that is",
    "D": "1 - p is no chance of anything that a repeat will show",
    "E": "not shown is not the same as not there: the interval holds other effects as well",
    "F": "both 0 and the other effects in the interval go with the data, if 0 lies in it and the test was looked at once",
    "G": "is the whole interval below the planned effect, and was the test looked at once?",
    "H": "is the whole interval at or above the planned effect (which is above 0), and was the test looked at once?",
    "I": "was the planned number of customers reached? Nothing else matters here",
    "J": "the power at the effect seen is the p-value in other words: it adds nothing",
}

Z = float(stats.norm.isf(0.025))


def report(
    n: int, planned_n: int, planned_effect: float, alpha: float, looks: int, middle: float, half: float
) -> Report:
    """A report whose p-value and interval belong together."""
    p = float(2 * stats.norm.sf(abs(middle) / (half / Z)))
    return {
        "n": n, "planned_n": planned_n, "planned_effect": planned_effect, "alpha": alpha, "looks": looks,
        "difference": round(middle, 6), "low": round(middle - half, 6), "high": round(middle + half, 6), "p": round(p, 6),
    }  # fmt: skip


def reports(rng: np.random.Generator) -> list[Report]:
    """Reports on either side of every rule and on its edge, each looked at once and several times."""
    found = []
    for looks in (1, 2, int(rng.integers(3, 9))):
        planned = int(rng.integers(300, 900))
        aim = round(float(rng.uniform(0.02, 0.06)), 3)
        ends = [
            (-0.4, 0.6),
            (-0.3, 1.7),
            (0.2, 1.8),
            (0.0, 1.4),
            (-0.8, 0.0),
            (-1.6, -0.4),
            (-2.5, -1.2),
            (-2.2, -1.0),
            (-0.7, 0.7),
            (-1.0, 0.98),
            (-0.5, 1.0),
            (1.0, 2.2),
            (1.2, 2.5),
            (0.1, 0.9),
        ]  # in planned effects: 0 inside, at an end, outside; the planned effect inside, at an end, outside
        for place, (low, high) in enumerate(ends):
            alpha, n = (0.01, 0.05, 0.1)[place % 3], planned + (-1, 0, 1, -90, 90)[place % 5]
            one = report(n, planned, aim, alpha, looks, aim * (low + high) / 2, aim * (high - low) / 2)
            found.append({**one, "low": round(low * aim, 6), "high": round(high * aim, 6)})
        edge = found[-1]
        found += [
            {**edge, "alpha": 0.05, "p": 0.05, "low": 0.0},
            {**edge, "alpha": 0.01, "p": 0.03, "n": planned},
            {**edge, "alpha": 0.1, "p": 0.08, "n": planned - 1, "low": -0.002},
        ]
    return found


def shares(rng: np.random.Generator, sign: int) -> tuple[float, float]:
    """A share and an effect (*sign*: up or down), so that the two groups' spreads differ much."""
    low = round(float(rng.uniform(0.04, 0.06)), 3)
    gap = round(float(rng.uniform(0.045, 0.07)), 3)
    return (low, gap) if sign > 0 else (round(low + gap, 3), -gap)
