"""MLflow's store for the lesson on tracking: made in a temporary folder from the tables in data/, with telemetry off.

Import this before MLflow: the two switches of its telemetry are read when it is imported.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import tempfile
import warnings
from contextlib import closing
from pathlib import Path

import pandas as pd

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true", MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR="false")
for _name in ("mlflow", "alembic"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # its notes on pickles and pip would drown what a cell prints

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of its own type hints while it is imported
    import mlflow
    import mlflow.models
    import mlflow.pyfunc
    import mlflow.sklearn
    from mlflow.telemetry.client import get_telemetry_client

for _name in ("mlflow", "mlflow.sklearn", "mlflow.pyfunc", "alembic"):
    logging.getLogger(_name).setLevel(logging.ERROR)

TABLES = Path(__file__).resolve().parent / "data" / "track_store.sql"


def fingerprint(features: pd.DataFrame, target: pd.Series) -> str:
    """64 hexadecimal digits that stand for these rows: other rows, or another order of them, have others."""
    table = features.assign(**{"the target": target})
    return hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()


def fresh_store(folder: Path) -> str:
    """Make an empty store, ``mlflow.db``, in *folder*; returns its address for MLflow."""
    file = folder / "mlflow.db"
    tables = TABLES if TABLES.exists() else Path("data") / TABLES.name
    with closing(sqlite3.connect(":memory:")) as memory, closing(sqlite3.connect(file)) as database:
        memory.executescript(tables.read_text(encoding="utf-8"))
        memory.backup(database)
    return f"sqlite:///{file}"


def add_experiment(address: str, folder: Path, name: str) -> str:
    """Add experiment *name* to the store, its files below *folder*; returns its number, as a text."""
    number: str = mlflow.MlflowClient(address, address).create_experiment(
        name, artifact_location=(folder / "files").as_uri()
    )
    return number


def open_store(*experiments: str) -> Path:
    """Make an empty store with these experiments in a new temporary folder, and let MLflow use it."""
    folder = Path(tempfile.mkdtemp(prefix="track-"))
    address = fresh_store(folder)
    mlflow.set_tracking_uri(address)
    mlflow.set_registry_uri(address)
    for name in experiments:
        add_experiment(address, folder, name)
    return folder


def telemetry() -> str:
    """Whether MLflow would send anything about its use."""
    return "off: there is no client" if get_telemetry_client() is None else "on"
