"""Tables as they lie in a warehouse: columns written too late, groups that recur, labels by two people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

NAMES = (
    "orders_90", "visits_30", "region", "last_mail", "basket", "box_size", "support_calls", "days_quiet",
    "voucher_used", "return_rate", "device", "tea_kind", "letter_sent", "phone_minutes",
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


def warehouse(rng: np.random.Generator, size: int = 200, clean: bool = False) -> Warehouse:
    """Plant columns of three kinds among honest ones; with ``clean`` there is none to find."""
    names = [NAMES[i] for i in rng.choice(len(NAMES), 9, replace=False)]
    rows = [f"R{i:04d}" for i in rng.choice(9000, size, replace=False)]
    y = (rng.random(size) < rng.uniform(0.25, 0.4)).astype(int)
    start = pd.Timestamp("2025-03-01")
    moments = start + pd.to_timedelta(rng.integers(0, 200, size), unit="D")
    table = pd.DataFrame({"row_id": rows})
    late = pd.DataFrame({"row_id": rows})
    truth: dict[str, set[str]] = {}
    kinds = ["ok"] * 9 if clean else ["future", "future", "target", "target", "identity", *["ok"] * 4]
    for position, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        table[name] = _values(rng, kind, y, position)
        late[name] = _lateness(rng, kind, size)
        if kind != "ok":
            truth[name] = {kind}
    table["churned"] = y
    order = list(rng.permutation(names))
    written = late.melt("row_id", var_name="column", value_name="hours")
    when = dict(zip(rows, moments, strict=True))
    at = written["row_id"].map(when) + pd.to_timedelta(written["hours"].round(1), unit="h")
    written = written.drop(columns="hours").assign(written_at=at)
    written = written.iloc[rng.permutation(len(written))].reset_index(drop=True)
    return Warehouse(table[["row_id", *order, "churned"]], written, when, truth)


def _values(rng: np.random.Generator, kind: str, y: np.ndarray, position: int) -> object:
    size = len(y)
    if kind == "target":
        seen = y.copy()
        few = rng.choice(size, size // 150, replace=False)  # a value or two was noted wrongly: well within 2 in 100
        seen[few] = 1 - seen[few]
        if position % 2:
            why = rng.choice(["moved", "price", "taste"], size).astype(object)
            return np.where(seen == 1, why, np.array(None, dtype=object))
        return np.where(seen == 1, 0, rng.integers(1, 4, size))
    if kind == "identity":
        return [f"{i:05x}" for i in rng.choice(90000, size, replace=False)]
    if kind == "future":
        return np.round(rng.gamma(2, 3, size) + 1.5 * y, 2)
    if position % 2:
        # honest signal: related to the label, and far from deciding it
        likely = np.where(rng.random(size) < 0.35, y, rng.random(size) < 0.3)
        return np.where(likely == 1, "often", "rarely").astype(object)
    return np.round(rng.gamma(2, 3, size) - 0.8 * y, 2)


def _lateness(rng: np.random.Generator, kind: str, size: int) -> np.ndarray:
    """Hours after the moment of prediction; a few late corrections happen to every column."""
    early = -rng.uniform(1, 400, size)
    share = rng.uniform(0.2, 0.7) if kind == "future" else 0.01
    count = max(1, int(size * share))
    early[rng.choice(size, count, replace=False)] = rng.uniform(1, 300, count)
    early[rng.integers(0, size)] = 0.0
    return early


def grouped(rng: np.random.Generator, size: int = 300, spread: float = 0.5) -> pd.DataFrame:
    """Rows with a household and a day: row_id, household, at. ``spread``: how long a household stays."""
    homes = int(size / 2.5)
    centre = rng.uniform(0, 540, homes)
    home = rng.integers(0, homes, size)
    day = np.clip(centre[home] + rng.normal(0, 60 * spread, size), 0, 540).round()
    frame = pd.DataFrame(
        {
            "row_id": [f"R{i:04d}" for i in range(size)],
            "household": [f"H{i:03d}" for i in home],
            "at": pd.Timestamp("2024-07-01") + pd.to_timedelta(day, unit="D"),
        }
    )
    return frame.iloc[rng.permutation(size)].reset_index(drop=True)


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
