"""Sources for the extraction of lesson 1, each with every way to lose or to double a row planted in it."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from extract_forms import KEEP, RESTORE, Row, Step, moment, run, write

DEPOTS = ("Harrow", "Leith", "Cork", "Ely", "Zürich", "King's Lynn", None)


def _begin(rng: np.random.Generator, years: tuple[int, int]) -> str:
    """A late evening, so that a night goes over midnight, and over the end of a month."""
    year, month = int(rng.integers(*years)), int(rng.integers(1, 13))
    last = datetime(year + month // 12, month % 12 + 1, 1) - timedelta(minutes=int(rng.integers(31, 55)))
    return last.strftime("%Y-%m-%dT%H:%M:%SZ")


class _Parcels:
    """Numbers that say nothing of the order in which parcels came."""

    def __init__(self, rng: np.random.Generator, most: int = 900) -> None:
        self.rng = rng
        self.free = [int(one) for one in rng.permutation(np.arange(20, most))]

    def row(self, stamp: str, parcel: int | None = None) -> Row:
        """A parcel with this stamp."""
        depot = DEPOTS[int(self.rng.integers(len(DEPOTS)))]
        weight = None if parcel is None and self.rng.random() < 0.15 else int(self.rng.integers(20, 30_000))
        return (self.free.pop() if parcel is None else parcel, depot, weight, stamp)


def night(rng: np.random.Generator, number: int) -> list[Step]:
    """Five runs, before or after the machine's own time, with late rows, shared seconds and writers between two statements."""
    start = _begin(rng, (2011, 2021) if number % 2 else (2031, 2041))
    parcels = _Parcels(rng)
    row = parcels.row
    lowest, highest = 3 + number, 990 + number
    early = moment(start, -int(rng.integers(3000, 5000)))
    first = [row(moment(early, int(gap))) for gap in rng.integers(0, 2000, 4)]
    shared = [row(start) for _ in range(2)]
    changing = row(moment(start, -300))
    again = row(moment(start, -1500))
    steps = [
        write(moment(early, -7000)),
        run(),
        write(start, *first, *shared, changing, again),
        run(
            # Within the same second as the first statement: late by 600 seconds, and equal stamps to either side.
            (start, [row(moment(start, -600)), row(start, lowest), row(start, highest), row(start, shared[0][0])]),
            (
                moment(start, 300),
                [row(moment(start, -300)), row(moment(start, 300)), row(moment(start, 300), again[0])],
            ),
            (moment(start, 301), [row(moment(start, -299)), row(moment(start, 300))]),
        ),
    ]
    second = moment(start, 300 + int(rng.integers(100, 280)))  # less than 600 seconds after
    steps += [
        write(second, row(moment(second, -600)), row(moment(second, -1), changing[0])),
        run(
            (
                moment(second, 500),
                [row(moment(second, -590)), row(moment(second, -60)), row(moment(second, 500)), row(moment(second, 1))],
            ),
            (moment(second, 501), []),
        ),
    ]
    third = moment(second, int(rng.integers(9000, 14_000)))  # over midnight
    same = [row(moment(third, -600)) for _ in range(3)]
    steps += [
        write(third, *same, row(third, first[1][0])),
        # Nothing comes after the first statement; then, in the same second, the latest row that there can be, with a small number.
        run(
            (third, []),
            (third, [row(moment(third, -600), 1), row(moment(third, -600), 995), row(third, first[1][0])]),
            (third, [row(third)]),
        ),
        write(moment(third, 700), row(moment(third, 650))),
        run(),
        write(moment(third, 90_000)),
        run(),
    ]
    return steps


def _between(parcels: _Parcels, now: str, number: int, moving: list[Row]) -> tuple[str, list[Row]]:
    """What others write after a statement at *now*: rows that sort first or last by stamp or by number; *moving* change their depots.

    Each of *moving* goes to the depot of the next: whoever asks depot by depot meets one of them a second time.
    """
    gap = int(parcels.rng.integers(150, 290))
    later = moment(now, gap)
    late = [parcels.row(moment(now, -600)), parcels.row(moment(now, gap - 620), number)]
    moved = [(row[0], moving[place - 1][1], row[2], later) for place, row in enumerate(moving)]
    return later, [*late, parcels.row(later), parcels.row(later, 5000 + number), *moved]


def busy(rng: np.random.Generator) -> list[Step]:
    """A thousand parcels, half of them just stamped, and others that write after every statement, though there be many."""
    start, parcels = _begin(rng, (2011, 2041)), _Parcels(rng, 4000)
    row = parcels.row
    old = [row(moment(start, -int(gap))) for gap in rng.integers(700, 9000, 560)]
    recent = [row(moment(start, -int(gap))) for gap in rng.integers(1, 500, 560)]
    moving: list[list[Row]] = [
        [(row("")[0], depot, 100 + place, moment(start, -9100 - 10 * group)) for place, depot in enumerate(DEPOTS)]
        for group in range(8)
    ]
    first: list[tuple[str, list[Row]]] = []
    for number, several in enumerate(moving, 1):
        first.append(_between(parcels, first[-1][0] if first else start, number, several))
    second = moment(start, 9000)
    again: list[tuple[str, list[Row]]] = [(second, [])]  # nothing comes after the first statement
    for number in range(9, 16):
        again.append(_between(parcels, again[-1][0], number, []))
    return [
        write(start, *old, *recent, *(one for several in moving for one in several)),
        run(*first),
        write(second, *(row(moment(second, -int(gap))) for gap in rng.integers(1, 1500, 230))),
        run(*again),
        write(moment(second, 20_000), row(moment(second, 19_000))),
        run(),
        write(moment(second, 90_000)),
        run(),
    ]


def restored(rng: np.random.Generator) -> list[Step]:
    """Two days; then the backup of the first one takes the target's place."""
    start, parcels = _begin(rng, (2011, 2041)), _Parcels(rng)
    first = [parcels.row(moment(start, -one)) for one in range(0, 3000, 400)]
    second = [parcels.row(moment(start, 40_000 + 500 * one)) for one in range(6)]
    return [
        write(start, *first),
        run(),
        KEEP,
        write(moment(start, 43_000), *second, parcels.row(moment(start, 41_000), first[2][0])),
        run(),
        write(moment(start, 60_000), parcels.row(moment(start, 59_000))),
        run(),
        RESTORE,
        write(moment(start, 64_000), parcels.row(moment(start, 63_900))),
        run(),
        write(moment(start, 80_000)),
        run(),
    ]


def long(rng: np.random.Generator) -> list[Step]:
    """Many old parcels, a third of them of the hour before the last 20 minutes; then few new ones, some hours after the last."""
    start, parcels = _begin(rng, (2011, 2041)), _Parcels(rng)
    gaps = [*rng.integers(1300, 60_000, 300), *rng.integers(1300, 1780, 60), *rng.integers(1800, 3500, 60)]
    old = [parcels.row(moment(start, -int(gap))) for gap in gaps]
    return [
        write(start, *old, parcels.row(moment(start, -20))),
        run(),
        write(moment(start, 7000), parcels.row(moment(start, 6000)), parcels.row(moment(start, 6900))),
        run(),
        write(moment(start, 30_000), parcels.row(moment(start, 29_990))),
        run(),
        write(moment(start, 40_000)),
        run(),
        write(moment(start, 50_000)),
        run(),
    ]
