"""Six questions with frames on which each wrong summary is far from the right one, and the methods that serve."""

from __future__ import annotations

import statistics
from fractions import Fraction

import numpy as np
import pandas as pd

QUESTIONS = ("wait", "staff", "line", "complaints", "margin", "leaving")


def frame(rng: np.random.Generator, question: str, size: int) -> pd.DataFrame:
    """Data for one question, in any order of rows, under labels that mean nothing."""
    made = {
        "wait": _minutes,
        "staff": _minutes,
        "line": _line,
        "complaints": _complaints,
        "margin": _margin,
        "leaving": _leaving,
    }[question](rng, size)
    made = made.iloc[rng.permutation(len(made))]
    made.index = pd.Index(rng.integers(0, 4, len(made)))
    return made


def _minutes(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """A few very long ones, and one of no length: the mean is far above the middle."""
    values = np.round(rng.lognormal(1.0, 0.6, size), 1)
    values[: max(1, size // 8)] = np.round(rng.uniform(55, 90, max(1, size // 8)), 1)
    values[-1] = 0.0
    return pd.DataFrame({"minutes": values})


def _line(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Lines of one kind, and one probe in twenty that is wrong a thousand times over."""
    values = np.round(rng.normal(50, 4, size), 1)
    values[: max(1, size // 20)] *= 1000
    return pd.DataFrame({"mbit": values})


def _complaints(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Who came lately has complained often, for a month; the others stayed for years and said little."""
    new = rng.random(size) < 0.5
    new[:2] = [True, False]
    months = np.where(new, rng.integers(1, 3, size), rng.integers(20, 37, size))
    complaints = np.where(new, rng.integers(1, 3, size), rng.integers(0, 3, size))
    complaints[1] = 0  # one who never complained has months, too
    return pd.DataFrame({"complaints": complaints, "months": months})


def _margin(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Large shops with a thin margin, small ones with a fat one."""
    large = np.arange(size) % 3 == 0
    revenue = np.where(large, rng.integers(40_000, 90_000, size), rng.integers(500, 3000, size)).astype(float)
    rate = np.where(large, rng.uniform(-0.02, 0.05, size), rng.uniform(0.2, 0.4, size))
    rate[0] = -0.02  # a shop that loses money belongs to the company
    profit = np.round(revenue * rate, 2)
    return pd.DataFrame({"shop": [f"S{place}" for place in range(size)], "revenue": revenue, "profit": profit})


def _leaving(rng: np.random.Generator, size: int) -> pd.DataFrame:
    """Every group leaves less (or more) in the second year, while the mix moves the other way; some rows come in two halves."""
    turn = bool(rng.random() < 0.5)
    groups = 3 + size % 2
    rows = []
    for group in range(groups):
        steady = group < groups - 1
        before = int(rng.integers(700, 900)) if steady else int(rng.integers(150, 250))
        after = int(rng.integers(120, 260)) if steady else int(rng.integers(1500, 1900))
        rate = (0.06 + 0.02 * group) if steady else 0.4
        lower = rate - (0.015 + 0.005 * group)
        numbers = [(before, round(before * rate)), (after, round(after * lower))]
        years = ("second", "first") if turn else ("first", "second")
        for year, (customers, left) in zip(years, numbers, strict=True):
            half = customers // 3 if group == 1 else 0
            rows.append((year, f"G{group}", customers - half, left - (half and left // 4)))
            if half:
                rows.append((year, f"G{group}", half, left // 4))
    return pd.DataFrame(rows, columns=["year", "segment", "customers", "left"])


def expected(question: str, data: pd.DataFrame) -> dict[str, float]:
    """The methods that serve, each with its value."""
    if question in ("wait", "staff"):
        values = data["minutes"].tolist()
        return {"median": statistics.median(values)} if question == "wait" else {"mean": statistics.fmean(values)}
    if question == "line":
        values = sorted(data["mbit"].tolist())
        cut = len(values) // 10
        return {"median": statistics.median(values), "trimmed mean": statistics.fmean(values[cut : len(values) - cut])}
    if question == "leaving":
        return {"per group": _like_with_like(data)}
    top, bottom = ("complaints", "months") if question == "complaints" else ("profit", "revenue")
    rate = sum(data[top].tolist()) / sum(data[bottom].tolist())
    return {"rate per exposure": rate, "pooled": rate}


def _like_with_like(data: pd.DataFrame) -> float:
    """Difference of the shares within groups, weighted by the groups' sizes in the first year."""
    cells: dict[tuple[str, str], list[int]] = {}
    for row in data.to_dict("records"):
        cell = cells.setdefault((row["segment"], row["year"]), [0, 0])
        cell[0] += row["customers"]
        cell[1] += row["left"]
    total = sum(cell[0] for (_, year), cell in cells.items() if year == "first")
    difference = Fraction(0)
    for (group, year), (customers, left) in cells.items():
        if year == "first":
            then, gone = cells[group, "second"]
            difference += Fraction(customers, total) * (Fraction(gone, then) - Fraction(left, customers))
    return float(difference)
