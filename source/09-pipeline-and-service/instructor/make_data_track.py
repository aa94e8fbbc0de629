"""Rebuild track_parcels.csv and track_store.sql, the tables of an empty MLflow store.

Run from anywhere: ``python source/09-pipeline-and-service/instructor/make_data_track.py [FOLDER]``.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import tempfile
import warnings
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
DEPOTS = (
    "Aske",
    "Barnby",
    "Corran",
    "Dunmore",
    "Elvet",
    "Fenwick",
    "Garth",
    "Holme",
    "Ivel",
    "Kells",
    "Lorne",
    "Marsk",
)
ZONES = ("coast", "hills", "valley")


def parcels(count: int = 600) -> pd.DataFrame:
    """*count* parcels in mixed order, with the minutes by which each came after its promise (negative: before it)."""
    rng = np.random.default_rng(9031)
    depot = rng.integers(0, len(DEPOTS), count)
    weight = np.round(rng.gamma(2.0, 2.2, count) + 0.1, 2)
    stops = rng.integers(1, 9, count)
    queue = np.round(rng.gamma(2.0, 40.0, count))
    own = rng.normal(0, 18, len(DEPOTS))[depot]
    minutes = np.round(-70 + 14 * stops + 0.35 * queue + 1.5 * weight + own + rng.normal(0, 22, count))
    numbers = rng.permutation(np.arange(4000, 4000 + count))
    return pd.DataFrame(
        {
            "parcel": [f"F{number}" for number in numbers],
            "depot": [DEPOTS[one] for one in depot],
            "zone": [ZONES[one % len(ZONES)] for one in depot],
            "weight_kg": weight,
            "stops": stops.astype(float),
            "queue": queue,
            "minutes": minutes,
        }
    )


def in_order(statement: str) -> str:
    """*statement* with a table's constraints sorted: MLflow makes some tables and indexes in the order of a set."""
    head, *lines = statement.split("\n")
    if not head.startswith("CREATE TABLE") or len(lines) < 2:
        return statement
    inside = [line.strip().removesuffix(",") for line in lines[:-1]]
    rules = sorted(one for one in inside if one.startswith(("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK")))
    columns = [one for one in inside if one not in set(rules)]
    return "\n".join([head, ",\n".join(f"\t{one}" for one in [*columns, *rules]), lines[-1]])


def empty_store() -> str:
    """The SQL that makes MLflow's tables, with its one experiment of no age."""
    os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own type hints, and of SQLAlchemy's next release
        from mlflow.tracking import MlflowClient

        logging.getLogger("mlflow").setLevel(logging.ERROR)
        file = Path(folder) / "empty.db"
        MlflowClient(f"sqlite:///{file}").search_experiments()
        with closing(sqlite3.connect(file)) as database:
            database.execute(
                "UPDATE experiments SET creation_time = 0, last_update_time = 0, artifact_location = 'mlruns/0'"
            )
            statements = [in_order(statement) for statement in database.iterdump()]
    indexes = sorted(one for one in statements if one.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")))
    return "\n".join([*(one for one in statements[:-1] if one not in set(indexes)), *indexes, statements[-1]]) + "\n"


def main(folder: Path) -> None:
    """Write both files into *folder*."""
    parcels().to_csv(folder / "track_parcels.csv", index=False, lineterminator="\n")
    (folder / "track_store.sql").write_text(empty_store(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data")
