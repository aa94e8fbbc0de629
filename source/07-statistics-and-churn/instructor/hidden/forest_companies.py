"""Telephone companies with planted reasons to leave: customers as of several days, two months apart.

In some a sound model finds far more than the rule and the last value do, in every draw. In others there is nothing (more) to learn: what one
knew has faded, or the rule says it all. There the labels of the last day are drawn until three unlike models all lose a little against the
better of the two, so that no sound one gains beyond noise by luck.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Row = NDArray[np.float64]
Kind = Literal["ending", "plans", "rule", "faded", "linnet"]
HISTORY = ("2024-09-30", "2024-11-30", "2025-01-31", "2025-03-31", "2025-05-31")
NOW = "2025-07-31"
CHANNELS, NEW_CHANNEL = ("shop", "web", "phone"), "partner"
PLANS = (10, 20, 30, 40)
BASELINES = ("rule", "last")


@dataclass(frozen=True)
class Company:
    """What was known on each day, who left within two months, and the customers of today with what became of them."""

    history: pd.DataFrame
    now: pd.DataFrame
    left: Row
    learnt: bool
    """Whether there is a gain to be had over the rule and the last value."""
    best: str
    """The better of the two on the last day of the history."""


def features(rng: np.random.Generator, day: str, size: int) -> pd.DataFrame:
    """Customers as of *day*. Nothing here knows who will leave."""
    before = rng.poisson(14, size)
    quiet = np.where(rng.random(size) < 0.25, rng.integers(31, 80, size), rng.integers(0, 31, size))
    asked = rng.random(size) < 0.6
    return pd.DataFrame(
        {
            "customer_id": 100001 + rng.permutation(6 * size)[:size],
            "day": day,
            "tenure": rng.integers(1, 90, size),
            "quiet": quiet,
            "calls": np.where(quiet > 30, 0, rng.binomial(2 * before, 0.42)),
            "calls_before": before,
            "days_to_end": rng.integers(-90, 500, size),
            "plan_code": rng.choice(PLANS, size, p=[0.3, 0.25, 0.2, 0.25]),
            "channel": rng.choice(CHANNELS, size, p=[0.5, 0.3, 0.2]),
            "complaints": rng.poisson(0.7, size),
            "satisfaction": np.where(asked, rng.choice([1, 2, 3, 4, 5], size, p=[0.1, 0.15, 0.25, 0.3, 0.2]), np.nan),
            "late_bills": rng.poisson(0.5, size),
            "rule": (quiet > 30).astype(int),
            "last": (rng.random(size) < 0.15).astype(int),
        }
    )


def chance(frame: pd.DataFrame, kind: Kind, fresh: bool) -> Row:
    """The planted chance of leaving. *fresh*: on a day on which what has faded since still worked."""
    ending = frame["days_to_end"] < 100
    odd_plan = frame["plan_code"].isin([20, 40])
    upset = frame["satisfaction"].le(2) | (frame["complaints"] >= 2)
    if kind == "ending":
        found = 0.03 + 0.6 * (ending & (frame["complaints"] >= 1)) + 0.07 * frame["rule"]
    elif kind == "plans":
        found = (
            0.02
            + 0.6 * (odd_plan & (frame["tenure"] < 35)) * np.where(frame["channel"] == "phone", 0.3, 1)
            + 0.05 * frame["last"]
        )
    elif kind == "linnet":
        calling_less = frame["calls"] < 0.7 * frame["calls_before"]
        found = 0.03 + 0.5 * (calling_less & ending) + 0.04 * frame["rule"] + 0.06 * frame["last"]
    elif kind == "rule":
        found = 0.05 + 0.3 * frame["rule"]
    else:
        faded = 0.36 * frame["rule"] + 0.25 * upset if fresh else -0.04 * upset
        found = 0.07 + 0.28 * frame["last"] + faded
    return np.asarray(found, dtype=float)


# Judging a ranking


def placements(scores: Row, left: Row) -> tuple[Row, Row]:
    """For each leaver the share of stayers below, and for each stayer the share of leavers above; ties count half."""
    leavers, stayers = scores[left == 1], scores[left == 0]
    order = np.sort(stayers)
    below = (np.searchsorted(order, leavers, "left") + np.searchsorted(order, leavers, "right")) / (2 * len(stayers))
    order = np.sort(leavers)
    above = 1 - (np.searchsorted(order, stayers, "left") + np.searchsorted(order, stayers, "right")) / (
        2 * len(leavers)
    )
    return below, above


def auc(scores: Row, left: Row) -> float:
    """The chance that a leaver stands above a stayer."""
    return float(placements(np.asarray(scores, dtype=float), left)[0].mean())


def gain(scores: Row, baseline: Row, left: Row) -> tuple[float, float]:
    """How much higher the AUC of *scores* is, and its standard error (DeLong, DeLong and Clarke-Pearson, 1988)."""
    own, other = placements(scores, left), placements(baseline, left)
    per_leaver, per_stayer = own[0] - other[0], own[1] - other[1]
    variance = per_leaver.var(ddof=1) / len(per_leaver) + per_stayer.var(ddof=1) / len(per_stayer)
    return float(per_leaver.mean()), float(np.sqrt(variance))


def better_baseline(frame: pd.DataFrame, left: Row) -> str:
    """The rule or the last value, whichever ranks these rows better."""
    return max(BASELINES, key=lambda name: auc(frame[name].to_numpy(float), left))


# Three unlike models, to know what noise gives on a day


def _matrix(frame: pd.DataFrame) -> Row:
    plain = frame.drop(columns=["customer_id", "day", "left", "plan_code", "channel"], errors="ignore").fillna(0)
    codes = [(frame["plan_code"] == code).to_numpy(float) for code in PLANS]
    words = [(frame["channel"] == word).to_numpy(float) for word in CHANNELS]
    return np.column_stack([plain[sorted(plain)].to_numpy(float), *codes, *words])


def panel(history: pd.DataFrame, day: pd.DataFrame) -> list[Row]:
    """The scores that three models, fitted on *history*, give the rows of *day*."""
    x, y, new = _matrix(history), history["left"].to_numpy(), _matrix(day)
    models = (
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=200)),
        RandomForestClassifier(30, min_samples_leaf=8, random_state=1),
        HistGradientBoostingClassifier(max_iter=25, max_leaf_nodes=8, learning_rate=0.15, random_state=1),
    )
    return [model.fit(x, y).predict_proba(new)[:, 1] for model in models]


NOISE = {"faded": (-4.5, -1.3), "rule": (-3.5, -0.7)}
"""Standard errors by which the three models gain where there is nothing to learn."""
BEST_KNOWN = 8.0
"""Standard errors by which the planted chances themselves gain, at least, where there is something to learn."""


def _labels(rng: np.random.Generator, chances: Row) -> Row:
    return (rng.random(len(chances)) < chances).astype(float)


def company(rng: np.random.Generator, kind: Kind, size: int = 800) -> Company:
    """A company of that kind: *size* customers on each of five days and today. Rows stand in no order, and no column of today where it stands in the history."""
    days = []
    for day in HISTORY:
        frame = features(rng, day, size)
        if kind == "faded" and day == HISTORY[-1]:
            frame["satisfaction"] = np.nan  # nobody was asked
        frame["left"] = _labels(rng, chance(frame, kind, day != HISTORY[-1])).astype(int)
        days.append(frame)
    settle = _settle_noise if kind in NOISE else _settle_gain
    last = days[-1]
    last["left"] = settle(rng, days, kind).astype(int)
    now = features(rng, NOW, size)
    left = _labels(rng, chance(now, kind, False))
    now.loc[rng.random(size) < 0.03, "channel"] = NEW_CHANNEL
    now = now[np.roll(now.columns.to_numpy(), int(rng.integers(3, 9))).tolist()].set_index(rng.permutation(size) + 7)
    history = pd.concat(days, ignore_index=True).iloc[rng.permutation(sum(map(len, days)))]
    return Company(history, now, left, kind not in NOISE, better_baseline(last, last["left"].to_numpy(float)))


def _settle_gain(rng: np.random.Generator, days: list[pd.DataFrame], kind: Kind) -> Row:
    """Labels of the last day on which the planted chances gain far more than noise does."""
    last, chances = days[-1], chance(days[-1], kind, False)
    for _ in range(500):
        left = _labels(rng, chances)
        mean, error = gain(chances, last[better_baseline(last, left)].to_numpy(float), left)
        if mean / error > BEST_KNOWN:
            return left
    raise AssertionError(f"no last day of kind {kind!r} in 500 draws")


def _settle_noise(rng: np.random.Generator, days: list[pd.DataFrame], kind: Kind) -> Row:
    """Labels of the last day on which three models lose, against the baseline that the kind is called for."""
    last, chances = days[-1], chance(days[-1], kind, False)
    scored = panel(pd.concat(days[:-1]), last)
    (low, high), wanted = NOISE[kind], "last" if kind == "faded" else "rule"
    earlier = pd.concat(days[:-1])
    if better_baseline(earlier, earlier["left"].to_numpy(float)) != "rule":
        raise AssertionError("on the earlier days the rule is the better one, whatever is on the last")
    for _ in range(4000):
        left = _labels(rng, chances)
        if better_baseline(last, left) != wanted:
            continue
        found = [gain(scores, last[wanted].to_numpy(float), left) for scores in scored]
        if all(low < mean / error < high for mean, error in found):
            return left
    raise AssertionError(f"no last day of kind {kind!r} in 4000 draws")


@functools.lru_cache(maxsize=16)
def drawn(seed: int, kind: Kind) -> Company:
    """The company of a seed: drawn once, and never changed."""
    return company(np.random.default_rng(seed), kind)
