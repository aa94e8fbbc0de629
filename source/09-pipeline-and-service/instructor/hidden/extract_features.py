"""Parcels, scans and depots for the features of lesson 1, and the features themselves: each planted, none computed from the tables."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from extract_forms import World, moment

DAY = 86_400
KINDS = ("in", "out", "load", "späti", "driver's")


def _ago(rng: np.random.Generator, number: int) -> int:
    """Seconds since the last scan: halves of a tenth, and a second to either side of them; days, hours, nothing."""
    half = 360 * int(rng.integers(1, 400)) + 180
    even = 720 * int(rng.integers(1, 120)) + 180
    return [
        0,
        half,
        half - 1,
        half + 1,
        even,
        even - 1,
        180,
        179,
        540,
        900,
        DAY - 1,
        DAY,
        DAY + 180,
        even + 360,
        30 * DAY + 180,
        even + 720,
    ][number % 16]


class _World:
    """One set of tables, filled parcel by parcel."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.numbers = [int(one) for one in rng.permutation(np.arange(100, 999))]
        self.free = [int(one) for one in rng.permutation(np.arange(1000, 9000))]
        self.parcels: list[Any] = []
        self.scans: list[Any] = []
        self.depots: list[Any] = []
        self.expected: list[Any] = []

    def scan(self, parcel: int, at: str, kind: str, known_at: str, number: int | None = None) -> None:
        """A scan, with a number that says nothing of its time."""
        self.scans.append((self.free.pop() if number is None else number, parcel, at, kind, known_at))

    def add(self, place: int) -> None:
        """A parcel of the kind *place*, its scans, a depot of its own, and its features."""
        rng, parcel, depot = self.rng, self.numbers.pop(), f"D{place}"
        month, day = (3, 29) if place % 2 else (12, 31)
        asked = f"{int(rng.integers(2015, 2039))}-{month:02}-{day:02}T{int(rng.integers(0, 24)):02}:{int(rng.integers(0, 60)):02}:{int(rng.integers(0, 60)):02}Z"
        weight = (
            None if place % 7 == 3 else [0, 1, int(rng.integers(2, 999)), int(rng.integers(1001, 30_000))][place % 4]
        )
        self.parcels.append((parcel, depot, weight, asked))
        count, hours, kind = self._scans(place, parcel, asked)
        zone, hour = self._depot(place, depot, asked)
        kg = None if weight is None else float(Fraction(weight, 1000))
        self.expected.append((parcel, count, hours, kind, zone, hour, kg))

    def _scans(self, place: int, parcel: int, asked: str) -> tuple[int, float | None, str | None]:
        """What comes after *asked*, or was known after it, for every parcel; then the known ones."""
        self.scan(parcel, moment(asked, 1), "after", moment(asked, 1))
        self.scan(parcel, moment(asked, 3), "clock ahead", moment(asked, -50))
        self.scan(parcel, asked, "known a second later", moment(asked, 1))
        self.scan(parcel, moment(asked, -40), "known a week later", moment(asked, 7 * DAY))
        self.scan(parcel, moment(asked, -9000), "known next minute", moment(asked, 60))
        if place % 9 == 5:
            return 0, None, None
        ago = _ago(self.rng, place)
        first = moment(asked, -ago)
        names = [KINDS[int(one)] for one in self.rng.permutation(len(KINDS))]
        low, middle, high = sorted(self.free.pop() for _ in range(3))
        # Same moment: the greatest number is the last, though it was known first and stands in the middle.
        trio = [(low, names[0], asked), (high, names[1], first), (middle, names[2], asked)]
        for number, kind, known_at in trio:
            self.scan(parcel, first, kind, known_at, number)
        recent = 3 * (ago < DAY)
        for gap in (DAY - 1, DAY, DAY + 1, 3 * DAY, ago + 7000):
            if gap > ago:
                self.scan(
                    parcel,
                    moment(asked, -gap),
                    names[3],
                    moment(asked, -int(self.rng.integers(0, gap))) if gap % 2 else asked,
                )
                recent += gap < DAY
        tenths = Fraction(ago, 360)
        whole = tenths.numerator // tenths.denominator + (tenths % 1 >= Fraction(1, 2))
        return recent, float(Fraction(whole, 10)), names[1]

    def _depot(self, place: int, depot: str, asked: str) -> tuple[str | None, int | None]:
        """Three ranges one after the other, with *asked* in one of them, at its beginning, at its end, or in none."""
        offsets = [int(one) for one in self.rng.permutation([-570, -60, 0, 60, 345, 840])[:3]]
        zones: list[str | None] = [str(int(one)) for one in self.rng.permutation(np.arange(1, 9))[:3]]
        if place % 5 == 2:
            zones[1] = None
        kind = place % 6
        starts = {
            0: (-90, 0, 50),
            1: (-90, -1, 0),
            2: (-9 * DAY, -5, 1),
            3: (-90, -60, -2),
            4: (1, 5, 9),
            5: (-2 * DAY, -DAY, -7),
        }[kind]
        held = {0: 1, 1: 2, 2: 1, 3: 2, 4: None, 5: None}[kind]
        ends = [moment(asked, starts[1]), moment(asked, starts[2]), asked if kind == 5 else None]
        for zone, offset, start, end in zip(zones, offsets, starts, ends, strict=True):
            self.depots.append((depot, zone, offset, moment(asked, start), end))
        if held is None:
            return None, None
        return zones[held], int(moment(asked, 60 * offsets[held])[11:13])


def world(rng: np.random.Generator) -> tuple[World, list[Any]]:
    """Tables in mixed order, and the features of each parcel."""
    made = _World(rng)
    for place in range(32):
        made.add(place)
    made.scans.append((9999, 99_999, "2026-01-01T00:00:00Z", "of no parcel", "2026-01-01T00:00:00Z"))

    def mixed(rows: list[Any]) -> list[Any]:
        return [rows[int(place)] for place in rng.permutation(len(rows))]

    return {
        "parcels": mixed(made.parcels),
        "scans": mixed(made.scans),
        "depot_history": mixed(made.depots),
    }, made.expected


def bare(rng: np.random.Generator) -> tuple[World, list[Any]]:
    """Parcels without any depot, every other one without a scan."""
    made, expected = world(rng)
    few = sorted(expected)[:8]
    kept = {row[0] for row in few}
    scanned = {row[0] for row in few[::2]}
    return {
        "parcels": [row for row in made["parcels"] if row[0] in kept],
        "scans": [row for row in made["scans"] if row[1] in scanned],
        "depot_history": [],
    }, [(row[0], *(row[1:4] if row[0] in scanned else (0, None, None)), None, None, row[6]) for row in few]
