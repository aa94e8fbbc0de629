"""Weeks, requests and roll-outs whose truth is known: each clause is planted in every draw."""

from __future__ import annotations

import numpy as np

Rng = np.random.Generator
Week = dict[str, list[float]]
World = list[dict[str, tuple[int, int]]]
KINDS = ("normal", "tail", "counts", "flag", "hour", "missing")


def column(rng: Rng, kind: str, rows: int) -> list[float]:
    """Values of one column in a world in which nothing changes."""
    if kind == "normal":
        values = rng.normal(50, 12, rows)
    elif kind == "tail":
        values = rng.lognormal(6, 1, rows)
    elif kind == "counts":
        values = rng.poisson(1.3, rows).astype(float)
    elif kind == "flag":
        values = (rng.random(rows) < 0.2).astype(float)
    elif kind == "hour":
        values = rng.integers(0, 24, rows).astype(float)
    else:
        values = np.where(rng.random(rows) < 0.06, np.nan, rng.gamma(2, 5, rows))
    return [float(value) for value in values]


def names(rng: Rng, count: int) -> dict[str, str]:
    """*count* columns in an order of their own, each with its kind."""
    order = rng.permutation(count).tolist()
    return {f"c{place:02d}": KINDS[place % len(KINDS)] for place in order}


def week(rng: Rng, kinds: dict[str, str], rows: int) -> Week:
    """One week in which nothing has changed."""
    return {name: column(rng, kind, rows) for name, kind in kinds.items()}


def tilted(rng: Rng, above: float) -> tuple[list[float], list[float]]:
    """(2,000 rows, as many whose index is above *above* by less than a hundredth of it): each tenth lost or won some."""
    old = np.arange(2000.0)
    lost = np.full(5, 10)
    while True:
        counts = np.r_[200 - lost, 200 + lost]
        p, q = np.full(10, 200.5) / 2005, (counts + 0.5) / 2005
        if float(((q - p) * np.log(q / p)).sum()) > above:
            break
        lost[np.argmin(lost)] += 1
    new = np.concatenate([200 * place + rng.uniform(1, 198, count) for place, count in enumerate(counts)])
    return rng.permutation(old).tolist(), rng.permutation(new).round(3).tolist()


def moved(rng: Rng, kinds: dict[str, str], rows: int, way: str) -> tuple[Week, str]:
    """(a week in which one column has changed, its name)."""
    new = week(rng, kinds, rows)
    wanted = {"shift": "normal", "spread": "normal", "missing": "missing", "flag": "flag"}[way]
    name = next(each for each, kind in kinds.items() if kind == wanted)
    if way == "shift":
        new[name] = (rng.normal(50, 12, rows) + 18).tolist()
    elif way == "spread":
        new[name] = rng.normal(50, 48, rows).tolist()
    elif way == "missing":
        new[name] = [float("nan") if rng.random() < 0.7 else value for value in new[name]]
    else:
        new[name] = (rng.random(rows) < 0.75).astype(float).tolist()
    return new, name


def rollout(
    rng: Rng,
    steps: int,
    asked: int,
    settled: int,
    fast: tuple[float, float],
    slow: tuple[float, float],
    share: float = 1.0,
    from_step: int = 0,
) -> World:
    """A roll-out; *fast* and *slow*: bad shares of the old and the new version, by night a third more of both.

    *share*: requests of the new version for each of the old; *from_step*: before it the new one is as the old.
    Parcels settle from a third of the steps on.
    """
    world = []
    first = steps // 3
    for step in range(steps):
        night = 1.33 if step % 8 < 3 else 1.0
        now = fast if step >= from_step else (fast[0], fast[0])
        old_asked, new_asked = int(asked * rng.uniform(0.8, 1.2)), int(asked * share * rng.uniform(0.8, 1.2))
        parcels = int(settled) if step >= first else 0
        pairs = {
            "old": (old_asked, now[0] * night), "new": (new_asked, now[1] * night),
            "old_settled": (parcels, slow[0]), "new_settled": (int(parcels * share), slow[1]),
        }  # fmt: skip
        world.append({name: (count, int(rng.binomial(count, min(1.0, p)))) for name, (count, p) in pairs.items()})
    return world


def requests(rng: Rng, minutes: int, each: int, bad: dict[int, int], slow: float) -> list[tuple[float, int, float]]:
    """*each* requests a minute in no order, of which ``bad[minute]`` (counted from 0) are bad; some at the limits.

    A bad one has failed or was slow, by turns; of the good ones some are the caller's mistake (404, 499) or just in time.
    """
    rows = []
    for minute in range(minutes):
        seconds = rng.permutation(np.r_[0.0, rng.uniform(0, 59.9, each - 1).round(1)])
        for place, second in enumerate(seconds.tolist()):
            wrong = place < bad.get(minute, 0)
            status = (500, 200, 503)[place % 3] if wrong else (200, 404, 200, 499)[place % 4]
            ms = slow + 1.0 if wrong and status == 200 else (slow if place % 5 == 0 else float(rng.integers(20, 200)))
            rows.append((60 * minute + second, status, ms))
    return [rows[place] for place in rng.permutation(len(rows)).tolist()]
