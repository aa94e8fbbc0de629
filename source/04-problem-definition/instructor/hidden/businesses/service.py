"""A model in service: candidates tried on live traffic, requests with their times, tests with two arms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Trial:
    """Candidates tried online, by segment.

    ``offline``: candidate -> score on the test set. ``online``: candidate, segment, visits, orders.
    ``mix``: segment -> share of the real traffic. ``current``: the candidate that serves today.
    ``choice``: what the planted rates say: a candidate, or the current one where none is clearly better.
    """

    offline: dict[str, float]
    online: pd.DataFrame
    mix: dict[str, float]
    current: str
    choice: str


def standardised(online: pd.DataFrame, mix: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Rate and standard error of every candidate, as if each had met the real mix of segments."""
    result = {}
    for name, rows in online.groupby("candidate"):
        rate = variance = 0.0
        for row in rows.itertuples():
            share, r = mix[row.segment], row.orders / row.visits
            rate += share * r
            variance += share**2 * r * (1 - r) / row.visits
        result[str(name)] = (rate, float(np.sqrt(variance)))
    return result


def trial(rng: np.random.Generator, *, better: bool = True) -> Trial:
    """A trial in which pooled rates mislead: the traffic wasn't spread alike over the candidates.

    With ``better=False`` no candidate is clearly better than today's.
    """
    for _ in range(400):
        case = _trial(rng, better)
        rates = standardised(case.online, case.mix)
        now, error = rates[case.current]
        best = max(rates, key=lambda name: rates[name][0])
        second = sorted((rate for rate, _ in rates.values()), reverse=True)[1]
        z = (rates[best][0] - now) / np.hypot(error, rates[best][1])
        pooled = case.online.groupby("candidate")[["orders", "visits"]].sum()
        misled = (pooled["orders"] / pooled["visits"]).idxmax() != case.choice
        clear = best == case.choice and z > 4 and rates[best][0] - second > 0.004
        if misled and (clear if better else best != case.current and z < 1.0):
            return case
    raise AssertionError("no clear trial in 400 draws")


def _trial(rng: np.random.Generator, better: bool) -> Trial:
    names = [f"m{i}" for i in rng.choice(np.arange(1, 30), 4, replace=False)]
    share = rng.uniform(0.55, 0.7)
    mix = {"regular": round(float(share), 2), "new": round(1 - float(share), 2)}
    lift = rng.uniform(-0.004, 0.004, 4)
    winner = int(rng.integers(1, 4))
    lift[0] = 0.0
    if better:
        lift[winner] = 0.035
    rows = []
    for name, extra in zip(names, lift, strict=True):
        visits = int(rng.integers(9000, 14000))
        regular = rng.uniform(0.15, 0.9)
        for segment, part, base in (("regular", regular, 0.22), ("new", 1 - regular, 0.05)):
            count = int(visits * part)
            orders = int(rng.binomial(count, base + extra))
            rows.append({"candidate": name, "segment": segment, "visits": count, "orders": orders})
    offline = {name: round(float(rng.uniform(0.74, 0.86)), 3) for name in names}
    loser = next(name for i, name in enumerate(names) if i != (winner if better else 0))
    offline[loser] = 0.893
    online = pd.DataFrame(rows).sample(frac=1, random_state=int(rng.integers(1 << 30)))
    choice = names[winner] if better else names[0]
    return Trial(offline, online.reset_index(drop=True), mix, names[0], choice)


def ab_case(rng: np.random.Generator, *, feasible: bool = True) -> dict[str, float]:
    """What a two-armed test must show: base rate, smallest lift worth having, traffic, days at most."""
    base = round(float(rng.uniform(0.05, 0.4)), 2)
    lift = round(float(rng.choice([0.02, 0.03, 0.04])) if feasible else 0.004, 3)
    visitors = int(rng.integers(300, 900)) if feasible else int(rng.integers(60, 120))
    return {"base": base, "lift": lift, "visitors_per_day": visitors, "max_days": 90}


def requests(rng: np.random.Generator, *, slow_tail: bool = True, size: int = 900) -> pd.DataFrame:
    """A log of requests: at (seconds since the log began), ms (time until the answer)."""
    calm = rng.uniform(0, 600, int(size * 0.7))
    burst = rng.normal(rng.uniform(100, 500), 6, size - len(calm))
    at = np.clip(np.concatenate([calm, burst]), 0, 599.999)
    ms = rng.gamma(9, 14, size)
    if slow_tail:
        slow = rng.random(size) < rng.uniform(0.07, 0.1)
        ms[slow] += rng.uniform(500, 1500, slow.sum())
    frame = pd.DataFrame({"at": np.round(at, 3), "ms": np.round(ms, 1)})
    return frame.iloc[rng.permutation(size)].reset_index(drop=True)


def wish(rng: np.random.Generator) -> dict[str, float]:
    """A requirement and the means: limits, the size of the model, what a machine can do and costs."""
    return {
        "limit_ms": float(rng.choice([300, 400])),
        "parameters": int(rng.integers(20, 900)) * 1_000_000,
        "bytes_per_parameter": int(rng.choice([1, 2, 4])),
        "machine_memory_mb": int(rng.choice([2048, 4096, 8192])),
        "machine_per_second": int(rng.integers(3, 12)),
        "machine_euros_per_month": int(rng.integers(40, 160)),
    }
