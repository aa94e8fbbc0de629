"""What is seen of answers about runs and training that work next to the answer: files, states and calls, never a verdict."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import cloudpickle  # type: ignore[import-untyped]
import mlflow
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression
from threadpoolctl import threadpool_info, threadpool_limits  # type: ignore[import-untyped]

import track_plant
import track_store
from track_plain import plain
from workbook.check.observers import beside

Answer = Callable[..., Any]
MOST_BYTES = 4_000_000
"""Files above it are left out of what is sent."""


@contextmanager
def _store(*experiments: str) -> Iterator[Path]:
    """An empty store in a folder of its own, used by MLflow in the block; nothing of it stays."""
    kept = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    folder = track_store.open_store(*experiments)
    mlflow.set_experiment("Default")  # or a run would land where the last cell's went
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield folder
        finally:
            while mlflow.active_run() is not None:
                mlflow.end_run()
            mlflow.set_tracking_uri(kept[0])
            mlflow.set_registry_uri(kept[1])
            shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> dict[str, bytes]:
    """What lies in *folder*, by path."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= MOST_BYTES)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


class Stopped(Exception):
    """What training ends with where a plan says so."""


class _Training:
    """A trainer that reports by script and notes what it was given."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan, self.given = plan, list[dict[str, Any]]()

    def __call__(self, features: Any, target: Any, params: Any, seed: Any, report: Any) -> LinearRegression:
        self.given.append(
            {
                "features": features.copy() if isinstance(features, pd.DataFrame) else None,
                "target": target.copy() if isinstance(target, pd.Series) else None,
                "params": dict(params),
                "seed": seed,
            }
        )
        for step, values in self.plan["steps"]:
            report(step, dict(values))
        if self.plan["stops"]:
            raise Stopped("no memory left")
        model = LinearRegression().fit(features.to_numpy()[:2], target.to_numpy()[:2])
        model.feature_names_in_ = np.array(list(features.columns), dtype=object)
        model.coef_, model.intercept_ = np.array(self.plan["weights"]), self.plan["intercept"]
        return model


@beside
def logged(answer: Answer, experiments: list[str], plans: list[dict[str, Any]]) -> dict[str, Any]:
    """Call *answer* once for each plan in one new store: what it returned, what training was given, and every file that lies there."""
    calls: list[dict[str, Any]] = []
    with _store(*experiments) as folder:
        for plan in plans:
            calls.append(_logged(answer, plan))
        return {"calls": calls, "files": _files(folder), "folder": folder.as_uri()}


def _logged(answer: Answer, plan: dict[str, Any]) -> dict[str, Any]:
    training = _Training(plan)
    features, target, params = plan["features"].copy(), plan["target"].copy(), dict(plan["params"])
    seen: dict[str, Any] = {"result": None, "came": "", "error": "", "predicted": None, "unread": ""}
    try:
        result = answer(plan["experiment"], features, target, training, params, plan["seed"], plan["commit"])
        seen["came"] = f"{type(result).__name__}, {result!r}"[:160]
        seen["result"] = result if isinstance(result, str) else None
    except Exception as error:  # noqa: BLE001  (whatever the answer raises is what we came to see)
        seen["error"] = f"{type(error).__name__}: {error}"[:300]
    seen["left_open"] = mlflow.active_run() is not None
    while mlflow.active_run() is not None:
        mlflow.end_run()
    seen["kept"] = features.equals(plan["features"]) and target.equals(plan["target"]) and params == plan["params"]
    if seen["result"]:
        try:
            model = mlflow.pyfunc.load_model(f"runs:/{seen['result']}/model")
            seen["predicted"] = np.ravel(np.asarray(model.predict(plan["fresh"]), dtype=float)).tolist()
        except Exception as error:  # noqa: BLE001
            seen["unread"] = f"{type(error).__name__}: {error}"[:300]
    return {**seen, "given": training.given}


@beside
def found(
    answer: Answer, experiments: list[str], runs: list[dict[str, Any]], asked: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """Put *runs* into a new store and call *answer* with each tuple of *asked*: the places in *runs* of what it returned.

    What a run is, ``track_plant`` tells. A place is -1 for None and -2 for what is no run.
    """
    seen: list[dict[str, Any]] = []
    with _store(*experiments) as folder:
        with closing(sqlite3.connect(folder / "mlflow.db")) as database:
            known = {run_id: place for place, run_id in enumerate(track_plant.plant(database, runs))}
        for arguments in asked:
            one: dict[str, Any] = {"place": -2, "came": "", "error": ""}
            try:
                result = answer(*arguments)
                one["came"] = f"{type(result).__name__}, {result!r}"[:160]
                one["place"] = -1 if result is None else known.get(result, -2) if isinstance(result, str) else -2
            except Exception as error:  # noqa: BLE001
                one["error"] = f"{type(error).__name__}: {error}"[:300]
            seen.append(one)
    return {"answers": seen}


def _states() -> tuple[Any, ...]:
    state: Any = np.random.get_state()
    return state[1].tobytes(), int(state[2]), int(state[3]), float(state[4]), random.getstate()


def _threads() -> list[int]:
    """How many threads each library for linear algebra and OpenMP may use now."""
    return sorted(int(pool["num_threads"]) for pool in threadpool_info())


@contextmanager
def stirred(number: int) -> Iterator[None]:
    """The block begins with generators of the whole process that stand where *number* says; they are put back after it."""
    kept: Any = np.random.get_state(), random.getstate()
    np.random.seed(number)
    random.seed(number)
    if number % 2:  # either generator draws normal numbers in pairs: half of one is left behind
        np.random.normal(), random.gauss(0, 1)
    try:
        yield
    finally:
        np.random.set_state(kept[0])
        random.setstate(kept[1])


@beside
def sealed_runs(
    answer: Answer, seeds: list[tuple[int, int]], stops: bool = False, threads: int = 3
) -> list[dict[str, Any]]:
    """Let *answer* run one job for each (seed, state of the process' generators): what the job drew and saw, and what was left behind.

    If *stops*, the job raises Stopped after its draws.
    """
    seen: list[dict[str, Any]] = []
    for seed, state in seeds:
        one: dict[str, Any] = {"jobs": [], "result": None, "error": ""}

        def job(one: dict[str, Any] = one) -> list[float]:
            drawn = [random.random(), random.gauss(0, 1), float(np.random.rand()), float(np.random.normal())]
            one["jobs"].append({"drawn": drawn, "threads": _threads()})
            if stops:
                raise Stopped("no memory left")
            return [number + 1 for number in drawn]

        with stirred(state), threadpool_limits(threads):
            before, were = _states(), _threads()
            try:
                result = answer(job, seed)
                one["result"] = result if isinstance(result, list) else f"{type(result).__name__}, {result!r}"[:120]
            except Exception as error:  # noqa: BLE001
                one["error"] = f"{type(error).__name__}: {error}"[:300]
            one["states"] = _states() == before
            one["threads_kept"] = _threads() == were
        seen.append(one)
    return seen


@beside
def trained(answer: Answer, calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Call *answer* for each call (rows, seed, state): its result, what ``fit`` was given, and whether the rows stayed as they were."""
    return [_trained(answer, call) for call in calls]


def _trained(answer: Answer, call: dict[str, Any]) -> dict[str, Any]:
    given: list[dict[str, Any]] = []

    def fit(columns: Any, target: Any) -> list[float]:
        given.append({"columns": _array(columns), "target": _array(target), "threads": _threads()})
        drawn = [random.random(), float(np.random.rand())]
        weights = [*drawn, *(float(drawn[0] * at + drawn[1]) for at in range(np.shape(columns)[1] - 2))]
        given[-1]["weights"] = list(weights)
        return weights

    rows = call["rows"].copy()
    one: dict[str, Any] = {"result": None, "came": "", "error": ""}
    with stirred(call["state"]), threadpool_limits(call.get("threads", 2)):
        before = _states()
        try:
            result = answer(rows, fit, call["seed"])
            one["came"] = f"{type(result).__name__}, {result!r}"[:160]
            one["result"] = plain(result)
        except Exception as error:  # noqa: BLE001
            one["error"] = f"{type(error).__name__}: {error}"[:300]
        one["states"] = _states() == before
    return {**one, "given": given, "kept": rows.equals(call["rows"])}


def _array(value: Any) -> NDArray[np.float64] | None:
    return value.copy() if isinstance(value, np.ndarray) else None


CHILD = """
import sys
sys.path[:0] = [path for path in sys.argv[1].split("|") if path]
import cloudpickle  # type: ignore[import-untyped]
answer, rows, seed = cloudpickle.load(sys.stdin.buffer)
import track_plain
result = track_plain.plain(answer(rows, track_plain.drawing_fit, seed))
sys.stdout.buffer.write(b"RESULT" + cloudpickle.dumps(result))
"""


@beside
def in_children(answer: Answer, calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Train with ``drawing_fit`` in a new Python process for each call (rows, seed, hash_seed): its result or its error."""
    here = "|".join(dict.fromkeys([str(Path(__file__).resolve().parent), *sys.path]))
    started = []
    for call in calls:
        environment = {**os.environ, "PYTHONHASHSEED": str(call["hash_seed"]), "OMP_NUM_THREADS": str(call["threads"])}
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, here], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, cwd=tempfile.gettempdir(),
        )  # fmt: skip
        started.append((child, cloudpickle.dumps((answer, call["rows"], call["seed"]))))
    seen = []
    for child, text in started:
        out, said = child.communicate(text)
        ended = out.partition(b"RESULT")[2] if child.returncode == 0 else b""
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        seen.append({"result": cloudpickle.loads(ended) if ended else None, "error": "" if ended else "".join(last)})
    return seen


@beside
def judged(
    answer: Answer, champion: dict[str, float], challenger: dict[str, float], groups: dict[str, str], slack: float
) -> dict[str, Any]:
    """Call *answer* once: what it returned, and whether its three dicts stayed as they were."""
    before: list[dict[str, Any]] = [dict(champion), dict(challenger), dict(groups)]
    given = [dict(one) for one in before]
    one: dict[str, Any] = {"result": None, "error": ""}
    try:
        result = answer(*given, slack)
        one["result"] = plain(result)
    except Exception as error:  # noqa: BLE001
        one["error"] = f"{type(error).__name__}: {error}"[:300]
    same = (list(new.items()) == list(old.items()) for new, old in zip(given, before, strict=True))
    return {**one, "kept": all(same)}
