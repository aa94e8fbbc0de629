"""A model in service: candidates tried on live traffic, requests with their times, tests with two arms."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbook.check import seeds

Counts = dict[str, dict[str, tuple[int, int]]]
"""Candidate -> segment -> (visits, orders)."""


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


SEGMENTS = ("regular", "new", "by letter", "from abroad")


def told(counts: Counts, mix: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Candidate -> (rate, variance) at the real mix."""
    table = {}
    for name, row in counts.items():
        rates = {segment: orders / visits for segment, (visits, orders) in row.items()}
        rate = sum(mix[segment] * r for segment, r in rates.items())
        table[name] = rate, sum(mix[segment] ** 2 * r * (1 - r) / row[segment][0] for segment, r in rates.items())
    return table


def chosen(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    """The candidate that is clearly best, or the current one."""
    table = told(counts, mix)
    best = max(table, key=lambda name: table[name][0])
    ahead, noise = table[best][0] - table[current][0], 1.96 * math.sqrt(table[best][1] + table[current][1])
    return best if ahead > noise else current


def _mistaken(
    rate: Callable[..., float] | None = None, variance: Callable[..., float] | None = None,
    noise: Callable[[float, float], float] = lambda one, two: 1.96 * math.sqrt(one + two),
) -> Callable[[Counts, Mapping[str, float], str], str]:  # fmt: skip
    """A choice with another rate, variance or noise. Each of the first two gets (segment's row, mix, everybody's row)."""

    def choice(counts: Counts, mix: Mapping[str, float], current: str) -> str:
        every = {s: tuple(map(sum, zip(*(row[s] for row in counts.values()), strict=True))) for s in mix}
        table = told(counts, mix)
        if rate:
            table = {name: (rate(row, mix, every), table[name][1]) for name, row in counts.items()}
        if variance:
            table = {name: (table[name][0], variance(row, mix, every)) for name, row in counts.items()}
        best = max(table, key=lambda name: table[name][0])
        clear = table[best][0] - table[current][0] > noise(table[best][1], table[current][1])
        return best if clear else current

    return choice


def _pooled(row: Any, mix: Any = None, every: Any = None) -> float:
    return float(sum(orders for _, orders in row.values()) / sum(visits for visits, _ in row.values()))


def _runner_up(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    table = told(counts, mix)
    best, *others = sorted(table, key=lambda name: -table[name][0])
    rival = others[0]
    clear = table[best][0] - table[rival][0] > 1.96 * math.sqrt(table[best][1] + table[rival][1])
    return best if clear else current


def _clearest(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    """Among those that are clearly better, the one that is so most clearly: not the one with the highest rate."""
    table = told(counts, mix)
    now, error = table[current]
    z = {name: (rate - now) / math.sqrt(one + error) for name, (rate, one) in table.items() if name != current}
    best = max(z, key=lambda name: z[name])
    return best if z[best] > 1.96 else current


def _best_of_the_clear(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    """The highest rate among those that are clearly better, even if one that isn't has a higher one."""
    table = told(counts, mix)
    now, error = table[current]
    clear = [name for name, (rate, one) in table.items() if rate - now > 1.96 * math.sqrt(one + error)]
    return max(clear, key=lambda name: table[name][0], default=current)


def _to_either_side(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    """The best of the others, if it differs clearly from today's: also if it is clearly worse."""
    table = told(counts, mix)
    best = max((name for name in table if name != current), key=lambda name: table[name][0])
    noise = 1.96 * math.sqrt(table[best][1] + table[current][1])
    return best if abs(table[best][0] - table[current][0]) > noise else current


MISTAKEN_RATES = {
    "to either side": _to_either_side,
    "pooled": _mistaken(rate=_pooled),
    "segments alike": _mistaken(rate=lambda row, mix, every: sum(o / n for n, o in row.values()) / len(row)),
    "mix of all that were shown": _mistaken(
        rate=lambda row, mix, every: sum(every[s][0] * o / n for s, (n, o) in row.items()) / sum(n for n, _ in every.values())
    ),
    "largest segment": _mistaken(rate=lambda row, mix, every: row[max(mix, key=mix.__getitem__)][1] / row[max(mix, key=mix.__getitem__)][0]),
    "first two segments": _mistaken(
        rate=lambda row, mix, every: sum(mix[s] * row[s][1] / row[s][0] for s in list(mix)[:2])
    ),
    "mix by position": _mistaken(
        rate=lambda row, mix, every: sum(w * o / n for w, (_, (n, o)) in zip(mix.values(), sorted(row.items()), strict=True))
    ),
}  # fmt: skip
MISTAKEN_NOISE = {
    "none": _mistaken(noise=lambda one, two: 0.0),
    "best's alone": _mistaken(noise=lambda one, two: 1.96 * math.sqrt(one)),
    "today's alone": _mistaken(noise=lambda one, two: 1.96 * math.sqrt(two)),
    "errors added": _mistaken(noise=lambda one, two: 1.96 * (math.sqrt(one) + math.sqrt(two))),
    "averaged": _mistaken(noise=lambda one, two: 1.96 * math.sqrt((one + two) / 2)),
    "one-sided": _mistaken(noise=lambda one, two: 1.645 * math.sqrt(one + two)),
    "99 in 100": _mistaken(noise=lambda one, two: 2.576 * math.sqrt(one + two)),
    "two": _mistaken(noise=lambda one, two: 2.04 * math.sqrt(one + two)),
    "mix not squared": _mistaken(variance=lambda row, mix, every: sum(mix[s] * o / n * (1 - o / n) / n for s, (n, o) in row.items())),
    "mix forgotten": _mistaken(variance=lambda row, mix, every: sum(o / n * (1 - o / n) / n for n, o in row.values())),
    "of the pooled rate": _mistaken(
        variance=lambda row, mix, every: _pooled(row) * (1 - _pooled(row)) / sum(n for n, _ in row.values())
    ),
    "Poisson": _mistaken(variance=lambda row, mix, every: sum(mix[s] ** 2 * o / n / n for s, (n, o) in row.items())),
    "visits less one": _mistaken(
        variance=lambda row, mix, every: sum(mix[s] ** 2 * o / n * (1 - o / n) / (n - 1) for s, (n, o) in row.items())
    ),
    "of everybody": _mistaken(
        variance=lambda row, mix, every: sum(
            mix[s] ** 2 * every[s][1] / every[s][0] * (1 - every[s][1] / every[s][0]) / n for s, (n, _) in row.items()
        )
    ),
    "against the second": _runner_up,
    "the clearest": _clearest,
    "the best of the clear": _best_of_the_clear,
}  # fmt: skip


def _counts(rng: np.random.Generator) -> tuple[Counts, dict[str, float], str]:
    """A small trial: segments, candidates, visits and the current one all differ."""
    segments = [SEGMENTS[i] for i in rng.permutation(len(SEGMENTS))[: rng.choice([2, 2, 3, 4])]]
    cuts = np.round(rng.dirichlet(np.full(len(segments), 2.5)), 2)
    cuts[0] = round(1 - cuts[1:].sum(), 2)
    mix = {segment: float(share) for segment, share in zip(segments, cuts, strict=True)}
    names = [f"m{i}" for i in rng.choice(np.arange(1, 30), int(rng.integers(2, 5)), replace=False)]
    base = {segment: float(rng.choice([0.05, 0.1, 0.2, 0.35, 0.5])) for segment in segments}
    counts: Counts = {}
    for name in names:
        lift = float(rng.uniform(0.8, 1.4))
        row = {}
        for segment in segments:
            visits = int(rng.choice([60, 120, 250, 600, 1500]) * rng.uniform(0.8, 1.2))
            row[segment] = visits, int(rng.binomial(visits, min(0.9, base[segment] * lift * rng.uniform(0.9, 1.1))))
        counts[name] = row
    return counts, mix, names[int(rng.integers(len(names)))]


def _fair(counts: Counts, mix: Mapping[str, float], current: str) -> str:
    """Whether a trial is "clear" (one is far better, or today's is the best), "near" the decision, or neither ("")."""
    if min(mix.values()) < 0.05:
        return ""
    table = told(counts, mix)
    best, second = sorted(table, key=lambda name: -table[name][0])[:2]
    if table[best][0] - table[second][0] < 0.002 or min(map(min, (row.values() for row in counts.values())))[1] < 1:
        return ""
    z = (table[best][0] - table[current][0]) / math.sqrt(table[best][1] + table[current][1])
    if best == current or z > 4:
        return "clear"
    return "near" if 1.2 < z < 2.8 and abs(z - 1.96) > 0.003 else ""


def _as_trial(counts: Counts, mix: dict[str, float], current: str, rng: np.random.Generator) -> Trial:
    rows = [
        {"candidate": name, "segment": segment, "visits": visits, "orders": orders}
        for name, row in counts.items()
        for segment, (visits, orders) in row.items()
    ]
    online = pd.DataFrame([rows[i] for i in rng.permutation(len(rows))])
    offline = {name: round(float(rng.uniform(0.74, 0.86)), 3) for name in counts}
    return Trial(offline, online, mix, current, chosen(counts, mix, current))


@functools.cache
def _trials(seed: int, kind: str) -> tuple[Trial, ...]:
    rng = np.random.default_rng(seed)
    mistakes = MISTAKEN_RATES if kind == "clear" else MISTAKEN_NOISE
    left = dict.fromkeys(mistakes, 2)
    found = []
    for _ in range(60_000):
        case = _counts(rng)
        if _fair(*case) != kind:
            continue
        right = chosen(*case)
        caught = {name for name in left if mistakes[name](*case) != right}
        if caught:
            found.append(_as_trial(*case, rng))
            left = {name: times - (name in caught) for name, times in left.items() if times > (name in caught)}
        if not left:
            return tuple(found)
    raise AssertionError(f"no trial tells {sorted(left)} apart")


def clear_trials() -> tuple[Trial, ...]:
    """Small trials in which one candidate is far better, or today's is the best; each mistake with the rate is caught twice."""
    return _trials(seeds.seed("choose"), "clear")


def near_trials() -> tuple[Trial, ...]:
    """Small trials with z from 1.2 to 2.8; each mistake with the noise, or with whom to compare, is caught twice."""
    return _trials(seeds.seed("choose near"), "near")


@dataclass(frozen=True)
class Arms:
    """What a test with two arms must show: today's rate, and the smallest lift worth having."""

    base: float
    lift: float


def power(n: float, base: float, lift: float) -> float:
    """Chance that a two-sided test at 5 in 100 sees base against base + lift with n visitors in each arm."""
    p, q = base, base + lift
    mean = (p + q) / 2
    null = math.sqrt(2 * mean * (1 - mean) / n)
    real = math.sqrt((p * (1 - p) + q * (1 - q)) / n)
    return 0.5 * (1 + math.erf((lift - 1.959964 * null) / real / math.sqrt(2)))


def _size(p: float, q: float, lift: float, z: float = 1.96 + 0.8416) -> int:
    return math.ceil(z**2 * (p * (1 - p) + q * (1 - q)) / lift**2)


MISTAKEN_SIZES = {
    "noise of today's rate alone": lambda p, d: _size(p, p, d),
    "noise of the new rate alone": lambda p, d: _size(p + d, p + d, d),
    "one arm's noise": lambda p, d: _size(p, 0, d),
    "lift as a share of the rate": lambda p, d: _size(p, p * (1 + d), p * d),
    "one-sided": lambda p, d: _size(p, p + d, d, 1.6449 + 0.8416),
    "a power of one half": lambda p, d: _size(p, p + d, d, 1.96),
    "a power of 0.9": lambda p, d: _size(p, p + d, d, 1.96 + 1.2816),
    "both arms": lambda p, d: 2 * _size(p, p + d, d),
    "worst case": lambda p, d: _size(0.5, 0.5, d),
}


@functools.cache
def _arms(seed: int) -> tuple[Arms, ...]:
    rng = np.random.default_rng(seed)
    left, found = dict.fromkeys(MISTAKEN_SIZES, 2), []
    for _ in range(5000):
        base, lift = round(float(rng.uniform(0.02, 0.85)), 2), round(float(rng.uniform(0.01, 0.14)), 3)
        usual = (_size(base, base + lift, lift), _size(base + lift / 2, base + lift / 2, lift))
        if (
            base + lift > 0.95
            or usual[0] * min(base, 1 - base - lift) < 25
            or not all(0.78 < power(size, base, lift) < 0.82 for size in usual)
        ):
            continue
        caught = {
            name for name in left if not 0.75 < power(max(MISTAKEN_SIZES[name](base, lift), 1), base, lift) < 0.85
        }
        hard = {"noise of today's rate alone", "noise of the new rate alone"}
        if caught & hard or not hard & set(left):
            found.append(Arms(base, lift))
            left = {name: times - (name in caught) for name, times in left.items() if times > (name in caught)}
        if not left and len(found) >= 4:
            return tuple(found)
    raise AssertionError(f"no test tells {sorted(left)} apart")


def arms() -> tuple[Arms, ...]:
    """Tests with two arms that every mistaken size misses twice: base rates from 0.02 to 0.85."""
    return _arms(seeds.seed("ab"))


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


METHODS = (
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear",
    "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest",
)  # fmt: skip


def usual_p95(ms: pd.Series) -> tuple[float, float]:
    """The lowest and the highest 95th percentile by any usual definition."""
    values = [float(np.percentile(ms, 95, method=method)) for method in METHODS]  # type: ignore[call-overload]
    return min(values), max(values)


def _second(at: pd.Series) -> int:
    return int(np.floor(at).value_counts().max())


def _sliding(at: pd.Series) -> int:
    times = np.sort(at.to_numpy())
    return int((np.searchsorted(times, times + 1, side="left") - np.arange(len(times))).max())


MISTAKEN_P95 = {
    "mean": lambda ms: ms.mean(),
    "median": lambda ms: ms.median(),
    "90": lambda ms: ms.quantile(0.9),
    "99": lambda ms: ms.quantile(0.99),
    "of a normal curve": lambda ms: ms.mean() + 1.645 * ms.std(),
    "not sorted": lambda ms: ms.iloc[int(0.95 * len(ms))],
    "the slowest": lambda ms: ms.max(),
    "the fast end": lambda ms: ms.quantile(0.05),
    "share of the slowest": lambda ms: 0.95 * ms.max(),
    "whole milliseconds": lambda ms: np.floor(ms.quantile(0.95)),
}
MISTAKEN_PEAKS = {
    "rounded to the nearest second": lambda at: at.round().value_counts().max(),
    "any 1,000 ms": _sliding,
    "seconds since the first request": lambda at: _second(at - at.min()),
    "first minute": lambda at: _second(at[at < 60]) if (at < 60).any() else 0,
    "first ten minutes": lambda at: _second(at[at < 600]) if (at < 600).any() else 0,
    "same millisecond": lambda at: at.value_counts().max(),
    "average": lambda at: len(at) / (at.max() - at.min()),
    "average of the seconds that have any": lambda at: np.floor(at).value_counts().mean(),
    "95 of 100 seconds": lambda at: np.floor(at).value_counts().quantile(0.95),
    "last second dropped": lambda at: _second(at[np.floor(at) < np.floor(at.max())]),
    "first second dropped": lambda at: _second(at[np.floor(at) > np.floor(at.min())]),
    "minute": lambda at: np.floor(at / 60).value_counts().max(),
    "neighbours in the log": lambda at: np.floor(at).groupby(np.floor(at).diff().ne(0).cumsum()).size().max(),
}


@dataclass(frozen=True)
class Load:
    """A log of requests (at, ms), a wish, and in which place of the limits it lies: "at", "over" or "off"."""

    log: pd.DataFrame
    wish: dict[str, float]
    place: str


def _log(rng: np.random.Generator, place: str) -> Load:
    size = int(rng.integers(45, 130))
    begin = float(rng.choice([0, 1, 1])) * float(rng.uniform(700, 90_000)) + float(rng.uniform(0, 1))
    length = float(rng.choice([25, 90, 700]))
    busy = int(rng.integers(5, 12))
    peak = begin + float(rng.choice([rng.uniform(0, length), 0, length - 0.4]))
    at = np.concatenate(
        [rng.uniform(0, length, size - busy) + begin, np.clip(peak + rng.normal(0, 0.5, busy), begin, None)]
    )
    at = np.round(at, 3)
    if place == "at":  # the first thousandth of a second belongs to it
        at[-1] = np.floor(at[-2])
    ms = np.round(rng.gamma(9, 14, size), 1)
    slow = rng.random(size) < rng.uniform(0.07, 0.12)
    ms[slow] = np.round(ms[slow] + rng.uniform(200, 1500, slow.sum()), 1)
    limit = float(rng.integers(150, 1200))
    if place in ("at", "over"):  # whatever definition is used, it comes to the same value
        order, middle = np.argsort(ms), round(0.95 * size)
        flat = limit if place == "at" else limit + float(rng.choice([0.1, 0.2, 0.3, 0.4]))
        ms[order[middle - 3 : middle + 3]] = flat
        ms[order[: middle - 3]] = np.minimum(ms[order[: middle - 3]], flat - 20)
        ms[order[middle + 3 :]] = np.maximum(ms[order[middle + 3 :]], flat + 60)
    else:
        limit = float(np.round((np.mean(ms) + np.quantile(ms, 0.95)) / 2))
    frame = pd.DataFrame({"at": at, "ms": ms}).iloc[rng.permutation(size)].reset_index(drop=True)
    peak_load, memory = _second(frame["at"]), int(rng.choice([256, 512, 2048, 3000]))
    width = float(rng.choice([0.5, 1, 2, 4]))
    divisors = [n for n in range(2, peak_load) if peak_load % n == 0]
    each = int(rng.integers(2, 9))
    parameters = int(rng.integers(20, 900)) * 1_000_000
    if place == "at":
        each, parameters = int(rng.choice(divisors or [peak_load])), int(memory * 2**20 / width)
    if place == "over":
        each = int(rng.choice([n for n in range(2, peak_load) if (peak_load - 1) % n == 0] or [2]))
        parameters = int((memory + 0.3) * 2**20 / width)
    return Load(frame, {
        "limit_ms": limit, "parameters": parameters, "bytes_per_parameter": int(width) if width >= 1 else width,
        "machine_memory_mb": memory, "machine_per_second": each,
        "machine_euros_per_month": int(rng.integers(40, 160)) + float(rng.choice([0, 0.5])),
    }, place)  # fmt: skip


def _on_the_second(rng: np.random.Generator) -> tuple[Load, Load]:
    """Logs whose newest request comes as a second of the clock begins: just after the busiest one, and alone. A machine carries 2.5.

    The one that comes alone takes a part of a millisecond more, and the model is too large for its machine.
    """
    begin = int(rng.integers(1, 5000))
    at = np.array([*(begin + np.round(rng.uniform(0.001, 0.999, 5), 3)), begin - 0.5, begin + 1.0])
    ms = np.floor(rng.gamma(9, 14, 7) + 20) + 0.437
    wish = {
        "limit_ms": float(ms.max()), "parameters": 7_000_000, "bytes_per_parameter": 4, "machine_memory_mb": 512,
        "machine_per_second": 2.5, "machine_euros_per_month": int(rng.integers(40, 160)) + 0.95,
    }  # fmt: skip
    frame = pd.DataFrame({"at": at, "ms": ms}).iloc[rng.permutation(7)].reset_index(drop=True)
    alone = pd.DataFrame({"at": [float(begin)], "ms": [ms[0]]})
    return Load(frame, wish, "off"), Load(
        alone, {**wish, "limit_ms": float(ms[0]) - 0.5, "machine_memory_mb": 16}, "over"
    )


@functools.cache
def _loads(seed: int) -> tuple[Load, ...]:
    rng = np.random.default_rng(seed)
    left = {(name, "p95") for name in MISTAKEN_P95} | {(name, "peak") for name in MISTAKEN_PEAKS}
    found: list[Load] = []
    for number in range(3000):
        case = _log(rng, ("at", "over", "off")[number % 3])
        low, high = usual_p95(case.log["ms"])
        peak, busiest = _second(case.log["at"]), case.wish["machine_per_second"]
        if peak < 5 or not low <= high or (case.place == "at" and (peak % busiest or busiest == peak)):
            continue
        caught = {
            (n, "p95") for n, f in MISTAKEN_P95.items() if not low - 0.05 <= float(f(case.log["ms"])) <= high + 0.05
        }
        caught |= {(n, "peak") for n, f in MISTAKEN_PEAKS.items() if float(f(case.log["at"])) != peak}
        if caught & left or case.place not in {load.place for load in found}:
            found.append(case)
            left -= caught
        if not left and {load.place for load in found} == {"at", "over", "off"}:
            return (*found, *_on_the_second(rng))
    raise AssertionError(f"no log tells {sorted(left)} apart")


def loads() -> tuple[Load, ...]:
    """Small logs that every mistake with the percentile and with the peak shows in; at, just over and away from every limit.

    The last two end as a second begins.
    """
    return _loads(seeds.seed("specify"))
