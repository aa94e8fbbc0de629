"""What a test reads out of a store of MLflow's, and how it tells what is missing. Plans say what was handed in; nothing here logs a run."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import yaml

import track_store
from workbook.check.failure import UNWRITTEN, Failure, show

Plan = dict[str, Any]
Seen = Mapping[str, Any]


FLOATS = {"double", "float", "float64", "float32"}
"""Types of floats in a signature, of a column or of a tensor."""
LOOK = {
    "gain": "row by row: the champion's error less the challenger's",
    "low": "the mean less two standard errors, with n − 1, of what is paired by parcel",
}
"""Where to look if one of decide's numbers is wrong. Errors that are paired wrongly have the right mean."""


class Store:
    """The tables and the files of one store, read as they lay there."""

    def __init__(self, seen: Seen) -> None:
        self.files: Mapping[str, bytes] = seen["files"]
        self.folder: str = seen["folder"]
        self.database = sqlite3.connect(":memory:")
        self.database.deserialize(self.files["mlflow.db"])

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.database.execute(query, values).fetchall()

    def named(self, table: str, run: str) -> dict[str, str]:
        """Keys and values of *run* in a table such as params."""
        return dict(self.rows(f"SELECT key, value FROM {table} WHERE run_uuid = ?", run))

    def model(self, run: str) -> Mapping[str, bytes] | None:
        """The files of the model called "model" that was logged in *run*, by their path; None if there is none."""
        places = self.rows(
            "SELECT artifact_location FROM logged_models WHERE source_run_id = ? AND name = 'model' AND lifecycle_stage = 'active'",
            run,
        )
        for (place,) in places:
            start = str(place).removeprefix(self.folder).strip("/") + "/"
            if f"{start}MLmodel" in self.files:
                return {path.removeprefix(start): text for path, text in self.files.items() if path.startswith(start)}
        return None


def plan(features: pd.DataFrame, target: pd.Series, fresh: pd.DataFrame, **more: Any) -> Plan:
    """What one call of log_run is handed, and how its training goes: ``steps``, ``stops``, ``weights`` and ``intercept``."""
    return {"features": features, "target": target, "fresh": fresh, "stops": False, **more}


def call(seen: Seen, place: int, asked: Plan, runs: int) -> tuple[Store, str]:
    """The store and the run's id, of the call at *place* in a store that should hold *runs* runs; fail unless the run is there."""
    one = seen["calls"][place]
    if one["error"].startswith("NotImplementedError"):
        raise Failure("log_run isn't written yet", look=UNWRITTEN)
    if one["error"] and not (asked["stops"] and one["error"].startswith("Stopped")):
        raise Failure("log_run raised an error", "the id of a run", one["error"])
    if asked["stops"] and not one["error"]:
        raise Failure("log_run, where fit raises an error", "the error goes on to the caller", one["came"])
    store = Store(seen)
    every = store.rows("SELECT run_uuid FROM runs ORDER BY start_time")
    if len(every) != runs:
        raise Failure(
            "the runs in the store", f"{runs}: one for each call", str(len(every)), "what is logged outside of the run"
        )
    if not asked["stops"] and one["result"] not in [run for (run,) in every]:
        raise Failure("what log_run returned", "the run's id, a text", one["came"])
    return store, one["result"] if one["result"] else _new(store, seen)


def _new(store: Store, seen: Seen) -> str:
    known = {one["result"] for one in seen["calls"]}
    return next(str(run) for (run,) in store.rows("SELECT run_uuid FROM runs") if run not in known)


def ended(store: Store, run: str, asked: Plan, one: Seen) -> None:
    """Fail unless the run lies in its experiment and has ended as it should, and nothing else was touched."""
    [(status, stage, experiment)] = store.rows(
        "SELECT r.status, r.lifecycle_stage, e.name FROM runs r JOIN experiments e USING (experiment_id) WHERE run_uuid = ?",
        run,
    )
    if experiment != asked["experiment"]:
        raise Failure("the experiment of the run", repr(asked["experiment"]), repr(experiment))
    expected = "FAILED" if asked["stops"] else "FINISHED"
    if (status, stage) != (expected, "active"):
        raise Failure(
            f"the run's status, where fit {'fails' if asked['stops'] else 'works'}", expected, f"{status}, {stage}"
        )
    if one["left_open"]:
        raise Failure("mlflow.active_run() after log_run", "None: the run is closed", "a run is still open")
    if not one["kept"]:
        raise Failure("features, target and params after log_run", "unchanged", "changed")


def words(store: Store, run: str, asked: Plan) -> None:
    """Fail unless the parameters and the two tags are there."""
    got = store.named("params", run)
    for name, value in {**asked["params"], "seed": asked["seed"]}.items():
        if got.get(name) != str(value):
            raise Failure(f"the run's parameter {name!r}", repr(str(value)), repr(got.get(name)))
    tags = store.named("tags", run)
    for name, value in {
        "commit": asked["commit"],
        "data": track_store.fingerprint(asked["features"], asked["target"]),
    }.items():
        if tags.get(name) != value:
            raise Failure(f"the run's tag {name!r}", repr(value), repr(tags.get(name)))


def metrics(store: Store, run: str, asked: Plan) -> None:
    """Fail unless every value that training reported stands at its step."""
    rows = store.rows("SELECT step, key, value, is_nan FROM metrics WHERE run_uuid = ?", run)
    got = sorted(((step, name, math.nan if lacks else value) for step, name, value, lacks in rows), key=_place)
    every = ((step, name, value) for step, values in asked["steps"] for name, value in values.items())
    expected = sorted(every, key=_place)
    if [row[:2] for row in got] != [row[:2] for row in expected] or not np.allclose(
        [row[2] for row in got], [row[2] for row in expected], equal_nan=True
    ):
        raise Failure(
            "the run's metrics as (step, name, value)", show(expected), show(got), "every report, at its own step"
        )


def _place(row: tuple[int, str, float]) -> tuple[int, str]:
    return row[:2]


def training(asked: Plan, one: Seen) -> None:
    """Fail unless fit was called once, with what was handed in."""
    if len(one["given"]) != 1:
        raise Failure("how often fit was called", "once", str(len(one["given"])))
    [given] = one["given"]
    same = given["features"] is not None and given["target"] is not None
    if not same or not given["features"].equals(asked["features"]) or not given["target"].equals(asked["target"]):
        raise Failure("the features and the target that fit was given", "those that were handed in", "others")
    if given["params"] != asked["params"] or given["seed"] != asked["seed"]:
        raise Failure(
            "params and seed that fit was given",
            f"{asked['params']}, {asked['seed']}",
            f"{given['params']}, {given['seed']}",
        )


def model(store: Store, run: str, asked: Plan, one: Seen) -> None:
    """Fail unless the trained model was logged in the run, with signature and example, and can be used again."""
    files = store.model(run)
    if files is None:
        raise Failure('a model called "model" in the run', "logged there", "none", "log it while the run is open")
    card = yaml.safe_load(files["MLmodel"])
    columns = list(asked["features"].columns)
    signature(card.get("signature") or {}, columns)
    name = str((card.get("saved_input_example_info") or {}).get("artifact_path"))
    if name not in files:
        raise Failure("the model's input example", "the first three rows of the features", "none")
    example = json.loads(files[name])
    expected = asked["features"].head(3).to_numpy().tolist()
    if example.get("columns") != columns or not _near(example.get("data"), expected):
        raise Failure(
            "the model's input example",
            f"{columns}: {expected}",
            f"{example.get('columns')}: {show(example.get('data'))}",
        )
    if one["unread"]:
        raise Failure("the model, loaded again by mlflow.pyfunc", "a model that predicts", one["unread"])
    wanted = (asked["fresh"].to_numpy() @ np.array(asked["weights"]) + asked["intercept"]).tolist()
    if not _near(one["predicted"], wanted):
        raise Failure("what the model says, loaded again", show(wanted), show(one["predicted"]))


def signature(said: Mapping[str, Any], columns: list[str]) -> None:
    """Fail unless the signature in a model's card has these columns for its inputs and one output, a float for each row."""
    what = "in the model's signature"
    inputs = json.loads(said.get("inputs") or "[]")
    if [entry.get("name") for entry in inputs] != columns:
        raise Failure(f"the inputs {what}", show(columns), show([entry.get("name") for entry in inputs]))
    if any(_kind(entry) not in FLOATS for entry in inputs):
        raise Failure(f"the types of the inputs {what}", "floats", show([_kind(entry) for entry in inputs]))
    outputs = json.loads(said.get("outputs") or "[]")
    if len(outputs) != 1:
        raise Failure(f"how many outputs are {what}", "one: what predict returns", str(len(outputs) or "none"))
    if _kind(outputs[0]) not in FLOATS:
        raise Failure(f"the output {what}", "floats, as predict returns them", show(outputs), "not the target")
    shape = outputs[0].get("tensor-spec", {}).get("shape", [-1])
    if shape not in ([-1], [-1, 1]):
        raise Failure(f"the output {what}: its shape", "[-1], a number for each row", show(shape))
    if json.loads(said.get("params") or "[]"):
        raise Failure(f"the params {what}", "none", show(said["params"]), "those of training aren't handed to predict")


def _kind(output: Mapping[str, Any]) -> str:
    return str(output.get("tensor-spec", {}).get("dtype") or output.get("type"))


def _near(got: Any, expected: Any) -> bool:
    return np.shape(got) == np.shape(expected) and bool(np.allclose(got, expected, rtol=1e-9, atol=1e-9))


def places(seen: Seen, asked: Sequence[tuple[Any, ...]], expected: Sequence[int], runs: Sequence[Plan]) -> None:
    """Fail unless find_run returned the runs at these places, -1 for None."""
    for one, arguments, place in zip(seen["answers"], asked, expected, strict=True):
        if one["error"].startswith("NotImplementedError"):
            raise Failure("find_run isn't written yet", look=UNWRITTEN)
        said = f"find_run{tuple(_short(value) for value in arguments)}"
        wanted = "None" if place == -1 else told(runs[place])
        if one["error"]:
            raise Failure(said, wanted, one["error"])
        if one["place"] != place:
            got = "None" if one["place"] == -1 else one["came"] if one["place"] == -2 else told(runs[one["place"]])
            raise Failure(said, wanted, got, "the same rows, commit and experiment, finished, the last value")


def _short(text: Any) -> str:
    """Its first 12 characters and how many there are: two may begin alike."""
    return str(text) if len(str(text)) <= 12 else f"{str(text)[:12]}… ({len(str(text))})"


def told(run: Plan) -> str:
    """A planted run in words."""
    values = ", ".join(f"{name} {value:g} at step {step}" for name, step, value in run["metrics"]) or "no metrics"
    gone = ", deleted" if run["deleted"] else ""
    tags = ", ".join(f"{name} {_short(value)}" for name, value in run["tags"].items())
    return f"the {run['status']}{gone} run in {run['experiment']!r} with {tags}: {values}"


def written(seen: Seen, name: str, what: str) -> Any:
    """The result of one call of *name*; fail if it raised an error."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure(f"{name} isn't written yet", look=UNWRITTEN)
    if seen["error"]:
        raise Failure(f"{name}, {what}", "no error", seen["error"])
    return seen["result"]


def drawn(seen: Seen, what: str) -> list[float]:
    """What the one job drew under sealed; fail unless it ran once and its result came back."""
    result = written(seen, "sealed", what)
    if len(seen["jobs"]) != 1:
        raise Failure(f"how often sealed ran the job, {what}", "once", str(len(seen["jobs"])))
    numbers: list[float] = seen["jobs"][0]["drawn"]
    if result != [number + 1 for number in numbers]:
        raise Failure(f"what sealed returned, {what}", "what the job returned", show(result))
    return numbers


def repeats(seen: Sequence[Seen], what: str) -> None:
    """Fail unless all jobs drew the same."""
    first = drawn(seen[0], what)
    for other in seen[1:]:
        numbers = drawn(other, what)
        for at, kind in enumerate(("random", "random", "NumPy", "NumPy")):
            if numbers[at] != first[at]:
                raise Failure(
                    f"two jobs with one seed, {what}: what the global generator of {kind} gave",
                    f"{first[at]}",
                    f"{numbers[at]}",
                )


def differs(seen: Sequence[Seen], what: str) -> None:
    """Fail unless any two jobs drew other numbers from both generators."""
    every = [drawn(one, what) for one in seen]
    for at, kind in ((0, "random"), (2, "NumPy")):
        if len({numbers[at] for numbers in every}) != len(every):
            raise Failure(f"jobs with different seeds, {what}", f"other numbers from {kind}", "the same")


def left_alone(seen: Seen, what: str) -> None:
    """Fail unless the generators stand where they stood."""
    if not seen["states"]:
        raise Failure(f"the global generators of random and NumPy, {what}", "as they were before", "moved")


def one_thread(seen: Seen, what: str) -> None:
    """Fail unless the job saw one thread in each library, and the limits were put back."""
    if any(number != 1 for number in seen["jobs"][0]["threads"]):
        raise Failure(
            f"threads that libraries may use within the job, {what}", "1 each", show(seen["jobs"][0]["threads"])
        )
    if not seen["threads_kept"]:
        raise Failure(f"threads that libraries may use afterwards, {what}", "as many as before", "another number")


def goes_on(seen: Seen, what: str) -> None:
    """Fail unless the job's error reached the caller."""
    if seen["error"].startswith("NotImplementedError"):
        raise Failure("sealed isn't written yet", look=UNWRITTEN)
    if not seen["error"].startswith("Stopped"):
        raise Failure(
            f"sealed, {what}",
            "the job's error goes on to the caller",
            seen["error"] or f"returned {show(seen['result'])}",
        )


def table(seen: Seen, columns: Any, target: Any, depots: list[str], what: str) -> None:
    """Fail unless fit got these columns and this target once, and its weights came back beside the depots."""
    result = written(seen, "train", what)
    if len(seen["given"]) != 1:
        raise Failure(f"how often train called fit, {what}", "once", str(len(seen["given"])))
    [given] = seen["given"]
    for name, expected in (("columns", columns), ("target", target)):
        got = given[name]
        if got is None or got.dtype != np.float64 or got.shape != expected.shape:
            raise Failure(
                f"the {name} that fit was given, {what}", f"a float array of shape {expected.shape}", show(got)
            )
        if not np.array_equal(got, expected):
            raise Failure(f"the {name} that fit was given, {what}", *_apart(expected, got), "rows by parcel")
    if not isinstance(result, dict) or set(result) != {"depots", "weights"}:
        raise Failure(f"what train returned, {what}", 'a dict with "depots" and "weights"', seen["came"])
    if result["depots"] != depots:
        raise Failure(f"the depots that train returned, {what}", show(depots), show(result["depots"]))
    if result["weights"] != given["weights"]:
        raise Failure(
            f"the weights that train returned, {what}",
            show(given["weights"]),
            show(result["weights"]),
            "as fit gave them",
        )
    if not seen["kept"]:
        raise Failure(f"the rows after train, {what}", "unchanged", "changed")


def _apart(expected: Any, got: Any) -> tuple[str, str]:
    """Both in words: a small array as it is, of a large one the first row in which the two differ."""
    if len(expected) < 9:
        return show(expected.tolist()), show(got.tolist())
    at = next(at for at, (one, other) in enumerate(zip(expected, got, strict=True)) if not np.array_equal(one, other))
    return f"row {at}: {expected[at].tolist()}", f"row {at}: {got[at].tolist()}"


def same_models(seen: Sequence[Seen], what: str) -> None:
    """Fail unless all results are equal to the bit, and there are some."""
    results = [written(one, "train", what) for one in seen]
    if results[0] is None or any(result != results[0] for result in results[1:]):
        other = next((result for result in results if result != results[0]), None)
        raise Failure(f"two models, {what}", show(results[0]), show(other), "chance and order that come from elsewhere")


def number(value: Any, what: str) -> float:
    """A number that is one."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        raise Failure(what, "a number", show(value))
    return float(value)


def decided(got: Any, expected: Mapping[str, Any], what: str) -> None:
    """Fail unless decide returned *expected*, its two numbers to nine digits."""
    if not isinstance(got, dict) or set(got) != set(expected):
        raise Failure(f"decide, {what}", f"a dict with the keys {sorted(expected)}", show(got))
    for name in ("gain", "low"):
        if not math.isclose(number(got[name], f"{name}, {what}"), expected[name], rel_tol=1e-9, abs_tol=1e-9):
            raise Failure(f"{name}, {what}", f"{expected[name]:.9g}", f"{got[name]:.9g}", LOOK[name])
    if not isinstance(got["unsafe"], list | tuple) or list(got["unsafe"]) != expected["unsafe"]:
        raise Failure(f"unsafe, {what}", show(expected["unsafe"]), show(got["unsafe"]))
    if not isinstance(got["promote"], bool | np.bool_) or bool(got["promote"]) != expected["promote"]:
        raise Failure(f"promote, {what}", str(expected["promote"]), show(got["promote"]))
