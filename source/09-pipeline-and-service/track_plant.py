"""Runs that are written straight into the tables of MLflow's store: its client takes a dozen milliseconds for each."""

from __future__ import annotations

import math
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

BEGIN = 1_700_000_000_000
"""When the first run began; times are in milliseconds."""
APART = 1000
"""A run begins this much after the one before it, and takes half of it."""
RUN = {
    "source_type": "UNKNOWN", "source_name": "", "source_version": "", "entry_point_name": "", "user_id": "unknown"
}  # fmt: skip
"""What MLflow's client writes of every run whose maker says nothing of it."""


def plant(database: sqlite3.Connection, runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write *runs* into the tables, and return their ids in the same order.

    A run: experiment, tags, params, metrics (name, step, value) in the order of logging, status, deleted.
    """
    drawers = {
        name: (number, place)
        for name, number, place in database.execute("SELECT name, experiment_id, artifact_location FROM experiments")
    }
    ids = []
    for at, run in enumerate(runs):
        ids.append(uuid.uuid4().hex)
        number, place = drawers[run["experiment"]]
        _insert(database, "runs", [_run(run, ids[-1], at, number, place)])
        tags = {**run["tags"], "mlflow.runName": name_of(at)}
        _insert(database, "tags", _texts(tags, ids[-1]))
        _insert(database, "params", _texts(run["params"], ids[-1]))
        history = [_value(entry, when, ids[-1]) for when, entry in enumerate(run["metrics"])]
        _insert(database, "metrics", history)
        in_order = sorted(history, key=lambda row: (row["step"], row["timestamp"]))
        _insert(database, "latest_metrics", list({row["key"]: row for row in in_order}.values()))
    database.commit()
    return ids


def end_of(run: Mapping[str, Any], at: int) -> int | None:
    """When the run at place *at* ended; None if it hasn't."""
    return None if run["status"] == "RUNNING" else BEGIN + APART * at + APART // 2


def name_of(at: int) -> str:
    """What the run at place *at* is called."""
    return f"planted-{at}"


def _run(run: Mapping[str, Any], run_id: str, at: int, number: int, place: str) -> dict[str, Any]:
    begun = BEGIN + APART * at
    return {
        **RUN, "run_uuid": run_id, "name": name_of(at), "experiment_id": number, "artifact_uri": f"{place}/{run_id}/artifacts",
        "status": run["status"], "start_time": begun, "end_time": end_of(run, at),
        "lifecycle_stage": "deleted" if run["deleted"] else "active", "deleted_time": begun + APART if run["deleted"] else None,
    }  # fmt: skip


def _texts(values: Mapping[str, Any], run_id: str) -> list[dict[str, Any]]:
    return [{"key": name, "value": str(value), "run_uuid": run_id} for name, value in values.items()]


def _value(entry: tuple[str, int, float], when: int, run_id: str) -> dict[str, Any]:
    """The entry that was logged at place *when*: of what is no number MLflow keeps a 0 with a mark."""
    name, step, value = entry
    lacks = math.isnan(value)
    return {
        "key": name, "value": 0.0 if lacks else value, "timestamp": BEGIN + when, "step": step, "is_nan": lacks, "run_uuid": run_id
    }  # fmt: skip


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        places = ", ".join(f":{name}" for name in rows[0])
        database.executemany(f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({places})", rows)
