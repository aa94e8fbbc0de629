"""Businesses that have a model already: its scores, its errors, and what each of them costs.

Instances are drawn until they lie near the decision, and until what people take for the answer (a *way*) leads elsewhere. Where methods
differ by chance, instances on the very border are drawn again, so that any sound one reaches the same decision.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import pandas as pd

from workbook.check.drawn import drawn_once

Outcome = Literal["gain", "noise", "worse", "far worse", "edge", "same", "tied", "constant"]
Case = TypeVar("Case")


def until(draw: Callable[[], Case], good: Callable[[Case], bool], what: str, tries: int = 3000) -> Case:
    """Draw until a case is good."""
    for _ in range(tries):
        case = draw()
        if good(case):
            return case
    raise AssertionError(f"no {what} in {tries} draws")


@dataclass(frozen=True)
class Scored:
    """Rows of a training and of a test period, with two baselines' and a model's predictions.

    ``loss``: "wrong" (y, predictions are 0 or 1) or "absolute" (numbers). ``gains``: the planted decision, None on the border.
    """

    train: pd.DataFrame
    test: pd.DataFrame
    loss: str
    gains: bool | None


def losses(y: np.ndarray, guess: np.ndarray, loss: str) -> np.ndarray:
    """The loss of each row."""
    return np.asarray((y != guess).astype(float) if loss == "wrong" else np.abs(y - guess))


def constant(y: np.ndarray, loss: str) -> float:
    """What one would always say, learnt from these rows: the majority (0 on a tie), or the median."""
    return float(np.mean(y) > 0.5) if loss == "wrong" else float(np.median(y))


WINDOWS = {
    "gain": (2.45, 2.95),
    "noise": (1.1, 1.55),
    "worse": (-2.9, -2.2),
    "edge": (1.68, 1.92),
    "far worse": (-9, -5),
}
"""How many standard errors the gain lies above 0: near the decision, and not so near that sound methods differ."""


@drawn_once
def scored(
    rng: np.random.Generator,
    loss: str = "wrong",
    outcome: Outcome = "gain",
    over_half: int | None = None,
    unit: float = 1,
) -> Scored:
    """A business whose gain lies in the window of its outcome; "same": the model is the best baseline, "tied": two baselines are alike,
    "constant": rule and last know nothing, and the constant is the best.

    Baselines and model err on the same hard rows. The best on test is not always the best on train.
    *over_half*: in training so many rows more than one half are 1 (0: a tie), and on test not one half. *unit*: of all numbers.
    The columns stand in any order.
    """
    make = _churn if loss == "wrong" else _demand

    def draw() -> tuple[pd.DataFrame, pd.DataFrame]:
        train, test = make(rng, {"gain": 2.7, "worse": -2.5, "edge": 1.8, "far worse": -7}.get(outcome, 1.3))
        if over_half is not None:
            count = len(train) // 2 * 2
            train = train.iloc[:count].assign(y=rng.permutation(np.arange(count) < count // 2 + over_half).astype(int))
        if outcome == "same":
            test["model"] = test["rule"] = test[
                min(("rule", "last"), key=lambda name: losses(test["y"], test[name], loss).mean())
            ]
        if outcome == "tied":
            test["last"] = test["rule"]
        if outcome == "constant":
            test["rule"], test["last"] = rng.permutation(test["rule"]), rng.permutation(test["last"])
        return train, test

    def good(case: tuple[pd.DataFrame, pd.DataFrame]) -> bool:
        rows = _rows(*case, loss)
        if over_half is not None and case[1]["y"].mean() == 0.5:
            return False
        best = min(("constant", "rule", "last"), key=lambda name: rows[name].mean())
        if outcome in ("same", "tied"):
            return best != "constant"
        if outcome == "constant":
            return best == "constant"
        return WINDOWS[outcome][0] < _z(rows[best] - rows["model"]) < WINDOWS[outcome][1]

    train, test = until(draw, good, f"business with {outcome}")
    train, test = ((frame if unit == 1 else frame * unit)[rng.permutation(list(frame))] for frame in (train, test))
    train.index, test.index = (rng.permutation(len(frame)) + 10 for frame in (train, test))
    decided = {"gain": True, "edge": None, "tied": None, "constant": None}.get(outcome, False)
    return Scored(train, test, loss, decided)


def guessed(rng: np.random.Generator, loss: str, size: int) -> tuple[list[float], list[float]]:
    """Outcomes and guesses of *size* rows: of four classes, or numbers to either side, among them far ones."""
    if loss == "wrong":
        return rng.integers(0, 4, size).tolist(), rng.integers(0, 4, size).tolist()
    y = np.round(rng.normal(0, 9, size) + 60 * (rng.random(size) < 0.2), 1)
    return y.tolist(), np.round(y + rng.normal(0, 4, size), 1).tolist()


def _rows(train: pd.DataFrame, test: pd.DataFrame, loss: str) -> dict[str, np.ndarray]:
    y = test["y"].to_numpy(float)
    fixed = np.full(len(y), constant(train["y"].to_numpy(float), loss))
    rows = {name: losses(y, test[name].to_numpy(float), loss) for name in ("rule", "last", "model")}
    return {"constant": losses(y, fixed, loss), **rows}


def _z(difference: np.ndarray) -> float:
    error = difference.std(ddof=1) / math.sqrt(len(difference))
    return float(difference.mean() / max(error, 1e-9))


def _flip(rng: np.random.Generator, y: np.ndarray, rate: float) -> np.ndarray:
    return np.where(rng.random(len(y)) < rate, 1 - y, y)


def _churn(rng: np.random.Generator, z: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Outcomes of 0 and 1; errors are more frequent on one outcome than on the other, and come together."""
    together = rng.uniform(0.5, 0.85)
    size = int(rng.integers(220, 420))
    base, best = rng.choice([rng.uniform(0.18, 0.4), rng.uniform(0.6, 0.8)]), rng.uniform(0.14, 0.24)
    rates = rng.permutation([best, best * rng.uniform(1.1, 1.4)])
    swing = math.sqrt(2 * best * (1 - together) / size)
    frames = []
    for count, share, order in ((int(rng.integers(150, 300)), base * rng.uniform(0.8, 1.15), -1), (size, base, 1)):
        y = (rng.random(count) < share).astype(int)
        hard, uneven = rng.normal(size=count), rng.choice([-0.3, 0.3]) * (2 * y - 1)
        columns = {"y": y}
        model = 0.02 if order < 0 else max(0.01, best - z * swing)
        for name, rate in zip(("rule", "last", "model"), (*rates[::order], model), strict=True):
            trouble = together * hard + math.sqrt(1 - together**2) * rng.normal(size=count) + uneven
            columns[name] = np.where(trouble > np.quantile(trouble, 1 - rate), 1 - y, y)
        frames.append(pd.DataFrame(columns))
    return frames[0], frames[1]


def _demand(rng: np.random.Generator, z: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Skewed numbers, so that median and mean differ; some days are hard for all."""
    best, size = rng.uniform(5, 8), int(rng.integers(210, 360))
    spread = rng.permutation([best, best * rng.uniform(1.15, 1.4)])
    model = best * (1 - z / math.sqrt(size) * 0.8)
    level = rng.uniform(15, 40)
    frames = []
    for count, order in ((int(rng.integers(150, 300)), -1), (size, 1)):
        y = level + rng.gamma(1.2, best * 1.3, count)
        hard = rng.gamma(2, 0.5, count)
        columns = {"y": np.round(y, 1)}
        for name, wide in zip(("rule", "last", "model"), (*spread[::order], 0.4 if order < 0 else model), strict=True):
            columns[name] = np.round(y + hard * rng.normal(0, wide, count), 1)
        frames.append(pd.DataFrame(columns))
    return frames[0], frames[1]


@dataclass(frozen=True)
class Acting:
    """Outcomes, scores and euros per outcome: who is acted on costs tp or fp, the others fn or tn."""

    y: list[int]
    p: list[float]
    cost: dict[str, float]

    def total(self, threshold: float) -> float:
        """Euros, if everybody with p >= threshold is acted on."""
        pairs = zip(self.y, self.p, strict=True)
        return sum(self.cost[("tp" if y else "fp") if p >= threshold else ("fn" if y else "tn")] for y, p in pairs)


def _right(case: Acting, threshold: float) -> tuple[int, int, int]:
    acted = [p >= threshold for p in case.p]
    tp = sum(a and y for a, y in zip(acted, case.y, strict=True))
    return int(tp), sum(acted), sum(a == bool(y) for a, y in zip(acted, case.y, strict=True))


ACTING = (
    "half", "accuracy", "f1", "formula", "strict", "grid", "rounded", "somebody", "nobody", "everybody", "no tn", "no fn", "no fp", "leavers", "one",
    "from zero", "whole euros",
)  # fmt: skip


def wrong_threshold(case: Acting, way: str) -> float:
    """What somebody who goes that way takes for the cheapest threshold."""
    options = [*sorted(set(case.p)), math.inf]
    cost = dict(case.cost)
    if way in ("half", "nobody", "everybody"):
        return float({"half": 0.5, "nobody": math.inf, "everybody": min(case.p)}[way])
    if way == "accuracy":
        return max(options, key=lambda t: _right(case, t)[2])
    if way == "f1":
        return max(options, key=lambda t: 2 * _right(case, t)[0] / max(1, _right(case, t)[1] + sum(case.y)))
    if way == "formula":
        over = cost["fp"] - cost["tn"]
        return over / (over + cost["fn"] - cost["tp"])
    if way == "strict":
        above = [sorted(set(case.p))[0] - 1, *sorted(set(case.p))]
        return min(above, key=lambda t: Acting([*case.y], [p - 1e-9 for p in case.p], cost).total(t))
    if way == "grid":
        return min([i / 100 for i in range(101)], key=case.total)
    if way == "rounded":
        nearest: float = min(options, key=case.total)
        return round(nearest, 1)
    if way == "leavers":
        return min([p for y, p in zip(case.y, case.p, strict=True) if y], key=case.total)
    if way == "one":
        return min([*options[:-1], 1.0], key=case.total)
    if way == "somebody":
        return min(options[:-1], key=case.total)
    if way == "from zero":
        return min([0.0, *options[1:]], key=case.total)
    if way == "whole euros":
        return min(options, key=lambda t: int(case.total(t)))
    return min(options, key=Acting(case.y, case.p, {**cost, way[3:]: 0.0}).total)


@drawn_once
def acting(rng: np.random.Generator, way: str) -> Acting:
    """A few scores with a cost of each of the four outcomes; whoever goes that *way* pays more than needed.

    Scores order the rows well, may be any numbers, and mean nothing as probabilities.
    """

    def draw() -> Acting:
        size = int(rng.integers(8, 30))
        chance = rng.beta(0.9, 1.3, size)
        y = (rng.random(size) < chance).astype(int)
        step = 10.0 if way == "rounded" or rng.random() < 0.5 else 1000.0
        p = np.round(chance ** rng.choice([0.4, 1.0, 2.5]) * 100) / 100
        if way in ("grid", "one", "from zero") or rng.random() < 0.3:
            p = np.round(6 * p - 3, 1)
        elif step > 10:
            p = np.round(p + rng.uniform(-0.01, 0.01, size), 3)
        low, high = sorted(rng.integers(1, 30, 2).tolist())
        cost = {
            "tp": -float(high),
            "fp": float(rng.integers(1, 30)),
            "fn": float(low),
            "tn": -float(rng.integers(0, 12)),
        }
        if rng.random() < 0.3:
            cost = {"tp": float(low), "fp": float(low), "fn": float(high + 5), "tn": 0.0}
        if way == "leavers":
            cost["fp"] = -float(rng.integers(13, 30))  # an offer pays with those who stay, too
        if way == "from zero":  # it pays to act on everybody, and many scores are below 0
            cost["fp"] = cost["tn"] - float(rng.integers(3, 15))
        if way == "whole euros":
            cost = {name: round(price / 16, 2) for name, price in cost.items()}
        if way == "one":  # no offer pays, and many scores are above 1
            cost |= {"tp": cost["fn"] + 5.0}
        return Acting(y.tolist(), p.tolist(), cost)

    def good(case: Acting) -> bool:
        if not 2 < sum(case.y) < len(case.y) - 2:
            return False
        lowest = min(case.total(t) for t in [*case.p, math.inf])
        return case.total(wrong_threshold(case, way)) > lowest + 0.5

    return until(draw, good, f"scores that tell {way!r} apart")


@drawn_once
def fine(rng: np.random.Generator, size: int, digits: int) -> Acting:
    """Different scores of six digits, one cheapest cut of them between two that hardly differ.

    No number of fewer digits cuts there (*digits*: the last two of the score above; from 51 on it is rounded up), and no usual percentile.
    """

    grids = (20, 50, 100, 200) if digits > 50 else (19, 49, 99, 199)
    hit = {math.ceil((size - 1) * i / steps) for steps in grids for i in range(steps + 1)}
    free = [at for at in range(size // 4, size - size // 4) if size < 200 or at not in hit]

    def draw() -> tuple[Acting, float]:
        at = int(rng.choice(free))
        above = int(rng.integers(3000, 7000)) * 100 + digits
        below = above - 3 - digits // 50
        low = rng.choice(np.arange(20_000, below - 2), at - 1, replace=False)
        high = rng.choice(np.arange(above + 3, 980_000), size - at - 1, replace=False)
        p = np.concatenate([low, [below, above], high]) / 1_000_000
        y = p >= above / 1_000_000
        noise = rng.random(size) < 0.12
        noise[at - 1 : at + 1] = False
        high_price, low_price = sorted(rng.integers(5, 20, 2).tolist(), reverse=True)
        cost = {"tp": -float(high_price), "fp": float(rng.integers(8, 20)), "fn": float(low_price), "tn": -1.0}
        order = rng.permutation(size)
        return Acting((y ^ noise)[order].astype(int).tolist(), p[order].tolist(), cost), above / 1e6

    def good(case: tuple[Acting, float]) -> bool:
        rows, above = case
        costs = sorted((rows.total(t), t) for t in [*rows.p, math.inf])
        return costs[0][1] == above and costs[1][0] > costs[0][0] + 0.5

    return until(draw, good, f"{size} scores of six digits")[0]


CONTACTS = (
    "likeliest",
    "valuable",
    "p times value",
    "no share",
    "no price",
    "capacity",
    "likely only",
    "stays",
    "all pay",
)


def wrong_contacts(frame: pd.DataFrame, terms: dict[str, float], way: str) -> pd.Index:
    """Rows that somebody who goes that way chooses."""
    p, value, most = frame["p"], frame["value"], int(terms["capacity"])
    gain = p * terms["kept_share"] * value - terms["price"]
    if way in ("likeliest", "valuable"):
        return (p if way == "likeliest" else value)[gain > 0].nlargest(most).index
    if way in ("p times value", "all pay"):
        return (p * value).nlargest(most).index
    if way == "no share":
        other = p * value - terms["price"]
    elif way == "no price":
        other = gain + terms["price"]
    elif way == "stays":
        other = (1 - p) * terms["kept_share"] * value - terms["price"]
    elif way == "likely only":
        other = gain.where(p > 0.5, -1.0)
    else:
        other, most = gain, len(frame)
    return other[other > 0].nlargest(most).index


@drawn_once
def contacts(
    rng: np.random.Generator, way: str = "", size: int = 0, pays: bool = True, ties: bool = False
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Customers with p (chance of leaving) and value (euros a year), and the terms of an offer: kept_share, price, capacity.

    The likeliest leavers are often worth little. *way*: what somebody takes for the best list, and what chooses another here.
    """

    def draw() -> tuple[pd.DataFrame, dict[str, float]]:
        count = size or int(rng.integers(8, 22))
        p = np.round(rng.beta(1.5, 2, count), 2)
        value = np.round(rng.gamma(2.0, 60, count) * (1.4 - p), 0)
        if ties:
            p, value = np.round(p * 4 + 0.5) / 5, np.round(value / 60 + 0.5) * 60
        capacity = (
            int(rng.integers(2, max(3, count // 2)))
            if rng.random() < 0.5 or way == "capacity"
            else count + int(rng.integers(0, 5))
        )
        price = float(rng.integers(3, 15)) if pays else 400.0
        ids = rng.choice(9000, count, replace=False)
        frame = pd.DataFrame(
            {"customer_id": [f"C{i:04d}" for i in ids], "p": p, "value": value}, index=rng.permutation(count) + 3
        )
        return frame, {"kept_share": float(rng.choice([0.2, 0.3, 0.5])), "price": price, "capacity": capacity}

    def good(case: tuple[pd.DataFrame, dict[str, float]]) -> bool:
        frame, terms = case
        gain = frame["p"] * terms["kept_share"] * frame["value"] - terms["price"]
        if not pays:
            return True
        if ties:
            best = gain[gain > 0].nlargest(int(terms["capacity"]))
            return len(best) > 1 and (gain - best.min()).abs().lt(1e-9).sum() > (best - best.min()).abs().lt(1e-9).sum()
        taken = wrong_contacts(frame, terms, way)
        best = gain[gain > 0].nlargest(int(terms["capacity"])).sum()
        return len(taken) > terms["capacity"] if way == "capacity" else gain[taken].sum() < best - 0.5

    return until(draw, good, f"customers that tell {way!r} apart")


def two_models(rng: np.random.Generator, only_old: int, only_new: int, alike: int = 40) -> tuple[list[int], ...]:
    """Outcomes and the predictions of an old and a new model: (y, old, new), all 0 or 1; each alone is right on so many rows."""
    y = (rng.random(only_old + only_new + alike) < rng.uniform(0.3, 0.7)).astype(int)
    both = rng.random(alike) < rng.uniform(0.5, 0.9)
    old_right = np.concatenate([np.ones(only_old), np.zeros(only_new), both]).astype(bool)
    new_right = np.concatenate([np.zeros(only_old), np.ones(only_new), both]).astype(bool)
    order = rng.permutation(len(y))
    old, new = np.where(old_right, y, 1 - y), np.where(new_right, y, 1 - y)
    return y[order].tolist(), old[order].tolist(), new[order].tolist()


LINES = (
    "most errors", "worst rate", "no price", "no share", "fn only", "fp only", "turned", "one price", "per euro", "first that pays", "last that pays",
    "share of price", "biggest slice",
)  # fmt: skip


def slices(rows: pd.DataFrame, actions: list[dict[str, object]], cost: dict[str, float]) -> pd.DataFrame:
    """Size, false alarms, misses and gain of each action."""
    columns = {str(action["column"]): rows[str(action["column"])].to_numpy() for action in actions}
    y, guess, found = rows["y"].to_numpy(), rows["predicted"].to_numpy(), []
    for action in actions:
        inside = columns[str(action["column"])] == action["value"]
        fp, fn = int((inside & (y == 0) & (guess == 1)).sum()), int((inside & (y == 1) & (guess == 0)).sum())
        share, price = float(str(action["recoverable"])), float(str(action["price"]))
        gain = share * (fp * cost["fp"] + fn * cost["fn"]) - price
        found.append((action["name"], int(inside.sum()), fp, fn, share, price, gain))
    return pd.DataFrame(found, columns=["name", "size", "fp", "fn", "share", "price", "gain"])


def wrong_action(table: pd.DataFrame, cost: dict[str, float], way: str) -> int:
    """The row that somebody who goes that way takes for the best."""
    fp, fn, share, price, gain = (table[name] for name in ("fp", "fn", "share", "price", "gain"))
    whole = fp * cost["fp"] + fn * cost["fn"]
    pays = gain[gain > 0].index
    if way.endswith("that pays"):
        return int(pays[0 if way.startswith("first") else -1]) if len(pays) else 0
    marks = {
        "most errors": fp + fn, "worst rate": (fp + fn) / table["size"].clip(lower=1), "no price": share * whole, "no share": whole - price,
        "fn only": share * fn * cost["fn"] - price, "fp only": share * fp * cost["fp"] - price, "turned": share * (fp * cost["fn"] + fn * cost["fp"]) - price,
        "one price": share * (fp + fn) * (cost["fp"] + cost["fn"]) / 2 - price, "per euro": share * whole / price, "share of price": share * (whole - price),
        "biggest slice": table["size"],
    }  # fmt: skip
    return int(marks[way].idxmax())


@drawn_once
def line(
    rng: np.random.Generator, way: str = "", worth: bool = True
) -> tuple[pd.DataFrame, list[dict[str, object]], dict[str, float]]:
    """Predictions by slice, the actions on the table, and the euros of an error: (rows, actions, cost).

    *way*: what somebody takes for the best action, and what is worth less here. With ``worth=False`` the best action gains exactly nothing.
    """

    def draw() -> tuple[pd.DataFrame, list[dict[str, object]], dict[str, float]]:
        size = int(rng.integers(40, 90))
        columns: dict[str, list[object]] = {
            "site": ["north", "south", "y"],
            "size": [250, 500],
            "new": [True, False],
            "tea": ["green", "black"],
        }
        chosen = [list(columns)[i] for i in rng.choice(4, 2, replace=False)]
        rows = pd.DataFrame(
            {name: rng.choice(np.array(columns[name], dtype=object), size) for name in chosen}
        ).infer_objects()
        rate = rng.uniform(0.05, 0.6, len(columns[chosen[0]]))
        where = np.array([columns[chosen[0]].index(value) for value in rows[chosen[0]].tolist()])
        rows["y"] = (rng.random(size) < 0.4).astype(int)
        rows["predicted"] = np.where(rng.random(size) < rate[where], 1 - rows["y"], rows["y"])
        rows["baker"] = rng.choice(["y", "north"], size)
        cost = dict(
            zip(
                rng.permutation(["fp", "fn"]).tolist(),
                (float(rng.integers(2, 7)), float(rng.integers(12, 30))),
                strict=True,
            )
        )
        actions: list[dict[str, object]] = [
            {
                "name": f"idea {i + 1}", "column": name, "value": value,
                "recoverable": float(rng.choice([0.25, 0.5, 0.75, 1.0])), "price": int(rng.integers(1, 60)),
            }
            for i, (name, value) in enumerate((name, value) for name in chosen for value in columns[name])
        ]  # fmt: skip
        actions.append(
            {
                **actions[0],
                "name": "idea 9",
                "recoverable": float(rng.choice([0.25, 0.5])),
                "price": int(rng.integers(1, 30)),
            }
        )
        order = rng.permutation(len(actions))
        actions = [actions[i] for i in order]
        if not worth:
            table = slices(rows, actions, cost)
            over = (table["gain"] + table["price"]).tolist()
            exact = int(np.argmax(over))
            for i, action in enumerate(actions):
                action["price"] = over[i] + (0.0 if i == exact else float(rng.integers(1, 30)))
        return rows.sample(frac=1, random_state=int(rng.integers(1 << 30))), actions, cost

    def good(case: tuple[pd.DataFrame, list[dict[str, object]], dict[str, float]]) -> bool:
        rows, actions, cost = case
        table = slices(rows, actions, cost)
        if not worth:
            return bool((table["price"] > 0).all())
        return (
            bool(table["gain"].max() > max(0.0, table["gain"][wrong_action(table, cost, way)]) + 0.5) if way else True
        )

    return until(draw, good, f"line that tells {way!r} apart")


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
