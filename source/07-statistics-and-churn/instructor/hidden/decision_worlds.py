"""Customers with scores, for deciding whom to phone: drawn until what people take for the answer leads elsewhere.

Every draw plants its traps (ties at the boundary with outcomes that differ by row order, bins of equal width that are empty, training rows
that the scores have seen, columns that go together), so that no seed decides about an answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import pandas as pd

Case = TypeVar("Case")


def until(draw: Callable[[], Case], good: Callable[[Case], bool], what: str, tries: int = 5000) -> Case:
    """Draw until a case is good."""
    for _ in range(tries):
        case = draw()
        if good(case):
            return case
    raise AssertionError(f"no {what} in {tries} draws")


@dataclass(frozen=True)
class Phoned:
    """Outcomes, scores, how many can be phoned, the euros, and in words what is special."""

    left: list[int]
    score: list[float]
    k: int
    prices: dict[str, float]
    kind: str

    def tied(self) -> tuple[int, int, int, int, float]:
        """(rows above the boundary, leavers among them, rows at it, leavers among them, the boundary)."""
        k = min(self.k, len(self.left))
        if not k:
            return 0, 0, 0, 0, math.inf
        boundary = sorted(self.score, reverse=True)[k - 1]
        above = [left for left, score in zip(self.left, self.score, strict=True) if score > boundary]
        at = [left for left, score in zip(self.left, self.score, strict=True) if score == boundary]
        return len(above), sum(above), len(at), sum(at), boundary

    def found(self) -> float:
        """Leavers among the phoned, on average over the lots drawn at the boundary."""
        above, above_left, at, at_left, _ = self.tied()
        return above_left + (min(self.k, len(self.left)) - above) * at_left / at if at else 0.0

    def euros(self) -> float:
        """Expected euros."""
        kept = self.prices["kept"] * self.prices["value"]
        return self.found() * kept - min(self.k, len(self.left)) * self.prices["call"]

    def at(self, k: int) -> Phoned:
        """The same customers with room for *k* calls."""
        return Phoned(self.left, self.score, k, self.prices, self.kind)


PHONED = ("tied", "tied below zero", "whole group", "everybody", "more places than customers", "nobody", "nobody left")


def _prices(rng: np.random.Generator) -> dict[str, float]:
    call, kept, value = rng.uniform(3, 9), rng.uniform(0.12, 0.4), rng.uniform(50, 180)
    return {"call": round(float(call), 2), "kept": round(float(kept), 3), "value": round(float(value), 1)}


def _by_rows(case: Phoned) -> set[float]:
    """How many leavers one finds if row order breaks the ties: first rows first, last rows first, best and worst luck."""
    rows = list(zip(case.score, range(len(case.left)), case.left, strict=True))
    orders: list[Callable[[tuple[float, int, int]], tuple[float, ...]]] = [
        lambda row: (-row[0], row[1]), lambda row: (-row[0], -row[1]), lambda row: (-row[0], -row[2]), lambda row: (-row[0], row[2]),
    ]  # fmt: skip
    return {float(sum(left for _, _, left in sorted(rows, key=order)[: case.k])) for order in orders}


def phoned(rng: np.random.Generator, way: str = "tied") -> Phoned:
    """Customers of whom several share the score at the boundary, and not all of them leave."""

    def draw() -> Phoned:
        n = int(rng.integers(24, 45))
        low, high = (-3.0, -0.5) if way == "tied below zero" else (0.05, 0.95)
        levels = np.round(rng.uniform(low, high, 6), 2)
        score = rng.choice(levels, n)
        place = (np.argsort(np.argsort(score)) + 0.5) / n
        left = (rng.random(n) < 0.1 + 0.6 * place).astype(int)
        if way == "nobody left":
            left = left * 0
        counts = [int((score >= level).sum()) for level in sorted(set(levels), reverse=True)]
        k = int(rng.integers(4, n - 4))
        k = {
            "whole group": counts[2] if len(counts) > 2 else 0,
            "everybody": n,
            "more places than customers": n + 7,
            "nobody": 0,
        }.get(way, k)
        return Phoned(left.tolist(), score.tolist(), k, _prices(rng), way)

    def good(case: Phoned) -> bool:
        above, above_left, at, at_left, _ = case.tied()
        if len(set(case.score)) != 6 or not (sum(case.left) >= 6 or way == "nobody left"):
            return False
        if not way.startswith("tied"):
            return above_left + at_left > 0 or way in ("nobody", "nobody left")
        apart = min(abs(found - case.found()) for found in _by_rows(case))
        return 0 < case.k - above < at and at_left < at and apart > 0.15 and above_left > 0

    return until(draw, good, way)


PAYING = (
    "rises again",
    "fewer than there is room for",
    "as many as there is room for",
    "nobody pays",
    "room for all",
    "everybody pays",
)


def paying(rng: np.random.Generator, way: str) -> tuple[Phoned, list[float]]:
    """Customers, and the expected euros of 0, 1, 2… calls; what is special is where the best number lies."""

    def draw() -> tuple[Phoned, list[float]]:
        case = phoned(rng, "tied")
        if way == "nobody pays":
            case.prices["call"] = round(case.prices["kept"] * case.prices["value"] * 1.02 + 1, 2)
        if way == "everybody pays":
            case.prices["call"] = 0.01
            case = Phoned([1] * len(case.left), case.score, len(case.left) + 3, case.prices, case.kind)
        if way == "room for all":
            case = case.at(len(case.left) + 5)
        return case, [case.at(k).euros() for k in range(len(case.left) + 1)]

    def good(drawn: tuple[Phoned, list[float]]) -> bool:
        case, euros = drawn
        room = min(case.k, len(case.left))
        best = max(range(room + 1), key=lambda k: euros[k])
        first_fall = next((k for k in range(room) if euros[k + 1] < euros[k] - 1e-9), room)
        clear = all(euros[k] < euros[best] - 0.5 for k in (0, room) if k != best)
        gap = max(euros) - euros[best]
        if way == "rises again":
            return best > first_fall and euros[first_fall] < euros[best] - 0.5 and clear
        if way == "as many as there is room for":
            return best == room and gap > 0.5 and euros[0] < euros[best] - 0.5
        if way == "nobody pays":
            return best == 0
        if way == "everybody pays":
            return best == len(case.left)
        return 0 < best < room and clear and euros[best] - euros[best - 1] > 0.05

    return until(draw, good, way)


FORECASTS = (
    "many equal forecasts",
    "most forecasts near zero",
    "all forecasts differ",
    "one forecast for all",
    "fewer rows than groups",
)


def forecast_rows(rng: np.random.Generator, way: str) -> tuple[list[int], list[float], int]:
    """Outcomes, forecasts and a number of groups; rows in no order.

    With many equal forecasts the groups are others if equal ones count by the middle or the last of their places.
    """
    n, groups = int(rng.integers(70, 120)), int(rng.integers(4, 8))
    if way == "many equal forecasts":
        shares = [0.36, 0.18, *[0.46 / 7] * 7]
        p = until(
            lambda: rng.choice(np.round(rng.uniform(0.05, 0.95, 9), 2), n, p=shares),
            lambda p: (
                not any(np.array_equal(_grouped(p, groups), _grouped(p, groups, by)) for by in ("average", "max"))
            ),
            "groups that hang on how equal forecasts are placed",
        )
    elif way == "most forecasts near zero":
        p = np.append(np.round(rng.beta(1, 14, n - 1), 3), 0.97)
    elif way == "one forecast for all":
        p = np.full(n, round(float(rng.uniform(0.1, 0.9)), 2))
    elif way == "fewer rows than groups":
        n = 3
        p, groups = np.array([0.7, 0.1, 0.4]), 5
    else:
        p = rng.uniform(0.01, 0.99, n)
    order = rng.permutation(n)
    p = p[order]
    return (rng.random(n) < 0.15 + 0.6 * p).astype(int).tolist(), p.tolist(), groups


def _grouped(p: np.ndarray, groups: int, by: Literal["min", "average", "max"] = "min") -> np.ndarray:
    """Which rows are in one group, as numbers from 0 on, if equal forecasts have the first, middle or last of their places."""
    places = pd.Series(p).rank(method=by).to_numpy() - 1
    return np.unique(places * groups // len(p), return_inverse=True)[1]


def grouped_rows(rng: np.random.Generator, way: str) -> tuple[list[int], list[float], list[object]]:
    """Outcomes, forecasts and each row's group; with "equal forecasts" the groups are the forecasts themselves."""
    n = int(rng.integers(40, 70))
    p = np.round(rng.uniform(0.05, 0.95, n), 3)
    if way == "equal forecasts":
        p = rng.choice(np.round(rng.uniform(0.05, 0.95, 6), 2), n)
        group: list[object] = p.tolist()
    else:
        names = np.array(["web", "shop", "phone", "partner"])
        group = rng.choice(names, n, p=[0.5, 0.3, 0.15, 0.05]).tolist()
        group[0] = "only one"
    left = (rng.random(n) < p**2).astype(int)
    left[:3] = [1, 0, 1]
    return left.tolist(), p.tolist(), group


@dataclass(frozen=True)
class Scored:
    """Rows of all parts with scores and outcomes, and the true chance of every test row."""

    rows: pd.DataFrame
    truth: np.ndarray
    kind: str


DISTORTIONS = {
    "scores that are too high": (1.0, -1.9),
    "scores that are too low": (1.0, 1.7),
    "scores that are too far apart": (0.4, -0.4),
    "scores that are too close together": (2.1, 0.2),
    "scores that were right already": (1.0, 0.0),
}
"""True log odds = slope * log odds of the score + shift."""


def scored(rng: np.random.Generator, kind: str, held: int = 2500, tests: int = 400) -> Scored:
    """Customers whose scores are off by a planted distortion; those of the training rows have seen the outcome.

    The share of leavers, and what a score means, is another in the training rows. Rows are in no order, labels of rows repeat.
    """
    slope, shift = DISTORTIONS[kind]
    spread = 0.8 if slope > 2 else 1.5
    parts, truths = [], []
    for part, n in (("train", held), ("hold", held), ("test", tests)):
        odds = rng.normal(0.2 if shift > 0 else 0.4, spread, n)
        truth = 1 / (1 + np.exp(-(slope * odds + shift)))
        left = (rng.random(n) < truth).astype(int)
        shown = odds + (np.where(left == 1, 3.0, -3.0) if part == "train" else 0.0)
        parts.append(pd.DataFrame({"part": part, "score": 1 / (1 + np.exp(-shown)), "left": left}))
        truths.append(truth)
    whole = pd.concat(parts, ignore_index=True)
    order = rng.permutation(len(whole))
    rows = whole.iloc[order].set_index(rng.integers(0, 50, len(whole)))
    truth = np.concatenate(truths)[order][(rows["part"] == "test").to_numpy()]
    return Scored(rows, truth, kind)


@dataclass(frozen=True)
class Columns:
    """A table with parts, the groups of columns that go together on its test rows, and a model that was fitted already."""

    rows: pd.DataFrame
    limit: float
    groups: list[tuple[str, ...]]
    chance: Callable[[pd.DataFrame], np.ndarray]
    kind: str

    def features(self) -> pd.DataFrame:
        """The test rows' features."""
        test = self.rows[self.rows["part"] == "test"]
        return test.drop(columns=["part", "left"]).reset_index(drop=True)

    def outcomes(self) -> np.ndarray:
        """The test rows' outcomes."""
        return np.asarray(self.rows.loc[self.rows["part"] == "test", "left"].to_numpy(float))


COLUMNS = (
    "a pair",
    "a chain",
    "a bridge",
    "a pair that mirrors",
    "a pair in training only",
    "a pair in the test rows only",
    "a weak limit",
    "a pair that bends",
    "a pair by two far customers",
)


def columns(rng: np.random.Generator, way: str) -> Columns:
    """Customers with an account number that the model has learnt by heart, a signal, and columns that go together.

    What the model makes of ``noise`` is the wrong way round, so that shuffling it helps: its rise is negative.
    """
    tests = 60

    def draw() -> tuple[pd.DataFrame, float, list[tuple[str, ...]]]:
        n = 3 * tests
        calls = rng.normal(40, 12, n)
        if way == "a pair by two far customers":
            calls[-2:] = 400.0, 420.0
        other = {"a chain": 4.6, "a bridge": 4.6, "a weak limit": 10.0, "a pair by two far customers": 20.0}.get(
            way, 1.8
        )
        minutes = 3 * (calls + rng.normal(0, other, n)) * (-1 if way == "a pair that mirrors" else 1)
        if way == "a pair that bends":
            minutes = 3 * np.exp((calls - 25) / 6)
        third = calls + rng.normal(0, 4.6 if way in ("a chain", "a bridge") else 40.0, n)
        if way == "a pair in training only":
            minutes[tests * 2 :] = rng.permutation(minutes[tests * 2 :])
        if way == "a pair in the test rows only":
            minutes[: tests * 2] = rng.permutation(minutes[: tests * 2])
        table = pd.DataFrame(
            {
                "account": 700001 + rng.permutation(n),
                "minutes": minutes,
                "fee": rng.normal(20, 5, n),
                "calls": calls,
                "noise": rng.normal(0, 1, n),
                "app": third,
                "region": 7.0,
            }
        )
        if way == "a bridge":  # what joins the two others comes last
            table["calls"] = table.pop("calls")
        signal = (calls - 40) / 8 + (table["fee"] - 20) / 6 + 1.2 * table["noise"]
        table["left"] = (rng.random(n) < 1 / (1 + np.exp(-signal))).astype(float)
        table.insert(0, "part", np.repeat(["train", "hold", "test"], tests))
        table = table.iloc[rng.permutation(n)].set_index(rng.permutation(n) + 5)
        limit = 0.5 if way == "a weak limit" else 0.9
        return table, limit, expected_groups(table, limit)

    alone = ("minutes",)
    wanted = {
        "a chain": ("minutes", "calls", "app"), "a bridge": ("minutes", "app", "calls"),
        "a pair in training only": alone, "a pair that bends": alone,
    }.get(way, ("minutes", "calls"))  # fmt: skip

    def good(drawn: tuple[pd.DataFrame, float, list[tuple[str, ...]]]) -> bool:
        table, limit, groups = drawn
        test = table[table["part"] == "test"].drop(columns=["part", "left"])
        strength = test.corr().abs().to_numpy()[np.triu_indices(test.shape[1], 1)]
        clear = np.nanmin(np.abs(strength - limit)) > 0.015
        ranks = abs(test["minutes"].corr(test["calls"], method="spearman"))
        bent = {"a pair that bends": ranks > 0.95, "a pair by two far customers": ranks < 0.85}.get(way, True)
        chained = way not in ("a chain", "a bridge") or abs(test["minutes"].corr(test["app"])) < limit
        weak = way != "a weak limit" or abs(test["minutes"].corr(test["calls"])) < 0.85
        misled = test["noise"].corr(table.loc[test.index, "left"]) > 0.25
        return bool(
            misled and clear and chained and bent and weak and wanted in groups and max(map(len, groups)) == len(wanted)
        )

    table, limit, groups = until(draw, good, way)
    train = table[table["part"] == "train"]
    learnt = dict(zip(train["account"], train["left"], strict=True))

    def chance(features: pd.DataFrame) -> np.ndarray:
        shown = (
            features["calls"] / 8
            - features["minutes"].abs() / 60
            + (features["fee"] - 20) / 5
            - 2.5
            - 1.5 * features["noise"]
        )
        own = features["account"].map(learnt).to_numpy(float)
        guessed = 1 / (1 + np.exp(-shown.to_numpy(float)))
        return np.asarray(np.where(np.isnan(own), guessed, 0.02 + 0.96 * own))

    return Columns(table, limit, groups, chance, way)


def expected_groups(table: pd.DataFrame, limit: float) -> list[tuple[str, ...]]:
    """Columns that go together on the test rows, directly or through others."""
    test = table[table["part"] == "test"].drop(columns=["part", "left"])
    linked = test.corr().abs().to_numpy() >= limit
    names, group = list(test.columns), list(range(test.shape[1]))
    for one, other in zip(*np.nonzero(linked), strict=True):
        old, new = group[one], group[other]
        group = [new if number == old else number for number in group]
    found = [
        [name for name, number in zip(names, group, strict=True) if number == which] for which in dict.fromkeys(group)
    ]
    return [tuple(part) for part in found]


def advised(numbers: dict[str, float], prices: dict[str, float]) -> tuple[str, str]:
    """The advice, and why."""
    worst = numbers["low"] * prices["kept_low"] * prices["value"]
    best = numbers["high"] * prices["kept_high"] * prices["value"]
    told = f"a call brings {worst:.2f} to {best:.2f} euros and costs {prices['call']:.2f}"
    if worst > prices["call"]:
        return "phone", told
    return ("don't", told) if best <= prices["call"] else ("trial", told)


ADVICE = (
    "phone",
    "don't",
    "trial",
    "phone, by a little",
    "don't, by a little",
    "trial at its lower end",
    "trial at its upper end",
    "don't at its upper end",
)


def advice_case(rng: np.random.Generator, way: str) -> tuple[dict[str, float], dict[str, float]]:
    """Numbers and prices; all shares are fractions of two, so that equal euros are equal."""
    call = float(rng.integers(4, 12))
    low, high = 0.25, 0.5
    kept_low, kept_high, value = 0.125, 0.5, 32 * call  # a call brings from 1 to 8 times what it costs
    factor = {"phone": 1.3, "don't": 0.1, "trial": 0.5, "phone, by a little": 1.01, "don't, by a little": 0.124, "trial at its lower end": 1.0, "trial at its upper end": 0.127, "don't at its upper end": 0.125}[way]  # fmt: skip
    numbers = {
        "low": low,
        "high": high,
        "precision": 0.37,
        "lift": 2.2,
        "found": 70.0,
        "euros": float(rng.integers(-300, 300)),
    }
    return numbers, {"call": call, "value": value * factor, "kept_low": kept_low, "kept_high": kept_high, "kept": 0.2}
