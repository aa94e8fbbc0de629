"""Businesses that have a model already: its scores, its errors, and what each of them costs.

Each comes with a planted truth: whether the model gains anything, whether acting pays at all. Instances near
the border are drawn again, so that any sound method reaches the same decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Outcome = Literal["gain", "noise", "worse"]


@dataclass(frozen=True)
class Scored:
    """Rows of a training and of a test period, with three baselines' and a model's predictions.

    ``loss``: "wrong" (y, predictions are 0 or 1) or "absolute" (numbers). ``gains``: the planted decision.
    """

    train: pd.DataFrame
    test: pd.DataFrame
    loss: str
    gains: bool


def losses(y: np.ndarray, guess: np.ndarray, loss: str) -> np.ndarray:
    """The loss of each row."""
    return np.asarray((y != guess).astype(float) if loss == "wrong" else np.abs(y - guess))


def constant(y: np.ndarray, loss: str) -> float:
    """What one would always say, learnt from these rows: the majority (0 on a tie), or the median."""
    return float(np.mean(y) > 0.5) if loss == "wrong" else float(np.median(y))


def scored(rng: np.random.Generator, loss: str = "wrong", outcome: Outcome = "gain") -> Scored:
    """Draw businesses until one shows its planted outcome clearly."""
    make = _churn if loss == "wrong" else _demand
    for _ in range(400):
        train, test = make(rng, outcome)
        z, gain = _z(train, test, loss)
        clear = {"gain": z > 4.5, "noise": gain > 0 and 0.2 < z < 1.1, "worse": z < -2.5}[outcome]
        if clear:
            return Scored(train, test, loss, outcome == "gain")
    raise AssertionError(f"no clear instance of {outcome} in 400 draws")


def _z(train: pd.DataFrame, test: pd.DataFrame, loss: str) -> tuple[float, float]:
    y = test["y"].to_numpy(float)
    fixed = np.full(len(y), constant(train["y"].to_numpy(float), loss))
    rows = [losses(y, fixed, loss)]
    rows += [losses(y, test[name].to_numpy(float), loss) for name in ("rule", "last")]
    best = min(rows, key=lambda row: row.mean())
    difference = best - losses(y, test["model"].to_numpy(float), loss)
    error = difference.std(ddof=1) / np.sqrt(len(y))
    return float(difference.mean() / max(error, 1e-9)), float(difference.mean())


def _flip(rng: np.random.Generator, y: np.ndarray, rate: float) -> np.ndarray:
    return np.where(rng.random(len(y)) < rate, 1 - y, y)


def _churn(rng: np.random.Generator, outcome: Outcome) -> tuple[pd.DataFrame, pd.DataFrame]:
    base = rng.uniform(0.3, 0.4)
    best = rng.uniform(0.2, 0.25)
    rates = [best, rng.uniform(0.27, 0.3)]
    rng.shuffle(rates)
    model = {"gain": best - 0.1, "noise": best - 0.008, "worse": best + 0.08}[outcome]
    frames = []
    for count, shift in ((700, -0.6), (int(rng.integers(500, 800)), 0.0)):
        y = (rng.random(count) < base * (1 + shift)).astype(int)
        frames.append(
            pd.DataFrame(
                {
                    "y": y,
                    "rule": _flip(rng, y, rates[0] * (1 + shift / 2)),
                    "last": _flip(rng, y, rates[1] * (1 + shift / 2)),
                    # on its own training rows any model looks good
                    "model": _flip(rng, y, 0.02 if shift else model),
                }
            )
        )
    return frames[0], frames[1]


def _demand(rng: np.random.Generator, outcome: Outcome) -> tuple[pd.DataFrame, pd.DataFrame]:
    level, swing = rng.uniform(60, 120), rng.uniform(8, 20)
    best = rng.uniform(5, 8)
    spread = [best, best * rng.uniform(1.25, 1.5)]
    rng.shuffle(spread)
    model = best * {"gain": 0.6, "noise": 0.98, "worse": 1.35}[outcome]
    frames = []
    for count, shift in ((400, 0.5), (int(rng.integers(260, 400)), 1.0)):
        days = np.arange(count)
        y = level + swing * np.sin(days / 7 * 2 * np.pi) + rng.normal(0, 6, count)
        frames.append(
            pd.DataFrame(
                {
                    "y": np.round(y, 1),
                    "rule": np.round(y + rng.normal(0, spread[0] * shift, count), 1),
                    "last": np.round(y + rng.normal(0, spread[1] * shift, count), 1),
                    "model": np.round(y + rng.normal(0, 0.5 if shift < 1 else model, count), 1),
                }
            )
        )
    return frames[0], frames[1]


@dataclass(frozen=True)
class Acting:
    """Outcomes, scores and euros per outcome: who is acted on costs tp or fp, the others fn or tn."""

    y: list[int]
    p: list[float]
    cost: dict[str, float]


def acting(rng: np.random.Generator, *, pays: bool = True, calibrated: bool = False, size: int = 240) -> Acting:
    """Scores with a cost matrix. With ``pays=False`` acting never pays: leave everybody alone.

    Scores that aren't calibrated order the rows well, and mean nothing as probabilities.
    """
    chance = rng.beta(1.3, 3.5, size)
    y = (rng.random(size) < chance).astype(int)
    power = 1.0 if calibrated else float(rng.choice([0.35, 2.6]))
    p = np.round(chance**power, 2)
    price = float(rng.integers(6, 12))
    worth = float(rng.integers(35, 80)) if pays else price * 0.6
    cost = {"tp": price - worth * 0.4, "fp": price, "fn": 0.0, "tn": 0.0}
    if rng.random() < 0.5 and pays:
        cost = {"tp": price, "fp": price, "fn": worth, "tn": 0.0}
    if not pays:
        cost = {"tp": price - worth, "fp": price, "fn": 0.0, "tn": 0.0}
    return Acting(y.tolist(), p.tolist(), {key: round(value, 2) for key, value in cost.items()})


def contacts(
    rng: np.random.Generator, *, size: int = 40, pays: bool = True, ties: bool = False
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Customers with p (chance of leaving) and value (euros a year), and the terms of an offer.

    The likeliest leavers are often worth little. Terms: kept_share, price, capacity.
    """
    p = np.round(rng.beta(1.5, 3, size), 2)
    value = np.round(rng.gamma(2.0, 60, size) * (1.4 - p), 0)
    if ties:
        p, value = np.round(p * 5) / 5, np.round(value / 60) * 60
    capacity = int(rng.integers(size // 6, size // 3)) if rng.random() < 0.7 else size
    price = float(rng.integers(5, 12)) if pays else 400.0
    frame = pd.DataFrame({"customer_id": [f"C{i:04d}" for i in range(size)], "p": p, "value": value})
    terms = {"kept_share": float(rng.choice([0.25, 0.3, 0.4])), "price": price, "capacity": capacity}
    return frame.iloc[rng.permutation(size)].reset_index(drop=True), terms


def two_models(rng: np.random.Generator, *, differ: bool, size: int = 200) -> tuple[list[int], ...]:
    """Outcomes and the predictions of an old and a new model: (y, old, new), all 0 or 1."""
    y = (rng.random(size) < 0.35).astype(int)
    old = _flip(rng, y, 0.25)
    new = np.where(rng.random(size) < 0.8, old, _flip(rng, y, 0.05 if differ else 0.25))
    return y.tolist(), old.tolist(), new.tolist()


def sliced(
    rng: np.random.Generator, *, worth: bool = True, size: int = 600
) -> tuple[pd.DataFrame, list[dict[str, object]], dict[str, float]]:
    """Predictions by slice, the actions on the table, and the euros of an error: (rows, actions, cost).

    The slice with the highest error rate is small; the costly one is large. With ``worth=False`` every
    action costs more than it brings.
    """
    kinds = ["ceramic", "steel", "glass", "wood"]
    shifts = ["day", "night"]
    product = rng.choice(kinds, size, p=[0.5, 0.3, 0.15, 0.05])
    shift = rng.choice(shifts, size, p=[0.6, 0.4])
    rate = np.select([product == "wood", product == "ceramic", product == "steel"], [0.6, 0.22, 0.1], 0.05)
    rate = np.clip(rate * np.where(shift == "night", 1.3, 0.9), 0, 0.9)
    y = (rng.random(size) < 0.3).astype(int)
    predicted = np.where(rng.random(size) < rate, 1 - y, y)
    rows = pd.DataFrame({"product": product, "shift": shift, "y": y, "predicted": predicted})
    cost = {"fp": float(rng.integers(4, 9)), "fn": float(rng.integers(20, 60))}
    scale = 1.0 if worth else 60.0
    actions: list[dict[str, object]] = []
    for column, value in [("product", k) for k in kinds] + [("shift", s) for s in shifts]:
        actions.append(
            {
                "name": f"{value} pictures" if column == "product" else f"{value} lamps",
                "column": column,
                "value": value,
                "recoverable": round(float(rng.uniform(0.2, 0.7)), 2),
                "price": round(float(rng.uniform(60, 260)) * scale),
            }
        )
    return rows, actions, cost
