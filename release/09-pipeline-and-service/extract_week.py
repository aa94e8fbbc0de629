"""A small week at Fellpost, for demonstrations and for the end of the lesson: databases, pictures, and Kit's question."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt

import extract_forms as forms
import extract_watch as watch

MONDAY = "2026-03-02T06:00:00Z"
MISSING = (NameError, NotImplementedError)
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"


def open_source(*rows: forms.Row, now: str = MONDAY) -> sqlite3.Connection:
    """A source in memory with these parcels and this clock."""
    source = sqlite3.connect(":memory:")
    source.executescript(watch.SOURCE)
    arrive(source, *rows, now=now)
    return source


def arrive(source: sqlite3.Connection, *rows: forms.Row, now: str) -> None:
    """Let other programs write *rows*, and let it be *now* by the source's clock."""
    with source:
        source.executemany("INSERT OR REPLACE INTO parcels VALUES (?, ?, ?, ?)", rows)
        source.execute("DELETE FROM clock")
        source.execute("INSERT INTO clock VALUES (?)", (now,))


def open_target() -> sqlite3.Connection:
    """An empty target in memory."""
    target = sqlite3.connect(":memory:")
    target.executescript(watch.TARGET)
    return target


def draw_late() -> None:
    """Three parcels by their stamp and by the moment at which others see them; two runs."""
    _, ax = plt.subplots(figsize=(8, 2.6))
    for row, (name, stamp, seen) in enumerate([("parcel 1", 1, 2), ("parcel 2", 3, 11), ("parcel 3", 6, 7)]):
        ax.plot([stamp, seen], [row, row], color=BLUE, linewidth=3)
        ax.plot(stamp, row, "o", color=BLUE, label="stamp (changed_at)" if row == 0 else None)
        ax.plot(seen, row, "s", color=ORANGE, label="committed: others see it" if row == 0 else None)
        ax.text(-0.3, row, name, ha="right", va="center")
    for run, when in enumerate((8, 14), 1):
        ax.axvline(when, color=GREY, linestyle="--", zorder=0)
        ax.text(when, 2.6, f"run {run}", ha="center", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    ax.set(xlabel="minutes past eight", yticks=[], xlim=(-3, 17), ylim=(-0.6, 3))
    ax.set_title("Parcel 2 is stamped before parcel 3, and seen after run 1", pad=14)
    ax.legend(loc="lower right")
    plt.tight_layout()
    plt.show()


def draw_ranges(rows: list[tuple[str, str, str, str | None]], until: str) -> None:
    """Ranges of validity as bars: rows of (depot, zone, valid_from, valid_to), days as texts; open ones end *until*."""
    days = sorted({day for row in rows for day in row[2:] if day} | {until})
    depots = sorted({row[0] for row in rows}, reverse=True)
    _, ax = plt.subplots(figsize=(8, 0.9 + 0.55 * len(depots)))
    for depot, zone, begin, end in rows:
        left, right = days.index(begin), days.index(end or until)
        ax.barh(depots.index(depot), right - left, left=left, height=0.5, color="#cfe3f1", edgecolor=BLUE)
        ax.text(
            (left + right) / 2, depots.index(depot), f"zone {zone}" + ("" if end else " …"), ha="center", va="center"
        )
    ax.set(yticks=range(len(depots)), yticklabels=depots, xticks=range(len(days)), xticklabels=days)
    ax.set_title("Which zone, and from when until when")
    plt.tight_layout()
    plt.show()


def week(depot: str = "Harrow") -> list[forms.Step]:
    """Five nights: parcels that come late, share a second, and change once more."""
    dice = random.Random(9)
    steps, parcel = [], 100
    for night in range(5):
        at = forms.moment(MONDAY, 86_400 * night + 57_600)
        rows: list[forms.Row] = []
        for _ in range(30):
            parcel += 1
            rows.append(
                (
                    parcel,
                    dice.choice([depot, "Leith", "Cork"]),
                    dice.randrange(80, 9000),
                    forms.moment(at, -dice.randrange(0, 30_000)),
                )
            )
        same = (parcel + 1, depot, 700 + night, at)
        late = (parcel + 2, depot, 900 + night, forms.moment(at, -540))
        last = (parcel + 3, "Leith", 500, forms.moment(at, 30))
        parcel += 3
        steps += [
            forms.write(at, *rows, (parcel + 500, "Cork", 1, at)),
            forms.run((forms.moment(at, 40), [same, late, last])),
        ]
    return [*steps, forms.write(forms.moment(MONDAY, 86_400 * 5 + 50_000)), forms.run()]


def arrived(pull: Callable[..., Any], depot: str = "Harrow") -> tuple[int, int]:
    """How many of the *depot*'s parcels are in the warehouse after the week, and how many it accepted."""
    steps = week(depot)
    sent = {
        row[0]
        for step in steps
        for rows in [step.get("rows", []), *(tick[1] for tick in step.get("ticks", []))]
        for row in rows
        if row[1] == depot
    }
    seen = watch.Week(pull, steps).play()[-1]
    if seen["error"].startswith("NotImplementedError"):
        raise NotImplementedError
    return sum(row[0] in sent for row in seen["target"]), len(sent)


def zones_of(load: Callable[..., Any], first: str, second: str) -> str:
    """What *load* makes of two lists of depots: Harrow's zones and their ranges."""
    target = sqlite3.connect(":memory:")
    target.executescript(watch.DEPOTS)
    for at, zone in ((first, "2"), (second, "3"), (second, "3")):
        load(target, [{"depot": "HRW", "name": "Harrow", "zone": zone}], at)
    rows = target.execute("SELECT zone, valid_from, valid_to FROM depot_history ORDER BY valid_from").fetchall()
    target.close()
    return "; ".join(
        f"zone {zone} from {start[:10]}" + (f" to {end[:10]}" if end else " on") for zone, start, end in rows
    )


def sorted_out(judge: Callable[..., Any]) -> str:
    """What *judge* does with forty parcels, three of which are rubbish."""
    rows: list[dict[str, Any]] = [{"parcel": number, "weight_g": 100 + number} for number in range(40)]
    rows[5]["weight_g"], rows[17]["weight_g"], rows[30]["weight_g"] = -40, "1,200", None
    aside: list[dict[str, Any]] = [
        {"rule": "type", "column": "weight_g", "type": "int"},
        {"rule": "range", "column": "weight_g", "low": 1, "high": 30_000},
    ]
    rules = [one | {"action": "quarantine"} for one in aside] + [
        {"rule": "required", "column": "weight_g", "action": "warn"}
    ]
    found = judge(rows, rules, MONDAY)
    told = sum(count for _, count in found["warnings"])
    return f"{len(found['load'])} rows loaded, {len(found['quarantine'])} put aside with the reason, {told} told of and loaded."


def compared(features_sql: Callable[[], str], features: Callable[..., Any]) -> str:
    """How many of 500 parcels have the same features by the query and by *features*."""
    dice = random.Random(4)
    world: forms.World = {
        "parcels": [],
        "scans": [],
        "depot_history": [("HRW", "2", 0, forms.moment(MONDAY, -(10**6)), None)],
    }
    for number in range(500):
        asked = forms.moment(MONDAY, dice.randrange(400_000))
        world["parcels"].append((number, "HRW", dice.randrange(50, 30_000), asked))
        for _ in range(dice.randrange(4)):
            at = forms.moment(asked, -60 * dice.randrange(2000))
            world["scans"].append(
                (len(world["scans"]), number, at, dice.choice(["in", "out"]), forms.moment(at, dice.randrange(9000)))
            )
    query = features_sql()
    connection = forms.filled(world)
    connection.row_factory = sqlite3.Row
    trained = {row["parcel"]: dict(row) for row in connection.execute(query)}
    connection.close()
    tables = {
        name: [dict(zip(names, row, strict=True)) for row in world[name]] for name, names in forms.COLUMNS.items()
    }
    same = sum(
        features(one, [scan for scan in tables["scans"] if scan["parcel"] == one["parcel"]], tables["depot_history"])
        == trained[one["parcel"]]
        for one in tables["parcels"]
    )
    return f"{same} of {len(trained)} parcels have the same seven values in both."


def settle(question: str, exercise: str, answer: Callable[[], str]) -> None:
    """Print *question* and what ``answer()`` says; or that *exercise* is missing, or stops and why."""
    try:
        said = answer()
    except MISSING:
        said = f"still open: solve {exercise} first"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.Error) as error:
        said = f"{exercise} isn't right yet, it stops with {type(error).__name__}: {error}"
    print(f"{question}\n    {said}")
