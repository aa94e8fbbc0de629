"""Tables as they lie in a warehouse: columns written too late, groups that recur, labels by two people."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbook.check import seeds

NAMES = (
    "orders_90", "visits_30", "region", "last_mail", "basket", "box_size", "support_calls", "days_quiet",
    "voucher_used", "return_rate", "device", "tea_kind", "letter_sent", "phone_minutes", "household_size", "first_tea", "card_kind",
    "letters_read", "parcels", "shop_visits", "last_price",
)  # fmt: skip


@dataclass(frozen=True)
class Warehouse:
    """A table of features with a label, and the log of when each value was written.

    ``table``: row_id, the features, churned (0 or 1). ``written``: row_id, column, written_at.
    ``moments``: row_id -> when the prediction is wanted. ``truth``: column -> accepted reason codes.
    """

    table: pd.DataFrame
    written: pd.DataFrame
    moments: dict[str, pd.Timestamp]
    truth: dict[str, set[str]]


LEAKS = {
    "just late": "future",
    "late": "future",
    "key": "identity",
    "key of objects": "identity",
    "just enough": "target",
    "missing tells": "target",
    "ten values": "target",
    "number tells": "target",
    "missing number tells": "target",
}
HONEST = (
    "not quite late", "at the moment", "one key twice", "numbers", "not quite enough", "eleven values", "ten and missing", "usual",
    "running number", "keys and missing ones", "moments", "days",
)  # fmt: skip


def warehouse(rng: np.random.Generator, size: int = 200, clean: bool = False) -> Warehouse:
    """Columns that leak by each rule, on its very boundary, and columns that just don't; with ``clean`` only these.

    *size* is a number of hundreds, so that 5 and 98 of 100 can be hit.
    """
    kinds = [*([] if clean else LEAKS), *HONEST]
    names = [NAMES[i] for i in rng.choice(len(NAMES), len(kinds), replace=False)]
    rows = [f"R{i:04d}" for i in rng.choice(9000, size, replace=False)]
    y = rng.permutation(np.arange(size) < round(size * rng.uniform(0.3, 0.45))).astype(int)
    moments = pd.Timestamp("2025-03-01") + pd.to_timedelta(rng.integers(0, 200 * 24, size), unit="h")
    table = pd.DataFrame({"row_id": rows})
    late = pd.DataFrame({"row_id": rows})
    for name, kind in zip(names, kinds, strict=True):
        table[name] = _values(rng, kind, y)
        late[name] = _lateness(rng, kind, size)
    table["churned"] = y
    order = list(rng.permutation(names))
    written = late.melt("row_id", var_name="column", value_name="minutes")
    when = dict(zip(rows, moments, strict=True))
    at = written["row_id"].map(when) + pd.to_timedelta(written["minutes"], unit="min")
    written = written.drop(columns="minutes").assign(written_at=at)
    written = written.iloc[rng.permutation(len(written))].reset_index(drop=True)
    truth = {name: {LEAKS[kind]} for name, kind in zip(names, kinds, strict=True) if kind in LEAKS}
    return Warehouse(table[["row_id", *order, "churned"]], written, when, truth)


@functools.cache
def _warehouses(seed: int) -> tuple[Warehouse, ...]:
    rng = np.random.default_rng(seed)
    return warehouse(rng, 100), warehouse(rng, 200), warehouse(rng, 300, clean=True)


def warehouses() -> tuple[Warehouse, ...]:
    """Two warehouses with a leak of each kind, and one without any; made once in a process."""
    return _warehouses(seeds.seed("find-leaks"))


def _values(rng: np.random.Generator, kind: str, y: np.ndarray) -> object:
    size = len(y)
    if "number tells" in kind:  # 1 where 0, or 0.0 where 0 and missing where 1
        return np.where(y == 1, np.nan, 0.0) if "missing" in kind else 1 - y
    if kind == "running number":
        return np.arange(size) + int(rng.integers(1, 5000))
    if kind in ("moments", "days"):  # different in every row, and no text; the days are objects
        days = pd.Timestamp("2019-01-01") + pd.to_timedelta(rng.choice(2000, size, replace=False), unit="D")
        return days if kind == "moments" else np.array(days.date, dtype=object)
    if "key" in kind:
        keys = np.array([f"{i:05d}" for i in rng.choice(90000, size, replace=False)], dtype=object)
        if "missing" in kind:
            keys[rng.choice(size, 3, replace=False)] = None
        elif kind == "one key twice":
            one, other = rng.choice(size, 2, replace=False)
            keys[one] = keys[other]
        return pd.Series(keys, dtype=object) if kind == "key of objects" else keys  # else pandas takes the dtype str
    if kind in ("just enough", "not quite enough", "missing tells", "ten values", "eleven values", "ten and missing"):
        wrong = 2 * size // 100 + (kind == "not quite enough")
        values = {"ten values": 10, "eleven values": 11, "ten and missing": 11}.get(kind, int(rng.integers(2, 6)))
        words: list[object] = [f"{word}{i}" for i, word in enumerate(rng.choice(["a", "b", "tea", "0"], values))]
        if kind in ("missing tells", "ten values", "ten and missing"):
            words[0] = None
        elif rng.random() < 0.5:
            words = list(range(values))
        parts = {
            1: [0, *range(1, values, 2)] if values < 4 else list(range(0, values, 2)),
            0: list(range(1, values, 2)),
        }
        if values < 4:
            parts = {1: [0], 0: list(range(1, values))}
        seen = np.empty(size, dtype=int)
        for label in (0, 1):
            at = np.flatnonzero(y == label)
            seen[rng.permutation(at)] = np.resize(parts[label], len(at))
        for row in rng.choice(size, wrong, replace=False):
            seen[row] = parts[1 - y[row]][int(rng.integers(len(parts[1 - y[row]])))]
        return np.array(words, dtype=object)[seen]
    if kind == "usual":
        return np.where(rng.random(size) < 0.9, y, 1 - y)
    return np.round(rng.gamma(2, 30, size) + 0.9 * y + np.arange(size) * 1e-4, 4)


def _lateness(rng: np.random.Generator, kind: str, size: int) -> np.ndarray:
    """Minutes after the moment of prediction; a few late corrections happen to every column."""
    early = -rng.integers(1, 20000, size)
    shares = {
        "just late": 5 * size // 100,
        "not quite late": 5 * size // 100 - 1,
        "late": int(size * rng.uniform(0.2, 0.9)),
    }
    count = shares.get(kind, int(rng.integers(1, 4)))
    order = rng.permutation(size)
    early[order[:count]] = rng.choice([1, 60, 9000], count)
    early[order[count : count + (size // 3 if kind == "at the moment" else 2)]] = 0
    return early


def _last(home: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The last moment of each row's household."""
    _, which = np.unique(home, return_inverse=True)
    last = np.full(which.max() + 1, at.min())
    np.maximum.at(last, which, at)
    return np.asarray(last[which])


def _kept(at: np.ndarray, left: np.ndarray, begins: np.ndarray, horizon: int) -> np.ndarray:
    """Rows that each cut keeps, households on both sides dropped from the training side; 0 if it is none of the splits asked for.

    Moments are minutes: of the rows, of the last row of each row's household, and of the first test row that is allowed.
    """
    begin = begins[:, None]
    test = (at >= begin).sum(axis=1)
    train = ((at <= begin - horizon * 1440) & (left < begin)).sum(axis=1)
    share = test / (test + train)
    return np.where((train > 0) & (share >= 0.15) & (share <= 0.5), test + train, 0)


def most_rows(rows: pd.DataFrame, horizon: int) -> int:
    """How many rows the best cut in time keeps."""
    at = ((rows["at"] - pd.Timestamp("2024-01-01")) // pd.Timedelta(minutes=1)).to_numpy()
    return int(_kept(at, _last(rows["household"].to_numpy(), at), np.unique(at), horizon).max())


def blocks(rng: np.random.Generator, *parts: tuple[int, int, int]) -> pd.DataFrame:
    """Rows in blocks of time, each (first day, last day, rows), two rows to a household of that block."""
    rows = []
    for number, (first, last, count) in enumerate(parts):
        minutes = np.sort(rng.integers(first * 1440, last * 1440, count))
        rows += [(f"H{number}{i // 2:02d}", at) for i, at in enumerate(minutes)]
    frame = pd.DataFrame(rows, columns=["household", "at"], index=rng.permutation(len(rows)) + 5)
    frame["at"] = pd.Timestamp("2024-07-01") + pd.to_timedelta(frame["at"], unit="min")
    frame.insert(0, "row_id", [f"R{i:04d}" for i in rng.choice(9000, len(rows), replace=False)])
    return frame.iloc[rng.permutation(len(rows))]


def grouped(rng: np.random.Generator, horizon: int, against: float = 0.7, size: int = 0) -> pd.DataFrame:
    """Rows with a household and a moment: row_id, household, at. The cut *against* (a share of the rows) is no good split of them.

    Rows are dense in some months and rare in others, households stay for weeks or for months, and a few stay for ever.
    """
    for _ in range(2000):
        count = size or int(rng.integers(60, 120))
        homes = int(count / rng.uniform(1.5, 3))
        span = horizon * rng.uniform(2.5, 5) + 120
        one, other = ((1.0, 1.0), (2.0, 0.8), (0.8, 2.0), (0.5, 0.5))[int(rng.integers(4))]
        centre = span * rng.beta(one, other, homes)
        stay = rng.choice([5.0, 25.0, horizon / 2 + 20], homes, p=[0.4, 0.35, 0.25])
        home = rng.integers(0, homes, count)
        day = np.clip(centre[home] + rng.normal(0, stay[home]), 0, span)
        minutes = (day * 1440).round()
        ids, index = rng.choice(9000, count, replace=False), rng.permutation(count) + 5
        left = _last(home, minutes)
        best = _kept(minutes, left, np.unique(minutes), horizon).max()
        tried = _kept(minutes, left, np.quantile(minutes, np.linspace(0.4, 0.95, 23)), horizon).max()
        if best < 0.4 * count or tried < 0.85 * best:
            continue  # whoever tries many cuts shall find a good one
        if not against or _kept(minutes, left, np.quantile(minutes, [against]), horizon)[0] < 0.7 * best:
            return pd.DataFrame(
                {
                    "row_id": [f"R{i:04d}" for i in ids],
                    "household": [f"H{i:03d}" for i in home],
                    "at": pd.Timestamp("2024-07-01") + pd.to_timedelta(minutes, unit="min"),
                },
                index=index,
            )
    raise AssertionError(f"no log that tells a cut at {against} apart")


def on_the_edge(rng: np.random.Generator, early: int, late: int, apart: int, spread: int) -> pd.DataFrame:
    """Rows that one cut alone splits as asked: *early* ones within *spread* minutes, *late* ones at one moment, *apart* days after the last of these."""
    minutes = rng.integers(0, spread, early) + int(rng.integers(0, 90 * 1440))
    at = np.concatenate([minutes, np.full(late, minutes.max() + apart * 1440)])
    frame = pd.DataFrame({"row_id": [f"R{i:04d}" for i in rng.choice(9000, early + late, replace=False)]})
    frame["household"] = [f"H{i // 2:02d}" for i in range(early)] + [f"K{i // 2:02d}" for i in range(late)]
    frame["at"] = pd.Timestamp("2024-07-01") + pd.to_timedelta(at, unit="min")
    frame.index = pd.Index(rng.permutation(early + late) + 5)
    return frame.iloc[rng.permutation(early + late)]


@dataclass(frozen=True)
class Moves:
    """Rows of households over time (row_id, household, at), a horizon in days, and the rows that the best cut keeps."""

    rows: pd.DataFrame
    horizon: int
    most: int


SHARES = {
    "households": ((60, 0.7), (80, 0.65), (30, 0.6)),
    "horizons": ((0, 0.5), (120, 0.6), (200, 0.7), (90, 0.9)),
}
BLOCKS = (
    (60, ((0, 10, 38), (70, 100, 40), (101, 105, 4), (170, 180, 18))),
    (60, ((0, 10, 50), (71, 100, 34), (101, 110, 16))),
    (60, ((0, 10, 20), (60, 70, 16), (75, 95, 20), (100, 110, 20), (131, 140, 24))),
    (60, ((0, 10, 44), (13, 60, 60), (71, 80, 10), (140, 150, 32))),
    (12, ((0, 60, 200),)),
    (5, ((0, 30, 160),)),
)
EDGES = (
    (60, (17, 3, 75, 1440)),
    (40, (10, 10, 55, 1440)),
    (25, (34, 6, 31, 1440)),
    (60, (16, 8, 60, 1)),
    (100, (11, 4, 100, 1)),
    (1, (9, 5, 1, 1)),
)
"""The test's share is 15 or 50 of 100, or the gap is just the horizon."""


@functools.cache
def _moves(seed: int) -> dict[str, tuple[Moves, ...]]:
    rng = np.random.default_rng(seed)
    made = {kind: [(grouped(rng, *case), case[0]) for case in cases] for kind, cases in SHARES.items()}
    made["blocks"] = [(blocks(rng, *parts), horizon) for horizon, parts in BLOCKS]
    made["edges"] = [(on_the_edge(rng, *parts), horizon) for horizon, parts in EDGES]
    made["longer"] = [(grouped(rng, 60, 0, size=240), 60)]
    return {kind: tuple(Moves(*case, most_rows(*case)) for case in cases) for kind, cases in made.items()}


def moves(kind: str) -> tuple[Moves, ...]:
    """Logs on which the obvious cut fails, made once in a process: "households", "horizons", "blocks", "edges" or "longer"."""
    return _moves(seeds.seed("split"))[kind]


def one_against_many(rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Labels by two people: p and q are mixed up most often, and r is most often in a mix-up, with several others."""
    pairs = (
        [("p", "q")] * 3 + [("q", "p")] * 2 + [("r", "s")] * 4 + [("t", "r")] * 4 + [("r", "r"), ("s", "s"), ("p", "p")]
    )
    order = rng.permutation(len(pairs))
    return [pairs[i][0] for i in order], [pairs[i][1] for i in order]


LABELS = ("delivery", "taste", "price", "account", "praise")


def annotated(
    rng: np.random.Generator, size: int = 160, skew: float = 1.0, pair: tuple[str, str] | None = None
) -> tuple[list[str], list[str], set[str]]:
    """Labels by two people on the same messages, and the pair they mix up most.

    With a high ``skew`` one label is so common that agreement by chance is high already.
    """
    weights = np.array([1.0 / (i + 1) ** skew for i in range(len(LABELS))])
    weights /= weights.sum()
    truth = rng.choice(len(LABELS), size, p=weights)
    if pair is None:
        one, two = rng.choice(3, 2, replace=False)
    else:
        one, two = LABELS.index(pair[0]), LABELS.index(pair[1])
    a, b = truth.copy(), truth.copy()
    for labels in (a, b):
        mixed = np.isin(truth, [one, two]) & (rng.random(size) < 0.3)
        labels[mixed] = np.where(labels[mixed] == one, two, one)
        slip = rng.random(size) < 0.04
        labels[slip] = rng.integers(0, len(LABELS), slip.sum())
    mixed_up = {LABELS[one], LABELS[two]}
    return [LABELS[i] for i in a], [LABELS[i] for i in b], mixed_up


def two_people(rng: np.random.Generator, names_from: int, one_way: bool = True) -> tuple[list[str], list[str]]:
    """Labels by two people with habits of their own; the pair mixed up most in both directions is not the one mixed up most in one direction.

    Label names are hostile: they hold commas, blanks, capitals, or begin alike. With ``one_way=False`` the pair leads in one direction, too.
    """
    names = [
        ["a,b", "A", "a", "b", " a"],
        ["late", "Late", "late, lost", "lost", "later"],
        ["1", "10", "01", "0", ""],
        ["x", "y", "z", "zz", "xy"],
    ][names_from]
    pairs: list[tuple[str, str]] = []
    both = int(rng.integers(6, 10))
    pairs += [(names[0], names[1])] * both + [(names[1], names[0])] * (both - int(rng.integers(0, 3)))
    pairs += [(names[2], names[3])] * (both + int(rng.integers(1, 4)) if one_way else both - 2) + [
        (names[3], names[2])
    ] * int(rng.integers(0, 3))
    pairs += [(names[4], names[int(rng.integers(4))])] * 3
    for name, most in zip(names, rng.permutation([3, 40, 12, 7, 20]), strict=True):
        pairs += [(name, name)] * int(rng.integers(most // 2 + 1, most + 1))
    order = rng.permutation(len(pairs))
    turned = bool(rng.random() < 0.5)
    return [pairs[i][turned] for i in order], [pairs[i][not turned] for i in order]
