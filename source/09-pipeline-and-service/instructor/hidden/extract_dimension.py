"""Lists of depots for the history of lesson 1, and what both tables must hold after each: from the lists alone, without a database."""

from __future__ import annotations

from typing import Any

import numpy as np

from extract_forms import moment

Depot = tuple[str, str | None, str | None]
Batch = tuple[list[dict[str, Any]], str]
NAMES = ("King's Lynn", "Zürich", "Leith", 'The "Old" Yard', "Ely; DROP", "Cork", "", "Null")


class Record:
    """Loads, and what stands in the tables after each of them."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.batches: list[Batch] = []
        self.expected: list[Any] = []
        self.changes: list[tuple[str, dict[str, Depot]]] = []

    def load(self, at: str, *depots: Depot, refused: bool = False) -> None:
        """Load *depots*, in mixed order and each with its keys in another one, at the moment *at*."""
        mixed = [depots[int(place)] for place in self.rng.permutation(len(depots))]
        rows = [list(zip(("depot", "name", "zone"), one, strict=True)) for one in mixed]
        self.batches.append(([dict(row[place % 3 :] + row[: place % 3]) for place, row in enumerate(rows)], at))
        if refused:
            self.expected.append("ValueError")
            return
        state = {one[0]: one for one in depots}
        if self.changes and self.changes[-1][0] == at:
            self.changes.pop()
        if not self.changes or self.changes[-1][1] != state:
            self.changes.append((at, state))
        self.expected.append({"now": list(depots), "history": self._ranges()})

    def _ranges(self) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        ends = [*(at for at, _ in self.changes[1:]), None]
        for depot in {name for _, state in self.changes for name in state}:
            open_row: tuple[Any, ...] = ()
            for (at, state), end in zip(self.changes, ends, strict=True):
                row = state.get(depot)
                if row is None:
                    open_row = ()
                elif open_row and open_row[:3] == row:
                    found.remove(open_row)
                    open_row = (*row, open_row[3], end)
                    found.append(open_row)
                else:
                    open_row = (*row, at, end)
                    found.append(open_row)
        return found

    @property
    def all(self) -> tuple[list[Batch], list[Any]]:
        """The loads, and what is expected after each."""
        return self.batches, self.expected


def _start(rng: np.random.Generator) -> tuple[Record, list[str], list[Depot]]:
    """A record, ten moments, and six depots, of which two miss a name or a zone."""
    begin = f"{int(rng.integers(2015, 2040))}-12-{int(rng.integers(28, 31))}T{int(rng.integers(0, 24)):02}:59:59Z"
    moments = [begin]
    for gap in rng.integers(1, 90_000, 9):
        moments.append(moment(moments[-1], int(gap)))
    names = [NAMES[int(place)] for place in rng.permutation(len(NAMES))]
    codes = [f"D{int(code)}" for code in rng.permutation(np.arange(10, 99))[:6]]
    zones = [str(int(zone)) for zone in rng.integers(1, 9, 6)]
    depots: list[Depot] = [(code, name, zone) for code, name, zone in zip(codes, names[:6], zones, strict=True)]
    depots[4] = (codes[4], None, zones[4])
    depots[5] = (codes[5], names[5], None)
    return Record(rng), moments, depots


def plain(rng: np.random.Generator) -> tuple[list[Batch], list[Any]]:
    """New, changed, gone, back; to and from None, and the empty text; in capitals; back to an old value; twice the same."""
    record, at, (a, b, c, d, e, f) = _start(rng)
    record.load(at[0], a, b, c, e, f)
    record.load(at[0], a, b, c, e, f)
    record.load(at[1], f, a, b, c, e)
    renamed, moved = (b[0], f"{b[1]} ", b[2]), (a[0], a[1], f"{a[2]}{a[2]}")
    filled, emptied = (f[0], f[1], "7"), (c[0], c[1], None)
    record.load(at[2], moved, renamed, emptied, e, filled, d)
    record.load(at[2], moved, renamed, emptied, e, filled, d)
    record.load(at[3], moved, renamed, f, (d[0], None, d[2]))
    record.load(at[4], a, renamed, c, e, f, (d[0], None, d[2]))
    record.load(at[5], a, renamed, c, e, f, (d[0], None, d[2]))
    record.load(at[6], moved, b, c)
    record.load(at[6], moved, b, c)
    # Only a name or only a zone changes, between None and the empty text, or in its capitals alone.
    record.load(at[7], (b[0], "Ely", b[2]), c, e, f)
    record.load(at[8], (b[0], "ELY", b[2]), c, (e[0], "", e[2]), (f[0], f[1], ""))
    record.load(at[9], (b[0], "Ely", b[2]), c, e, f)
    return record.all


def corrected(rng: np.random.Generator) -> tuple[list[Batch], list[Any]]:
    """Lists that are loaded again for the same moment, with other content."""
    record, at, (a, b, c, d, e, f) = _start(rng)
    record.load(at[0], a, b, c)
    record.load(at[0], a, (b[0], b[1], "77"), e, f)
    moved, third = (a[0], a[1], f"{a[2]}1"), (a[0], a[1], f"{a[2]}2")
    record.load(at[1], moved, d, e, (f[0], f[1], "8"))
    record.load(at[1], third, b, e, f)
    record.load(at[1], a, (b[0], b[1], "77"), e, c)
    record.load(at[2], a, (b[0], b[1], "77"), c, d)
    record.load(at[2], a, (b[0], b[1], "77"), e, c)
    record.load(at[3], third, e)
    record.load(at[3], moved, e, f)
    record.load(at[3], moved, e, f)
    record.load(at[4], moved, e)
    record.load(at[4], moved, e, f, b)
    return record.all


def refused(rng: np.random.Generator) -> tuple[list[Batch], list[Any]]:
    """Empty lists; lists for a moment before the last beginning, and before the last end."""
    record, at, (a, b, c, _, e, f) = _start(rng)
    record.load(at[0], refused=True)
    record.load(at[1], a, b, c, e, f)
    record.load(at[0], a, b, refused=True)
    record.load(at[2], refused=True)
    record.load(at[4], a, b, c, e)  # only ends a range
    record.load(moment(at[4], -1), a, c, refused=True)
    record.load(at[4], refused=True)
    record.load(at[4], a, b, e)
    record.load(at[3], a, b, c, e, f, refused=True)
    record.load(at[5], a, b, e)  # nothing new: no trace
    record.load(moment(at[4], 1), (a[0], None, "x"), b, e)
    return record.all
