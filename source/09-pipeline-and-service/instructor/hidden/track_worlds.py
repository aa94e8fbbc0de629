"""Tables, planted runs, errors and registries for the lesson on tracking: every trap is in every draw."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

import track_forms as forms

COLUMNS = ("weight_kg", "stops", "queue", "distance_km", "load", "age_h")
METRICS = ("mae", "rmse", "bias", "worst")
DEPOTS = ("Ulla", "aske", "Zell", "Öst", "Barnby", "Corran", "Kells 2", "Kells 10", "Marsk", "Ivel", "Holme", "Garth")


def frame(rng: np.random.Generator, count: int, columns: list[str]) -> pd.DataFrame:
    """*count* rows of floats, their index neither sorted nor from 0."""
    values = np.round(rng.uniform(-5, 60, (count, len(columns))), 2)
    return pd.DataFrame(values, columns=columns, index=rng.permutation(np.arange(70, 70 + count)))


def training(rng: np.random.Generator, experiment: str, *, stops: bool = False) -> forms.Plan:
    """One call of log_run: steps that don't count by one, and begin at 0 unless it *stops*; one metric isn't in every report, one value no number.

    The target is of whole numbers, which no model predicts; columns are not in the order of the alphabet.
    """
    columns = [str(name) for name in rng.permutation(COLUMNS)[: int(rng.integers(2, 5))]]
    columns = columns[::-1] if columns == sorted(columns) else columns
    features, fresh = frame(rng, int(rng.integers(6, 12)), columns), frame(rng, 4, columns)
    target = pd.Series(rng.normal(0, 40, len(features)).astype(int), index=features.index, name="minutes")
    start, apart = int(rng.integers(2, 9)) if stops else 0, int(rng.integers(3, 11))
    first, second = (str(name) for name in rng.permutation(METRICS)[:2])
    steps = [
        (
            start + apart * at,
            {first: float(rng.uniform(1, 30)), **({second: float(rng.uniform(1, 30))} if at % 2 else {})},
        )
        for at in range(int(rng.integers(4, 7)))
    ]
    steps[2][1][first] = math.nan
    return forms.plan(
        features, target, fresh, experiment=experiment, params={"penalty": float(np.round(rng.uniform(0.1, 9), 3)), "tries": int(rng.integers(2, 30))},
        seed=int(rng.integers(1, 10_000)), commit=hexes(rng, 40), steps=steps, stops=stops,
        weights=[float(one) for one in np.round(rng.normal(0, 3, len(columns)), 3)], intercept=float(np.round(rng.normal(0, 9), 3)),
    )  # fmt: skip


def hexes(rng: np.random.Generator, count: int) -> str:
    """*count* hexadecimal digits."""
    return "".join(rng.choice(list("0123456789abcdef"), count))


def planted(
    rng: np.random.Generator,
) -> tuple[list[str], list[dict[str, Any]], list[tuple[str, str, str, str]], list[int]]:
    """Experiments, runs, questions and the places of their answers. Each run that must not be found has the smaller metric."""
    here, there, bare = (f"{name}-{rng.integers(100, 1000)}" for name in ("late", "early", "bare"))
    data, other_data, commit = hexes(rng, 64), hexes(rng, 64), hexes(rng, 40)
    other_commit = commit + hexes(rng, 2)  # begins like the other
    low = float(np.round(rng.uniform(9.2, 9.8), 2))

    def run(mae: list[tuple[int, float]], **more: Any) -> dict[str, Any]:
        tags = {"data": more.get("data", data), "commit": more.get("commit", commit)}
        metrics = [("mae", step, value) for step, value in mae] + more.get("others", [])
        return {
            "experiment": more.get("experiment", here), "tags": tags, "params": {"seed": "3"}, "metrics": metrics,
            "status": more.get("status", "FINISHED"), "deleted": more.get("deleted", False),
        }  # fmt: skip

    runs = {
        "once good": run([(1, 1.0), (2, low + 2), (3, low + 3)]),
        "reported backwards": run([(9, low + 1), (4, 2.0)]),
        "best": run([(1, low + 30), (2, low + 9), (3, low)], others=[("bias", 3, low + 20)]),
        "ten": run([(1, 10.0 + low / 10)]),
        "failed": run([(1, 0.5)], status="FAILED"),
        "running": run([(1, 0.4)], status="RUNNING"),
        "killed": run([(1, 0.6)], status="KILLED"),
        "other data": run([(1, 0.0)], data=other_data),
        "longer data": run([(1, 0.35)], data=data + "0"),
        "other commit": run([(1, 0.2)], commit=other_commit),
        "shorter commit": run([(1, 0.25)], commit=commit[:7]),
        "elsewhere": run([(1, 0.1)], experiment=there),
        "deleted": run([(1, 0.05)], deleted=True),
        "no number": run([(1, 0.01), (2, math.nan)]),
        "another metric": run([], others=[("bias", 1, -low)]),
        "only failed": run([(1, 1.0)], status="FAILED", experiment=bare),
        "only NaN": run([(1, math.nan)], experiment=bare),
    }
    inner = [str(name) for name in rng.permutation([name for name in runs if name not in ("once good", "best", "ten")])]
    half = len(inner) // 2  # neither the first nor the last of those that count
    order = ["once good", *inner[:half], "best", *inner[half:], "ten"]
    asked = {
        (here, data, commit, "mae"): "best", (here, data, commit, "bias"): "another metric", (here, other_data, commit, "mae"): "other data",
        (here, data, other_commit, "mae"): "other commit", (there, data, commit, "mae"): "elsewhere", (bare, data, commit, "mae"): "",
        (here, data, commit, "worst"): "", (here, hexes(rng, 64), commit, "mae"): "",
    }  # fmt: skip
    expected = [order.index(name) if name else -1 for name in asked.values()]
    return [here, there, bare], [runs[name] for name in order], list(asked), expected


def parcels(rng: np.random.Generator, count: int = 40) -> pd.DataFrame:
    """*count* rows in mixed order from eleven depots; parcels of several lengths, with F or f, so that texts sort otherwise than numbers."""
    numbers = rng.permutation([*range(2, 12), *range(95, 105), *range(990, 990 + count - 20)])
    names = np.concatenate([DEPOTS[:6], rng.permutation(DEPOTS[6:])[:5]])
    depot = np.concatenate([names, rng.choice(names, count - len(names))])
    return pd.DataFrame(
        {
            "parcel": [f"{'F' if number % 3 else 'f'}{number}" for number in numbers], "depot": rng.permutation(depot),
            "weight_kg": np.round(rng.gamma(2.0, 2.2, count) + 0.1, 2), "minutes": np.round(rng.normal(0, 40, count), 2),
        },
        index=rng.permutation(np.arange(300, 300 + count)),
    )  # fmt: skip


def laid_out(rows: pd.DataFrame) -> tuple[Any, Any, list[str]]:
    """The columns and the target that fit must get, and the names of the depots."""
    entries = sorted(rows.to_dict("records"), key=lambda one: str(one["parcel"]))
    depots = sorted({str(one["depot"]) for one in entries})
    columns = [[*(1.0 if one["depot"] == name else 0.0 for name in depots), one["weight_kg"]] for one in entries]
    return np.array(columns), np.array([float(one["minutes"]) for one in entries]), depots


def whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with whole numbers, in columns of ints."""
    return rows.astype({"weight_kg": int, "minutes": int})


def mixed(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows in another order, with another index."""
    return rows.iloc[rng.permutation(len(rows))].set_axis(rng.permutation(len(rows)), axis=0)


def errors(
    rng: np.random.Generator, gains: Mapping[str, list[float]]
) -> tuple[dict[str, float], dict[str, float], dict[str, str]]:
    """Absolute errors of a champion and of a challenger, and the groups: *gains* of each group, spread over parcels in mixed order."""
    listed = [(group, gain) for group, every in gains.items() for gain in every]
    numbers = rng.permutation(np.arange(100, 100 + len(listed)))
    entries = []
    for number, (group, gain) in zip(numbers, listed, strict=True):
        base = abs(gain) + float(rng.uniform(1, 90))
        entries.append((f"F{number}", base + max(gain, 0.0), base - min(gain, 0.0), group))
    one, two, three = (
        [0, *(1 + rng.permutation(len(entries) - 1))] for _ in range(3)
    )  # the first group's first parcel leads
    return (
        {entries[at][0]: entries[at][1] for at in one},
        {entries[at][0]: entries[at][2] for at in two},
        {**{entries[at][0]: entries[at][3] for at in three}, "F9": "nobody's"},
    )


def gains(middle: float, spread: float, count: int) -> list[float]:
    """*count* (even) differences with this mean and this standard deviation (n - 1)."""
    swing = spread * math.sqrt((count - 1) / count)
    return [middle + (swing if at % 2 else -swing) for at in range(count)]


def wanted(
    champion: Mapping[str, float], challenger: Mapping[str, float], groups: Mapping[str, str], slack: float
) -> dict[str, Any]:
    """What decide must return."""
    by_group: dict[str, list[float]] = {}
    for parcel, error in champion.items():
        by_group.setdefault(groups[parcel], []).append(error - challenger[parcel])
    every = [gain for each in by_group.values() for gain in each]
    low = _low(every)
    unsafe = sorted(name for name, each in by_group.items() if len(each) < 2 or _low(each) < -slack)
    return {"promote": low > 0 and not unsafe, "gain": math.fsum(every) / len(every), "low": low, "unsafe": unsafe}


def _low(values: list[float]) -> float:
    middle = math.fsum(values) / len(values)
    square = math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1)
    return middle - 2 * math.sqrt(square / len(values))


def registry(rng: np.random.Generator) -> dict[str, Any]:
    """A registry in which version 9 or 10 is the champion: numbers that sort otherwise as texts.

    Version 11 was champion once, so it has the tags of another promotion. The champion took the place of one that has been rolled back.
    """
    champion = int(rng.choice([9, 10]))
    versions: dict[int, dict[str, str]] = {version: {} for version in range(1, 13)}
    versions[champion] = {"gain": "1.25", "low": "0.5", "previous": "6", "owner": "Tobias"}
    versions[4] = {"gain": "2.0", "low": "0.25", "previous": "none"}
    versions[6] = {"gain": "0.75", "low": "0.125", "previous": "4", "rolled_back": "late on Sundays"}
    versions[5] = {"gain": "0.5", "low": "0.25", "previous": "4", "rolled_back": ""}
    versions[11] = {"gain": "9.0", "low": "8.0", "previous": "4", "owner": f"Amara {rng.integers(100)}"}
    return {"versions": versions, "aliases": {"champion": champion, "shadow": 11, "previous": 2}}


def report(rng: np.random.Generator, against: int | None, *, promote: bool = True) -> dict[str, Any]:
    """What decide said, and against which version."""
    low = float(rng.uniform(0.1, 2))
    return {"promote": promote, "gain": low + float(rng.uniform(0.1, 2)), "low": low, "unsafe": [], "against": against}


def after_promotion(world: Mapping[str, Any], version: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """The registry in which *version* has become the champion."""
    previous = "none" if said["against"] is None else str(said["against"])
    tags = {**world["versions"][version], "gain": str(said["gain"]), "low": str(said["low"]), "previous": previous}
    return {
        "versions": {**world["versions"], version: tags},
        "aliases": {**world["aliases"], "champion": version},
    }


def after_return(world: Mapping[str, Any], version: int, reason: str) -> dict[str, Any]:
    """The registry in which *version* has been rolled back."""
    tags = {**world["versions"][version], "rolled_back": reason}
    back = int(world["versions"][version]["previous"])
    return {"versions": {**world["versions"], version: tags}, "aliases": {**world["aliases"], "champion": back}}
