"""Tables for a model that has to survive tomorrow: numbers, codes and texts, of which one tells who leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

_NUMBERS = ("recency_days", "frequency_90", "money_90", "tenure_days", "trend", "monthly_fee")
_CODES = {"plan_code": (10, 20, 30, 40), "segment": (1, 2, 3, 4), "region_code": (3, 5, 8, 12)}
_TEXTS = {
    "channel": ("shop", "web", "phone", "partner"),
    "last_topic": ("bill", "network", "device", "move"),
    "town": ("köln", "ulm", "bad aibling", "jena"),
}


@dataclass(frozen=True)
class Company:
    """Rows with ``left``, their columns by kind, which rows are for training, and rows of tomorrow with their outcome."""

    rows: pd.DataFrame
    columns: dict[str, list[str]]
    training: list[bool]
    tomorrow: pd.DataFrame
    left: list[int]
    signal: str


def typed(rng: np.random.Generator, word: str) -> str:
    """The word as somebody typed it: capitals, and blanks at the ends."""
    ways = (word, word.upper(), word.capitalize(), f" {word}", f"{word.title()} ")
    return str(ways[int(rng.integers(len(ways)))])


def _rows(
    rng: np.random.Generator, columns: dict[str, list[str]], signal: str, leaving: set[object], up: float, count: int
) -> pd.DataFrame:
    """*count* rows; who leaves hangs on the first column of one kind, up to an error in ten."""
    frame = pd.DataFrame(index=range(count))
    hidden = rng.normal(size=count)
    for place, name in enumerate(columns["numbers"]):
        values = hidden if place == 0 else rng.normal(size=count)
        frame[name] = np.round(50.0 * 10**place * (values + 4), 2)
    for name in columns["codes"]:
        frame[name] = rng.choice(_CODES[name], count)
    for name in columns["texts"]:
        frame[name] = rng.choice(_TEXTS[name], count)
    if signal == "numbers":
        chance = 1 / (1 + np.exp(-4 * up * hidden))
    else:
        chance = np.where(frame[columns[signal][0]].isin(leaving), 0.92, 0.06)
    frame["left"] = (rng.random(count) < chance).astype(int)
    for name in columns["texts"]:
        frame[name] = [typed(rng, word) for word in frame[name]]
    return frame


def with_holes(rng: np.random.Generator, frame: pd.DataFrame, names: list[str], share: float) -> pd.DataFrame:
    """The frame with missing values in these columns: NaN in numbers; NaN, None or blanks in texts."""
    frame = frame.copy()
    for name in names:
        rows = np.flatnonzero(rng.random(len(frame)) < share)
        if name in _TEXTS:
            texts = frame[name].astype(object).tolist()
            for row in rows:
                texts[row] = (None, float("nan"), "  ")[row % 3]
            frame[name] = pd.Series(texts, index=frame.index, dtype=object)
        else:
            frame[name] = frame[name].astype(float)
            frame.iloc[rows, frame.columns.get_loc(name)] = np.nan
    return frame


def company(rng: np.random.Generator, signal: str, train: int = 420) -> Company:
    """Rows of which two thirds are for training, in no order, and rows of tomorrow; holes in some columns of training."""
    columns = {
        "numbers": [str(name) for name in rng.choice(_NUMBERS, 3, replace=False)],
        "codes": [str(name) for name in rng.choice(list(_CODES), 2, replace=False)],
        "texts": [str(name) for name in rng.choice(list(_TEXTS), 2, replace=False)],
    }
    leaving: set[object] = set()
    if signal != "numbers":
        values = (_CODES if signal == "codes" else _TEXTS)[columns[signal][0]]
        leaving = set(values[1:3]) if rng.random() < 0.5 else {values[0], values[3]}
    up = 1.0 if rng.random() < 0.5 else -1.0
    rows = _rows(rng, columns, signal, leaving, up, train + train // 2)
    rows = with_holes(rng, rows, [columns["numbers"][1], columns["texts"][1]], 0.06)
    tomorrow = _rows(rng, columns, signal, leaving, up, 300)
    training = rng.permutation(np.arange(len(rows)) < train).tolist()
    return Company(rows, columns, training, tomorrow.drop(columns="left"), tomorrow["left"].tolist(), signal)


def companies(rng: np.random.Generator) -> list[Company]:
    """One company for each kind of column that may tell who leaves."""
    return [company(rng, signal) for signal in ("numbers", "codes", "texts")]


def changed(rng: np.random.Generator, case: Company, label: bool) -> pd.DataFrame:
    """The rows with other values outside of training: other sizes, other categories, and other labels, or none."""
    rows = case.rows.copy()
    outside = ~np.array(case.training)
    for name in case.columns["numbers"]:
        values = rows[name].to_numpy(float, copy=True)
        values[outside] = 700 + 900 * rng.random(int(outside.sum()))
        rows[name] = values
    for name in case.columns["texts"]:
        rows[name] = pd.Series(np.where(outside, "fax", rows[name].to_numpy(object)), index=rows.index, dtype=object)
    for name in case.columns["codes"]:
        rows[name] = np.where(outside, 77, rows[name])
    left = rows["left"].to_numpy(float, copy=True)
    left[outside] = np.nan if not label else 1 - left[outside]
    return rows.assign(left=left if not label else left.astype(int))


def _with_gap(frame: pd.DataFrame, name: str, rows: np.ndarray) -> pd.DataFrame:
    """The frame without the values of one column in these rows."""
    values = frame[name].astype(object if name in _TEXTS else float).tolist()
    for row in rows:
        values[row] = None if name in _TEXTS else float("nan")
    dtype = object if name in _TEXTS else float
    return frame.assign(**{name: pd.Series(values, index=frame.index, dtype=dtype)})


def a_hole_each(frame: pd.DataFrame, columns: dict[str, list[str]]) -> pd.DataFrame:
    """The first rows of a frame: in each another one of the columns is missing."""
    names = [name for kind in columns.values() for name in kind]
    found = frame.head(len(names)).copy()
    for row, name in enumerate(names):
        found = _with_gap(found, name, np.array([row]))
    return found


def full_of_holes(rng: np.random.Generator, case: Company) -> pd.DataFrame:
    """The rows with one more hole in each, but not in the column that tells who leaves; a column of no use has no value."""
    names = [name for kind, named in case.columns.items() for name in (named[1:] if kind == case.signal else named)]
    rows, place = case.rows, rng.integers(0, len(names), len(case.rows))
    for number, name in enumerate(names):
        rows = _with_gap(rows, name, np.flatnonzero(place == number))
    return rows.assign(gone_on=None)


def told_otherwise(rng: np.random.Generator, case: Company) -> pd.DataFrame:
    """Tomorrow's rows with capitals and blanks that nobody has typed before."""
    frame = case.tomorrow.copy()
    for name in case.columns["texts"]:
        frame[name] = [f"  {word.strip().swapcase()}" + " " * int(rng.integers(1, 4)) for word in frame[name]]
    return frame
