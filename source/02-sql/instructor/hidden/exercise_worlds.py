"""Databases for one exercise each, beside those of ``flight_world`` that every exercise gets.

Only the columns that the exercise reads are filled; the others are NULL.
"""

from __future__ import annotations

import itertools
import random

from hidden.flight_world import ROOT, TAILS, Rows
from workbook.check.seeds import seed
from workbook.check.sql.databases import World


def half_missing() -> list[World]:
    """Planes with three flights at one time, of which the one with the middle number lacks its departure or its arrival."""
    rng = random.Random(seed("flights of which one time is missing"))
    flights: Rows = []
    for number, (tail, missing) in enumerate(zip(rng.sample(TAILS, 4), ["dep_at", "arr_at"] * 2, strict=True)):
        first, hour = 10 * number + rng.randrange(1, 7), rng.randrange(6, 12)
        flights += [
            {
                "flight_id": first + step,
                "tailnum": tail,
                "sched_at": f"2013-01-12 {hour:02d}:{step}0",
                "dep_at": f"2013-01-12 {hour:02d}:{step}5",
                "arr_at": f"2013-01-12 {hour + 5:02d}:{step}0",
            }
            for step in range(3)
        ]
        flights[-2][missing] = None
    rng.shuffle(flights)
    return [World("a database where one time of a flight is missing", {"flights": flights})]


def crowded_circles() -> list[World]:
    """Sets made from themselves, so many that every step finds all of them again, beside a long chain."""
    rng = random.Random(seed("many sets made from themselves"))
    alone = [f"loop_{number}" for number in range(60)]
    chain = [ROOT, *(f"link_{number}" for number in range(200 + rng.randrange(20)))]
    pairs = [*itertools.pairwise(chain), *((ROOT, name) for name in alone), *((name, name) for name in alone)]
    rng.shuffle(pairs)
    lineage: Rows = [{"source": source, "made": made} for source, made in pairs]
    return [World("a database with a long lineage among many small circles", {"lineage": lineage})]
