"""A registry of models whose client is cut off after so many calls (exercise M10): what was asked, and what stands in its tables."""

from __future__ import annotations

import atexit
import functools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import mlflow

import track_store
from workbook.check.observers import beside

MOST_CALLS = 40
NAME = "lateness"


class CutOff(BaseException):
    """The process ends here: no handler for errors sees it."""


class Client:
    """MLflow's client, which answers *calls* times, and then never again."""

    def __init__(self, real: mlflow.MlflowClient, calls: int) -> None:
        self._real, self._calls, self.asked = real, calls, list[str]()

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._real, name)
        if not callable(function):
            return function

        def asked(*args: Any, **kwargs: Any) -> Any:
            if len(self.asked) >= self._calls:
                raise CutOff
            self.asked.append(name)
            return function(*args, **kwargs)

        return asked


def plant(database: sqlite3.Connection, world: dict[str, Any]) -> None:
    """Write a model's versions, their tags and its aliases straight into the tables."""
    database.execute("INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES (?, 0, 0)", [NAME])
    for version, tags in world["versions"].items():
        database.execute(
            "INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, status, run_id)"
            " VALUES (?, ?, 0, 0, 'None', ?, 'READY', ?)",
            [NAME, version, f"models:/m-{version:032x}", f"{version:032x}"],
        )
        for key, value in tags.items():
            database.execute(
                "INSERT INTO model_version_tags (key, value, name, version) VALUES (?, ?, ?, ?)",
                [key, value, NAME, version],
            )
    for alias, version in world["aliases"].items():
        database.execute(
            "INSERT INTO registered_model_aliases (alias, version, name) VALUES (?, ?, ?)", [alias, version, NAME]
        )
    database.commit()


def standing(database: sqlite3.Connection) -> dict[str, Any]:
    """What the tables say: versions with their tags, and aliases."""
    versions: dict[int, dict[str, str]] = {
        version: {}
        for (version,) in database.execute("SELECT version FROM model_versions WHERE name = ? ORDER BY version", [NAME])
    }
    for version, key, value in database.execute(
        "SELECT version, key, value FROM model_version_tags WHERE name = ?", [NAME]
    ):
        versions.setdefault(version, {})[key] = value
    aliases = dict(
        database.execute("SELECT alias, version FROM registered_model_aliases WHERE name = ?", [NAME]).fetchall()
    )
    return {"versions": versions, "aliases": aliases}


def _clear(database: sqlite3.Connection) -> None:
    for table in (
        "registered_model_aliases",
        "model_version_tags",
        "model_versions",
        "registered_model_tags",
        "registered_models",
    ):
        database.execute(f"DELETE FROM {table}")
    database.commit()


def _call(answer: Callable[..., Any], client: Client, arguments: list[Any]) -> dict[str, Any]:
    one: dict[str, Any] = {"result": None, "came": "", "error": "", "kind": "", "cut": False}
    try:
        result = answer(client, NAME, *arguments)
        one["came"] = f"{type(result).__name__}, {result!r}"[:160]
        one["result"] = result if isinstance(result, bool | int | str) else None
    except CutOff:
        one["cut"] = True
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        one["kind"] = "ValueError" if isinstance(error, ValueError) else type(error).__name__
        one["error"] = f"{type(error).__name__}: {error}"[:300]
    return {**one, "asked": client.asked}


Step = tuple[str, list[Any]]


@beside
def worked(
    promote: Callable[..., Any],
    roll_back: Callable[..., Any],
    steps: list[Step],
    world: dict[str, Any],
    cuts: bool = False,
) -> list[dict[str, Any]]:
    """Plant *world* in a real registry and carry out *steps*: "promote" or "roll_back", and the arguments after client and name.

    A list with one entry: ``calls``, and ``after``, what stood in the tables after each. With *cuts* the last step is also tried in a
    new registry cut off after 0, 1, 2 … calls, until it isn't cut off any more, and then done once more without: an entry for each.
    """
    named = [({"promote": promote, "roll_back": roll_back}[name], arguments) for name, arguments in steps]
    kept = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    folder, address = _store()
    try:
        mlflow.set_tracking_uri(address)
        mlflow.set_registry_uri(address)
        real = mlflow.MlflowClient(address, address)
        with closing(sqlite3.connect(folder / "mlflow.db")) as database:
            seen = [_worked(named, world, real, database, MOST_CALLS, again=False)]
            for after in range(MOST_CALLS if cuts else 0):
                seen.append(_worked(named, world, real, database, after, again=True))
                if not seen[-1]["calls"][len(steps) - 1]["cut"]:
                    break
        return seen
    finally:
        mlflow.set_tracking_uri(kept[0])
        mlflow.set_registry_uri(kept[1])


@functools.cache
def _store() -> tuple[Path, str]:
    """One store for all calls, which is emptied before each: MLflow takes a fifth of a second for a new one."""
    folder = Path(tempfile.mkdtemp(prefix="registry-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, track_store.fresh_store(folder)


def _worked(
    steps: list[tuple[Callable[..., Any], list[Any]]],
    world: dict[str, Any],
    real: mlflow.MlflowClient,
    database: sqlite3.Connection,
    cut: int,
    *,
    again: bool,
) -> dict[str, Any]:
    _clear(database)
    plant(database, world)
    calls, after = [], []
    for place, (answer, arguments) in enumerate(steps):
        calls.append(_call(answer, Client(real, cut if place == len(steps) - 1 else MOST_CALLS), list(arguments)))
        after.append(standing(database))
    if again:
        answer, arguments = steps[-1]
        calls.append(_call(answer, Client(real, MOST_CALLS), list(arguments)))
        after.append(standing(database))
    return {"calls": calls, "after": after, "cut": cut}
