"""Lesson 6's tables: twelve weeks of columns, the day of the incident, forecasts whose labels come late, and a roll-out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd

from hidden.watch_reference import stability
from hidden.watch_worlds import rollout

HERE = Path(__file__).resolve().parent
DEPOTS = [f"D{number:02d}" for number in range(1, 13)]
WEEKS, CHANGED_FROM = 12, 9
CHANGED = ("hours_since_scan", "backlog")


def columns(rng: np.random.Generator, rows: int, changed: bool) -> pd.DataFrame:
    """What the model is asked with; if *changed*, two depots scan no more, and the others' parcels pile up."""
    table = pd.DataFrame(
        {
            "weight_g": rng.lognormal(7, 0.9, rows).round(),
            "distance_km": rng.gamma(2.2, 120, rows).round(1),
            "scans": rng.poisson(2.6, rows),
            "hour": rng.choice(24, rows, p=np.r_[np.full(6, 0.01), np.full(12, 0.06), np.full(6, 0.22 / 6)]),
            "express": (rng.random(rows) < 0.18).astype(int),
            "hours_since_scan": rng.exponential(5, rows).round(2),
            "backlog": rng.normal(140, 25, rows).round(),
            "saturday": (rng.random(rows) < 0.14).astype(int),
        }
    )
    missing = rng.random(rows) < (0.31 if changed else 0.03)
    table.loc[missing, "hours_since_scan"] = np.nan
    if changed:
        table["backlog"] = (table["backlog"] + 30).round()
    return table


def weeks() -> pd.DataFrame:
    """Week 0 is the reference, 1500 rows; then twelve weeks of 60 rows each."""
    rng = np.random.default_rng(9)
    parts = []
    for week in range(WEEKS + 1):
        part = columns(rng, 60 if week else 1500, week >= CHANGED_FROM)
        part.insert(0, "week", week)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def indices() -> pd.DataFrame:
    """For the figure: the index of each column in 26 weeks, of 60, 300 and 3000 rows; two columns change in week 20."""
    rng = np.random.default_rng(11)
    reference = columns(rng, 6000, False)
    rows = []
    for size in (60, 300, 3000):
        for week in range(1, 27):
            now = columns(rng, size, week >= 20)
            for name in reference:
                psi = stability(reference[name].tolist(), now[name].tolist())
                rows.append((size, week, name, round(psi, 4), int(week >= 20 and name in CHANGED)))
    return pd.DataFrame(rows, columns=["rows", "week", "column", "psi", "changed"])


def log() -> pd.DataFrame:
    """Tuesday, 3 March 2026, from 8 to 12: 24 requests a minute; version 42 can't answer for two depots."""
    rng = np.random.default_rng(42)
    begin = dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)
    rows = []
    for minute in range(240):
        share = 0.0 if minute < 70 or minute >= 184 else 0.1 if minute < 90 else 1.0
        for second in sorted(rng.choice(60, 24, replace=False).tolist()):
            version = 42 if rng.random() < share else 41
            depot = DEPOTS[int(rng.integers(12))]
            status, ms = 200, float(rng.gamma(9, 10))
            if version == 42 and depot in ("D07", "D11"):
                status, ms = 500, float(rng.uniform(6, 14))
            elif 140 <= minute < 146 and depot == "D03":
                status, ms = 404, float(rng.uniform(10, 20))
            elif minute == 40 and second % 10 == 0:
                ms = float(rng.uniform(2500, 4000))
            at = begin + dt.timedelta(minutes=minute, seconds=second)
            rows.append((at.strftime("%Y-%m-%dT%H:%M:%SZ"), version, depot, status, round(ms)))
    return pd.DataFrame(rows, columns=["at", "version", "depot", "status", "ms"])


NOTES = [
    ("2026-03-03T09:10:00Z", "Tobias", "version 42 to one request in ten"),
    ("2026-03-03T09:30:00Z", "Tobias", "mean latency is fine, lower than before: version 42 to all"),
    ("2026-03-03T10:20:00Z", "shop", "somebody tries numbers of parcels that don't exist"),
    ("2026-03-03T10:48:00Z", "Kit", "calls from D07: no promise for any of my parcels since breakfast"),
    ("2026-03-03T10:55:00Z", "Yusra", "is told by Tobias, opens the log"),
    ("2026-03-03T11:04:00Z", "Yusra", "back to version 41"),
]


def forecasts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Forecasts of 40 days, 50 a day, and what became known by 12 March; parcels in time are known early."""
    rng = np.random.default_rng(5)
    asked, told = [], []
    for place in range(40):
        day = dt.date(2026, 2, 1) + dt.timedelta(days=place)
        for number in range(50):
            parcel = f"p{place:02d}{number:02d}"
            late = rng.random() < 0.2
            forecast = (rng.random() < 0.6) if late else (rng.random() < 0.05)
            asked.append((parcel, day.isoformat(), int(forecast)))
            known = day + dt.timedelta(days=int(rng.integers(4, 16) if late else rng.integers(1, 4)))
            if known <= dt.date(2026, 3, 12) and rng.random() > 0.01:
                told.append((parcel, known.isoformat(), int(late)))
    forecasts_made = pd.DataFrame(asked, columns=["parcel", "day", "late"])
    return forecasts_made, pd.DataFrame(told, columns=["parcel", "known", "late"]).sort_values(["known", "parcel"])


def canaries() -> dict[str, list[dict[str, tuple[int, int]]]]:
    """Three roll-outs of 24 hours: as good, worse in what is known at once, and worse in what is known late."""
    rng = np.random.default_rng(7)
    return {
        "41a": rollout(rng, 24, 500, 160, (0.02, 0.02), (0.1, 0.1)),
        "42": rollout(rng, 24, 500, 160, (0.02, 0.17), (0.1, 0.1)),
        "43": rollout(rng, 24, 500, 160, (0.02, 0.02), (0.1, 0.19)),
    }


def main(folder: Path = HERE.parent / "data") -> None:
    """Write the lesson's files into *folder*."""
    asked, told = forecasts()
    tables = {
        "watch_weeks": weeks(), "watch_psi": indices(), "watch_requests": log(),
        "watch_notes": pd.DataFrame(NOTES, columns=["at", "who", "what"]), "watch_forecasts": asked, "watch_labels": told,
    }  # fmt: skip
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(table.to_csv(index=False, lineterminator="\n").encode())
    (folder / "watch_rollouts.json").write_bytes((json.dumps(canaries()) + "\n").encode())


if __name__ == "__main__":
    main()
