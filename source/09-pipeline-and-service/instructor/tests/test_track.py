"""The lesson on tracking: its store against MLflow's own, its worlds against SciPy, its observers against answers with known faults."""

from __future__ import annotations

import contextlib
import math
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import track_store  # isort: skip  (before mlflow)
import mlflow
import numpy as np
import pandas as pd
import pytest
from mlflow.entities import ViewType
from scipy import stats

import track_forms as forms
import track_moves as moves
import track_plain
import track_plant
import track_registry as registry
import track_watch as watch
from hidden import track_worlds as worlds
from workbook.check import Failure

pytestmark = pytest.mark.filterwarnings("ignore:::mlflow")
SEEDS = range(20)
WORLD = {"versions": {1: {}, 2: {"previous": "1"}, 3: {}}, "aliases": {"champion": 2}}
MOVED = {"versions": {1: {}, 2: {"previous": "1"}, 3: {"why": "better"}}, "aliases": {"champion": 3}}


def test_mlflow_takes_the_tables_in_data_for_its_own(tmp_path: Path) -> None:
    address = track_store.fresh_store(tmp_path)
    track_store.add_experiment(address, tmp_path, "one")
    client = mlflow.MlflowClient(address, address)
    assert {one.name for one in client.search_experiments()} == {"Default", "one"}


def test_the_tables_in_data_are_those_that_the_installed_mlflow_would_make(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs.db"
    ours.mkdir()
    track_store.fresh_store(ours)
    mlflow.MlflowClient(f"sqlite:///{theirs}").search_experiments()

    def tables(file: Path) -> dict[str, list[Any]]:
        with closing(sqlite3.connect(file)) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: database.execute(f"PRAGMA table_info({name})").fetchall() for name in names}

    assert tables(ours / "mlflow.db") == tables(theirs)


def test_telemetry_is_off() -> None:
    assert track_store.telemetry().startswith("off")


def test_a_fingerprint_tells_values_order_and_columns_apart() -> None:
    features, target = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]}), pd.Series([5.0, 6.0])
    prints = {
        track_store.fingerprint(features, target),
        track_store.fingerprint(features[::-1], target[::-1]),
        track_store.fingerprint(features, target + 1),
        track_store.fingerprint(features + 1, target),
        track_store.fingerprint(features[["b", "a"]], target),
    }
    assert len(prints) == 5
    assert track_store.fingerprint(features.copy(), target.copy()) in prints


def _logs(**left_out: bool) -> Callable[..., str]:
    def log(experiment: str, features: Any, target: Any, fit: Any, params: Any, seed: int, commit: str) -> str:
        mlflow.set_experiment(experiment)
        with mlflow.start_run() as run:
            mlflow.log_params({**params, **({} if "seed" in left_out else {"seed": seed})})
            mlflow.set_tags({"commit": commit, "data": track_store.fingerprint(features, target)})
            step_of = (lambda step: 0) if "step" in left_out else int
            fit(features, target, params, seed, lambda step, values: mlflow.log_metrics(values, step=step_of(step)))
        return str(run.info.run_id)

    return log


@pytest.mark.parametrize(("left_out", "judge"), [("seed", forms.words), ("step", forms.metrics), ("model", None)])
def test_what_a_run_lacks_is_read_out_of_its_tables(left_out: str, judge: Callable[..., None] | None) -> None:
    plan = worlds.training(np.random.default_rng(1), "late")
    for left in ({}, {left_out: True}):
        seen = watch.logged(_logs(**left), ["late"], [plan])
        store, run = forms.call(seen, 0, plan, 1)
        forms.ended(store, run, plan, seen["calls"][0])
        if judge is None:
            with pytest.raises(Failure, match='called "model"'):
                forms.model(store, run, plan, seen["calls"][0])
        elif left:
            with pytest.raises(Failure):
                judge(store, run, plan)
        else:
            judge(store, run, plan)


def _by_api(client: mlflow.MlflowClient, run: dict[str, Any], at: int, numbers: dict[str, str]) -> str:
    begun = track_plant.BEGIN + track_plant.APART * at
    made = client.create_run(
        numbers[run["experiment"]], begun, run["tags"], run_name=track_plant.name_of(at)
    ).info.run_id
    for name, value in run["params"].items():
        client.log_param(made, name, value)
    for when, (name, step, value) in enumerate(run["metrics"]):
        client.log_metric(made, name, value, timestamp=track_plant.BEGIN + when, step=step)
    if run["status"] != "RUNNING":
        client.set_terminated(made, run["status"], track_plant.end_of(run, at))
    if run["deleted"]:
        client.delete_run(made)
    return str(made)


def _two_stores(tmp_path: Path, drawers: list[str], runs: list[dict[str, Any]]) -> list[tuple[Any, Path, list[str]]]:
    """A store whose runs MLflow's client has written, and one in which they are planted: client, file and ids of each."""
    made = []
    for way in ("written", "planted"):
        folder = tmp_path / way
        folder.mkdir()
        address = track_store.fresh_store(folder)
        numbers = {name: track_store.add_experiment(address, tmp_path, name) for name in drawers}
        client = mlflow.MlflowClient(address, address)
        if way == "written":
            ids = [_by_api(client, run, at, numbers) for at, run in enumerate(runs)]
        else:
            with closing(sqlite3.connect(folder / "mlflow.db")) as database:
                ids = track_plant.plant(database, runs)
        made.append((client, folder / "mlflow.db", ids))
    return made


SPARE = {
    "experiment": "late", "tags": {}, "params": {"penalty": 1.5, "tries": 3}, "metrics": [], "status": "FINISHED", "deleted": True
}  # fmt: skip
"""Parameters that are numbers, nothing else, and deleted; the worlds have all the rest."""


@pytest.mark.parametrize("seed", range(3))
def test_mlflow_reads_a_planted_run_as_one_that_its_client_has_written(tmp_path: Path, seed: int) -> None:
    drawers, runs, _, _ = worlds.planted(np.random.default_rng(seed))
    runs.append({**SPARE, "experiment": drawers[0]})

    def read(client: mlflow.MlflowClient, ids: list[str]) -> list[Any]:
        told = []
        for run_id, asked in zip(ids, runs, strict=True):
            run = client.get_run(run_id)
            histories = {
                name: [(one.value, one.step, one.timestamp) for one in client.get_metric_history(run_id, name)]
                for name in sorted({name for name, _, _ in asked["metrics"]})
            }
            told.append(repr([run.to_dictionary(), histories]).replace(run_id, "its id"))
        return told

    def listed(client: mlflow.MlflowClient, ids: list[str], order: str) -> list[int]:
        numbers = [one.experiment_id for one in client.search_experiments()]
        return [ids.index(run.info.run_id) for run in client.search_runs(numbers, "", ViewType.ALL, order_by=[order])]

    (one, _, written), (other, _, planted) = _two_stores(tmp_path, drawers, runs)
    assert read(one, written) == read(other, planted)
    for order in ("metrics.mae ASC", "attributes.end_time DESC"):
        assert listed(one, written, order) == listed(other, planted, order)


def test_a_planted_run_leaves_in_every_table_what_mlflows_client_leaves(tmp_path: Path) -> None:
    drawers, runs, _, _ = worlds.planted(np.random.default_rng(4))
    runs.append({**SPARE, "experiment": drawers[0]})

    def rows(file: Path, ids: list[str]) -> dict[str, list[Any]]:
        place = {run_id: at for at, run_id in enumerate(ids)}
        with closing(sqlite3.connect(file)) as database:
            database.execute("UPDATE runs SET deleted_time = 1 WHERE deleted_time IS NOT NULL")  # the time of this test
            database.execute("UPDATE experiments SET creation_time = 0, last_update_time = 0")
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            every = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}

        def known(value: Any) -> Any:
            if isinstance(value, str):
                for run_id, at in place.items():
                    value = value.replace(run_id, f"run {at}")
            return value, type(value).__name__

        return {
            name: sorted(([known(value) for value in row] for row in table), key=repr) for name, table in every.items()
        }

    (_, one, written), (_, other, planted) = _two_stores(tmp_path, drawers, runs)
    assert rows(one, written) == rows(other, planted)


@pytest.mark.parametrize("seed", SEEDS)
def test_of_planted_runs_each_that_must_not_be_found_would_win(seed: int) -> None:
    _, runs, asked, places = worlds.planted(np.random.default_rng(seed))
    best = runs[places[0]]
    low = best["metrics"][2][2]
    same = [run for run in runs if run["tags"] == best["tags"] and run["experiment"] == best["experiment"]]
    finished = [run for run in same if run["status"] == "FINISHED" and not run["deleted"]]
    assert finished[0] is not best
    assert finished[-1] is not best
    others = [run for run in runs if run not in finished and run["metrics"]]
    assert all(run["metrics"][-1][2] < low or math.isnan(run["metrics"][-1][2]) for run in others)
    assert len(asked) == len(places) == 8


@pytest.mark.parametrize("seed", SEEDS)
def test_parcels_and_depots_sort_otherwise_than_their_numbers_and_small_letters(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = worlds.parcels(rng)
    columns, target, depots = worlds.laid_out(rows)
    assert columns.shape == (40, len(depots) + 1)
    assert depots != sorted(depots, key=str.lower)
    by_number = rows.sort_values("parcel", key=lambda names: names.str[1:].astype(int))
    assert by_number["minutes"].tolist() != target.tolist()
    again = worlds.laid_out(worlds.mixed(rng, rows))
    assert np.array_equal(again[0], columns) and again[2] == depots


@pytest.mark.parametrize("seed", SEEDS)
def test_what_decide_must_say_agrees_with_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    champion, challenger, groups = worlds.errors(
        rng, {"a": worlds.gains(2.0, 3.0, 10), "b": [4.0], "c": worlds.gains(-1.0, 1.0, 4)}
    )
    said = worlds.wanted(champion, challenger, groups, 3)
    every = np.array([champion[parcel] - challenger[parcel] for parcel in champion])
    assert said["gain"] == pytest.approx(every.mean())
    assert said["low"] == pytest.approx(every.mean() - 2 * stats.sem(every))
    assert said["unsafe"] == ["b"]
    assert groups[next(iter(champion))] == "a"


def _promote(order: str) -> Callable[..., bool]:
    def promote(client: Any, name: str, version: int) -> bool:
        for step in order:
            if step == "t":
                client.set_model_version_tag(name, version, "why", "better")
            else:
                client.set_registered_model_alias(name, "champion", version)
        return True

    return promote


def test_a_promotion_that_moves_the_alias_last_survives_every_cut() -> None:
    seen = registry.worked(_promote("ta"), _promote("ta"), [("promote", [3])], WORLD, cuts=True)
    assert [entry["cut"] for entry in seen] == [registry.MOST_CALLS, 0, 1, 2]
    moves.moved(seen[0], [(True, MOVED)], "promote")
    moves.survives(seen, WORLD, MOVED, True, "promote")


def test_a_promotion_that_moves_the_alias_first_is_found_out_by_a_cut_alone() -> None:
    seen = registry.worked(_promote("at"), _promote("at"), [("promote", [3])], WORLD, cuts=True)
    moves.moved(seen[0], [(True, MOVED)], "promote")
    with pytest.raises(Failure, match="which had moved the alias"):
        moves.survives(seen, WORLD, MOVED, True, "promote")


def test_no_handler_for_errors_sees_the_cut_and_the_client_never_answers_again() -> None:
    def stubborn(client: Any, name: str, version: int) -> bool:
        for _ in range(5):
            with contextlib.suppress(Exception):
                client.set_registered_model_alias(name, "champion", version)
        return True

    seen = registry.worked(stubborn, stubborn, [("promote", [3])], WORLD, cuts=True)
    assert [entry["calls"][0]["cut"] for entry in seen] == [False, True, True, True, True, True, False]


def test_a_process_of_another_hash_seed_shows_the_order_of_a_set() -> None:
    def train(rows: pd.DataFrame, fit: Callable[..., list[float]], seed: int) -> dict[str, Any]:
        return {"depots": list(set(rows["depot"])), "weights": fit(np.zeros((2, 2)), np.zeros(2))}

    rows = worlds.parcels(np.random.default_rng(0))
    calls = [{"rows": rows, "seed": 1, "hash_seed": seed, "threads": 1} for seed in (1, 2)]
    one, other = watch.in_children(train, calls)
    assert not one["error"] and sorted(one["result"]["depots"]) == sorted(other["result"]["depots"])
    assert one["result"]["depots"] != other["result"]["depots"]


def test_weights_depend_on_order_and_on_both_generators() -> None:
    columns, target = np.arange(6.0).reshape(3, 2), np.array([1.0, 2.0, 3.0])

    def weights(first: int, second: int, order: list[int]) -> list[float]:
        with watch.stirred(second):
            random.seed(first)
            return track_plain.drawing_fit(columns[order], target[order])

    assert weights(1, 2, [0, 1, 2]) == weights(1, 2, [0, 1, 2])
    assert (
        len(
            {
                tuple(weights(*case))
                for case in ((1, 2, [0, 1, 2]), (3, 2, [0, 1, 2]), (1, 4, [0, 1, 2]), (1, 2, [2, 1, 0]))
            }
        )
        == 4
    )
