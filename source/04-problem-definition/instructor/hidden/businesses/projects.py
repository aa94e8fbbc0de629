"""Projects before they start: candidates to choose among, tasks with their order, features to cut."""

from __future__ import annotations

import numpy as np
import pandas as pd

IDEAS = (
    "stay offers", "demand by day", "search by taste", "late parcel alarm", "review reader", "photo check",
    "chat helper", "price by hour", "address repair", "recipe writer", "fraud watch", "stock count",
)  # fmt: skip
CRITERIA = ("need", "impact", "urgency", "effort", "data", "extensibility")
Tasks = dict[str, tuple[int, list[str]]]
Features = dict[str, dict[str, object]]


def candidates(
    rng: np.random.Generator, *, count: int = 7, all_blocked: bool = False
) -> tuple[pd.DataFrame, dict[str, float], int]:
    """Candidates, weights and the weeks there are: (frame, weights, weeks_left).

    Columns: candidate, done (somebody has it already), data_allowed, weeks (needed), and the six criteria
    from 1 to 5, where a high ``effort`` is bad. The best score often belongs to one that a gate stops.
    """
    names = [IDEAS[i] for i in rng.choice(len(IDEAS), count, replace=False)]
    frame = pd.DataFrame({"candidate": names})
    frame["done"] = rng.random(count) < 0.2
    frame["data_allowed"] = rng.random(count) < 0.75
    frame["weeks"] = rng.integers(3, 16, count)
    for name in CRITERIA:
        frame[name] = rng.integers(1, 6, count)
    weeks_left = 12
    tempting = int(rng.integers(0, count))
    frame.loc[tempting, list(CRITERIA)] = [5, 5, 5, 1, 5, 5]
    gate = int(rng.integers(0, 3))
    frame.loc[tempting, ["done", "data_allowed", "weeks"]] = [
        (True, True, 5),
        (False, False, 5),
        (False, True, weeks_left + 1),
    ][gate]
    open_ones = [i for i in range(count) if i != tempting]
    for i in open_ones[: max(3, count // 2)]:
        frame.loc[i, ["done", "data_allowed", "weeks"]] = (all_blocked, True, int(rng.integers(4, 13)))
    if all_blocked:
        frame["done"] = True
    weights = {name: float(rng.integers(1, 6)) for name in CRITERIA}
    return frame.iloc[rng.permutation(count)].reset_index(drop=True), weights, weeks_left


def network(rng: np.random.Generator, *, count: int = 8, two_paths: bool = False) -> Tasks:
    """Tasks with days and predecessors, in an order that isn't a running order.

    With ``two_paths`` the last stage has two critical paths. The path with the most tasks is not the longest:
    many short ones run beside one long task.
    """
    names = [chr(ord("A") + i) for i in range(count)]
    tasks: Tasks = {}
    for i, name in enumerate(names):
        reach = min(i, int(rng.integers(1, 3)))
        earlier: list[int] = rng.choice(i, reach, replace=False).tolist() if i else []
        tasks[name] = (int(rng.integers(1, 8)), sorted(names[int(j)] for j in earlier))
    chain = ["p", "q", "r", "s"]
    for previous, name in zip([names[0], *chain], chain, strict=False):
        tasks[name] = (1, [previous])
    if two_paths:
        total = _length(tasks)
        tasks["x"] = (total + 2, [])
        tasks["y"] = (total + 1, [])
        tasks["z"] = (1, ["y"])
    order = [list(tasks)[int(i)] for i in rng.permutation(len(tasks))]
    return {name: tasks[name] for name in order}


def _length(tasks: Tasks) -> int:
    finish: dict[str, int] = {}

    def end(name: str) -> int:
        if name not in finish:
            days, before = tasks[name]
            finish[name] = days + max((end(other) for other in before), default=0)
        return finish[name]

    return max(end(name) for name in tasks)


def crashes(rng: np.random.Generator, tasks: Tasks, most: int = 6) -> dict[str, tuple[int, int]]:
    """Which tasks can be shortened: task -> (days at most, euros a day)."""
    able = [name for name, (days, _) in tasks.items() if days > 2]
    chosen = [able[int(i)] for i in rng.permutation(len(able))[:most]]
    return {name: (min(3, tasks[name][0] - 1), int(rng.integers(2, 10)) * 100) for name in sorted(chosen)}


def crash_case(rng: np.random.Generator, *, possible: bool = True) -> tuple[Tasks, dict[str, tuple[int, int]]]:
    """A small network and its prices, in which five days can be saved, or can't."""
    for _ in range(400):
        tasks: Tasks = {
            "data": (int(rng.integers(5, 9)), []),
            "labels": (int(rng.integers(4, 9)), ["data"]),
            "service": (int(rng.integers(6, 14)), []),
            "model": (int(rng.integers(4, 8)), ["labels"]),
            "screens": (int(rng.integers(4, 10)), ["service"]),
            "test": (int(rng.integers(3, 7)), ["model", "screens"]),
            "law": (int(rng.integers(8, 16)), ["data"]),
            "launch": (1, ["test", "law"]),
        }
        prices = crashes(rng, tasks, 6)
        shortest = {name: (days - prices.get(name, (0, 0))[0], before) for name, (days, before) in tasks.items()}
        if (_length(tasks) - _length(shortest) >= 5) == possible:
            return tasks, prices
    raise AssertionError("no such network in 400 draws")


def features(rng: np.random.Generator, *, count: int = 10, kind: str = "chains") -> tuple[Features, int]:
    """Features with value, days and what they need, and the days there are.

    ``kind``: "chains" (the valuable ones stand on long chains), "shared" (several need one that is worth nothing
    by itself), "ties" (many plans are equally good), "nothing" (not even the smallest fits).
    """
    names = [f"f{i}" for i in range(1, count + 1)]
    table: Features = {}
    for i, name in enumerate(names):
        needs: list[str] = []
        if kind == "chains" and i and rng.random() < 0.6:
            needs = [names[int(rng.integers(max(0, i - 2), i))]]
        if kind == "shared" and i and i < 6:
            needs = [names[0]]
        value = int(rng.integers(1, 30)) + 4 * i if kind != "ties" else 10
        days = int(rng.integers(1, 9)) if kind != "ties" else 3
        table[name] = {"value": value, "days": days, "needs": needs}
    if kind == "shared":
        table[names[0]]["value"] = 0
    total = sum(int(str(row["days"])) for row in table.values())
    capacity = int(total * rng.uniform(0.35, 0.6))
    if kind == "nothing":
        for row in table.values():
            row["days"] = int(str(row["days"])) + 5
        capacity = 4
    order = [names[int(i)] for i in rng.permutation(count)]
    return {name: table[name] for name in order}, capacity
