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
    rng: np.random.Generator, *, count: int = 5, open_to_all: bool = False
) -> tuple[pd.DataFrame, dict[str, float], int]:
    """Candidates, weights and the weeks there are: (frame, weights, weeks_left).

    Columns: candidate, done (somebody has it already), data_allowed, weeks (needed), and the six criteria from 1 to 5,
    where a high ``effort`` is bad; in any order. Some need exactly the weeks there are, or one more. With ``open_to_all`` no gate stops anybody.
    """
    names = [IDEAS[i] for i in rng.choice(len(IDEAS), count, replace=False)]
    weeks_left = int(rng.integers(6, 20))
    frame = pd.DataFrame({"candidate": names})
    frame["done"] = (rng.random(count) < 0.25) & (not open_to_all)
    frame["data_allowed"] = (rng.random(count) < 0.75) | open_to_all
    frame["weeks"] = weeks_left + rng.choice([-4, -2, -1, 0, 0] if open_to_all else [-3, -1, 0, 0, 1, 2], count)
    for name in CRITERIA:
        frame[name] = rng.integers(1, 6, count)
    weights = {name: float(rng.integers(0, 21)) / 4 for name in rng.permutation(CRITERIA).tolist()}
    return frame[rng.permutation(list(frame))], weights, weeks_left


def network(rng: np.random.Generator, *, count: int = 7) -> Tasks:
    """Tasks with days and predecessors, in an order that isn't a running order.

    Some have no predecessor and no successor, some lines stand beside chains that they sum up (a before b before c, and a before c).
    """
    names = [chr(ord("A") + int(i)) for i in rng.permutation(26)[:count]]
    tasks: Tasks = {}
    for i, name in enumerate(names):
        reach = min(i, int(rng.choice([0, 1, 1, 2, 3])))
        earlier: list[int] = rng.choice(i, reach, replace=False).tolist() if reach else []
        tasks[name] = (int(rng.integers(1, 6)), [names[int(j)] for j in earlier])
    order = [names[int(i)] for i in rng.permutation(count)]
    return {name: tasks[name] for name in order}


def crashes(rng: np.random.Generator, tasks: Tasks, most: int = 5) -> dict[str, tuple[int, int]]:
    """Which tasks can be shortened: task -> (days at most, euros a day)."""
    able = [name for name, (days, _) in tasks.items() if days > 1]
    chosen = [able[int(i)] for i in rng.permutation(len(able))[:most]]
    return {
        name: (int(rng.integers(1, min(3, tasks[name][0] - 1) + 1)), int(rng.integers(2, 10)) * 100) for name in chosen
    }


def features(rng: np.random.Generator, *, count: int = 7) -> tuple[Features, int]:
    """Features with value (some 0), days and what they need (up to three others, in chains), and the days there are."""
    names = [f"f{i}" for i in range(1, count + 1)]
    table: Features = {}
    for i, name in enumerate(names):
        reach = min(i, int(rng.choice([0, 0, 1, 1, 2, 3])))
        needs = [names[int(j)] for j in rng.choice(i, reach, replace=False)] if reach else []
        value = int(rng.choice([0, int(rng.integers(1, 30)), int(rng.integers(1, 30)), 10]))
        table[name] = {"value": value, "days": int(rng.integers(1, 8)), "needs": needs}
    total = sum(int(str(row["days"])) for row in table.values())
    order = [names[int(i)] for i in rng.permutation(count)]
    return {name: table[name] for name in order}, int(total * rng.uniform(0.2, 1.1))
