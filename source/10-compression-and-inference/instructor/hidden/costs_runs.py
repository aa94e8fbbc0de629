"""Clocks and records for the exercises on measuring, with the reports and verdicts that must come of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

Rng = np.random.Generator
Case = tuple[str, dict[str, Any], str]
Runs = list[list[Any]]
RECORDS = Path("data/costs_records.json")
SAID = {"A": "holds", "B": "refuted", "C": "refuted", "D": "badly measured", "E": "open", "F": "open"}


def interval(values: list[float], q: float, level: float) -> tuple[float, float]:
    """Between which order statistics the quantile lies, by the chance that so many values lie below it."""
    ordered, n, outside = sorted(values), len(values), (1 - level) / 2
    below = stats.binom.cdf(np.arange(n + 1), n, q)  # at most k values lie below the quantile
    lows = [k for k in range(1, n + 1) if below[k - 1] < outside]
    highs = [k for k in range(1, n + 1) if 1 - below[k - 1] <= outside]
    return (ordered[lows[-1] - 1] if lows else -math.inf), (ordered[highs[0] - 1] if highs else math.inf)


def script(rng: Rng, told: str) -> tuple[dict[str, Any], int, int]:
    """(script of a clock, rounds, warm-up) for one *told* kind."""
    rounds, warm = int(rng.integers(21, 40)), int(rng.integers(3, 7))
    times = {
        name: base * rng.lognormal(0, 0.1, rounds + warm)
        for name, base in (("old", 3.0), ("new", float(rng.uniform(1.5, 6))))
    }
    for name in ("old", "new"):
        times[name][:warm] *= rng.uniform(8, 20, warm)
        if told == "rare long calls":
            times[name][warm + rng.choice(rounds, 3, replace=False)] *= rng.uniform(10, 30, 3)
    drift = 0.04 if told == "a machine that gets slower" else 0.0
    return (
        {
            "old": times["old"].tolist(),
            "new": times["new"].tolist(),
            "drift": drift,
            "from": round(float(rng.uniform(5, 900)), 1),
        },
        rounds,
        warm,
    )


def report(made: dict[str, Any], rounds: int, warm: int) -> dict[str, Any]:
    """What measure must return in the world of a script."""
    times: dict[str, list[float]] = {"old": [], "new": []}
    for turn in range(rounds):
        for second, version in enumerate(("old", "new") if turn % 2 == 0 else ("new", "old")):
            place = 2 * (warm + turn) + second
            times[version].append(made[version][warm + turn] * (1 + made["drift"] * place))
    ratios = [new / old for old, new in zip(times["old"], times["new"], strict=True)]
    low, high = interval(ratios, 0.5, 0.95)
    pairs = {name: (float(np.median(some)), float(np.percentile(some, 95))) for name, some in times.items()}
    return {**pairs, "ratio": float(np.median(ratios)), "low": low, "high": high}


def published() -> list[Case]:
    """The six records with their verdicts."""
    records = json.loads(RECORDS.read_text(encoding="utf-8"))
    return [(f"record {name}", records[name], word) for name, word in SAID.items()]


def _pairs(rng: Rng, old: float, ratio: float, count: int, load: float, own: float) -> Runs:
    """Interleaved pairs, either version first, whose ratios lie around *ratio* with their median close to it."""
    noise = rng.permutation(np.exp(own * stats.norm.ppf((np.arange(count) + 0.5) / count)))
    runs: Runs = []
    for factor in noise.tolist():
        busy = old * float(rng.lognormal(0, load))
        pair = [["old", round(busy, 3)], ["new", round(busy * ratio * factor, 3)]]
        runs += pair if rng.integers(2) else pair[::-1]
    return runs


def _cold(rng: Rng, cold: int, old: float, new: float) -> Runs:
    """Warm-up in two blocks, with about these milliseconds."""
    return [["old", round(old * float(rng.uniform(1, 1.5)), 3)] for _ in range(cold)] + [
        ["new", round(new * float(rng.uniform(1, 1.5)), 3)] for _ in range(cold)
    ]


def _record(runs: Runs, cold: int, kind: str, limit: float) -> dict[str, Any]:
    return {"says": "see the claim", "cold": cold, "claim": [kind, round(limit, 4)], "runs": runs}


def records(rng: Rng, kind: str) -> list[Case]:
    """Other records with claims of one *kind*."""
    return _of_ratios(rng) if kind == "ratio" else _of_p95(rng)


def _of_ratios(rng: Rng) -> list[Case]:
    old, cold = float(rng.uniform(20, 400)), int(rng.integers(3, 6))
    r = float(rng.uniform(0.6, 1.4))

    def pairs(ratio: float, load: float = 0.1, own: float = 0.05, count: int = 30) -> Runs:
        return _pairs(rng, old, ratio, count, load, own)

    slow_old, slow_new = _cold(rng, cold, 40 * old, old * r), _cold(rng, cold, old, 40 * old * r)
    plain = _cold(rng, cold, old, old * r)
    swapped = pairs(r)
    swapped[20:24] = [["old", old], ["old", old], ["new", old * r], ["new", old * r]]
    blocks = [one for one in pairs(r) if one[0] == "old"] + [one for one in pairs(r) if one[0] == "new"]
    twos = [["old", old], ["old", 1.01 * old], ["new", old * r], ["new", 1.01 * old * r]] * 12
    tail = pairs(r, load=0.8, own=0.04, count=40)
    skewed = _skewed(rng, old, r)
    late = [*plain[:cold], ["old", old], *plain[cold:], ["new", old * r], *pairs(r)]
    return [
        ("pairs whose ratio lies well below the limit, after a warm-up in two blocks", _record(plain + pairs(r), cold, "ratio", 1.3 * r), "holds"),
        ("pairs whose ratio lies well above the limit", _record(plain + pairs(r), cold, "ratio", 0.7 * r), "refuted"),
        ("ratios around the limit, their median a little below", _record(plain + pairs(0.97 * r, own=0.6, count=24), cold, "ratio", r), "open"),
        ("ratios around the limit, their median a little above", _record(plain + pairs(1.03 * r, own=0.6, count=24), cold, "ratio", r), "open"),
        ("slow cold runs of the old version", _record(slow_old + pairs(r), cold, "ratio", 0.7 * r), "refuted"),
        ("slow cold runs of the new version", _record(slow_new + pairs(r), cold, "ratio", 1.3 * r), "holds"),
        ("long runs now and then, the best new one far below", _record(plain + tail, cold, "ratio", 0.85 * r), "refuted"),
        ("pairs under changing load", _record(plain + tail, cold, "ratio", 1.15 * r), "holds"),
        ("a few pairs with a ratio far off, most well below the limit", _record(plain + skewed, cold, "ratio", 1.3 * r), "holds"),
        ("all old runs, then all new ones", _record(plain + blocks, cold, "ratio", 1.3 * r), "badly measured"),
        ("two old runs in a row, then two new ones", _record(plain + swapped, cold, "ratio", 1.3 * r), "badly measured"),
        ("two old runs, two new ones, and so on", _record(plain + twos, cold, "ratio", 1.3 * r), "badly measured"),
        ("a last run without its partner", _record(plain + pairs(r)[:-1], cold, "ratio", 1.3 * r), "badly measured"),
        ("a single run after the warm-up", _record([*plain, ["old", old]], cold, "ratio", 1.3 * r), "badly measured"),
        ("pairs shifted by one run", _record([*plain, ["old", old], *pairs(r), ["old", old]], cold, "ratio", 1.3 * r), "badly measured"),
        ("the old version's first warm run before the new one's cold ones", _record(late, cold, "ratio", 1.3 * r), "holds"),
        ("six pairs, all of them well below the limit", _record(plain + pairs(r, count=6), cold, "ratio", 1.5 * r), "holds"),
        ("five pairs, all of them well below the limit", _record(plain + pairs(r, count=5), cold, "ratio", 1.5 * r), "open"),
        ("four pairs", _record(plain + pairs(r, count=4), cold, "ratio", 3 * r), "open"),
        ("no warm-up", _record(pairs(r), 0, "ratio", 0.7 * r), "refuted"),
    ]  # fmt: skip


def _skewed(rng: Rng, old: float, r: float) -> Runs:
    """Pairs of which one in six has a ratio of a hundred times the others'."""
    runs = _pairs(rng, old, r, 36, 0.1, 0.04)
    for at in rng.choice(36, 6, replace=False).tolist():
        for one in runs[2 * at : 2 * at + 2]:
            one[1] = round(one[1] * (100 if one[0] == "new" else 1), 3)
    return runs


def _of_p95(rng: Rng) -> list[Case]:
    middle, cold = float(rng.uniform(20, 400)), int(rng.integers(3, 6))

    def new(count: int, late: float, far: float = 3.0) -> Runs:
        """Runs of the new version, of which the share *late* takes *far* times as long."""
        times = middle * rng.uniform(0.8, 1.0, count)
        times[rng.choice(count, round(late * count), replace=False)] *= far
        return [["new", round(time, 3)] for time in times.tolist()]

    def beside(runs: Runs, factor: float) -> Runs:
        return [one for run in runs for one in (["old", round(factor * middle, 3)], run)]

    slow = _cold(rng, cold, middle, 40 * middle)
    plain = _cold(rng, cold, middle, 0.9 * middle)
    limit = 1.2 * middle
    many = [["new", round(40 * middle, 3)]] * 20
    return [
        (
            "300 new runs, hardly any of them late",
            _record(plain + beside(new(300, 0.01), 1.0), cold, "p95", limit),
            "holds",
        ),
        (
            "300 new runs, 15 in 100 of them late",
            _record(plain + beside(new(300, 0.15), 1.0), cold, "p95", limit),
            "refuted",
        ),
        (
            "200 new runs, 5 in 100 of them late",
            _record(plain + beside(new(200, 0.05), 1.0), cold, "p95", limit),
            "open",
        ),
        (
            "200 new runs, and old ones that are all late",
            _record(plain + beside(new(200, 0.0), 3.0), cold, "p95", limit),
            "holds",
        ),
        (
            "200 new runs, 15 in 100 late, and quick old ones",
            _record(plain + beside(new(200, 0.15), 0.1), cold, "p95", limit),
            "refuted",
        ),
        ("20 slow cold runs before 150 quick ones", _record(many + new(150, 0.0), 20, "p95", limit), "holds"),
        ("new runs alone, none of the old version", _record(slow[cold:] + new(150, 0.0), cold, "p95", limit), "holds"),
        (
            "all old runs before all new ones",
            _record(plain + [["old", middle]] * 60 + new(150, 0.2), cold, "p95", limit),
            "refuted",
        ),
        ("50 runs far below the limit", _record(plain + beside(new(50, 0.0), 1.0), cold, "p95", 3 * limit), "open"),
        ("71 runs far below the limit", _record(plain + beside(new(71, 0.0), 1.0), cold, "p95", 3 * limit), "open"),
        ("30 runs far above the limit", _record(plain + beside(new(30, 0.0), 1.0), cold, "p95", limit / 3), "refuted"),
        ("old runs alone after the warm-up", _record(plain + [["old", middle]] * 20, cold, "p95", limit), "open"),
    ]
