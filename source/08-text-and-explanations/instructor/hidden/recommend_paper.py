"""The long reads of The Harbour Post and who read them when: planted tastes, series read in one evening, fashions that pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SERIES = {
    "harbour": ["Night ferry", "The old crane", "Herring prices", "Lighthouse keepers", "Container city", "The pilot boat", "Fog signals", "Dry dock", "Smugglers", "The fish market"],
    "football": ["Second league", "The goalkeeper", "Sunday pitch", "Away fans", "The transfer", "Youth team", "Penalties", "The groundsman", "Derby week", "Women's cup"],
    "food": ["Sourdough", "Dumpling street", "The last butcher", "Kimchi at home", "Coffee roasters", "School lunch", "Oysters", "The apple cellar", "Noodle masters", "Salt"],
    "culture": ["The film club", "Street organs", "Radio plays", "The print shop", "Puppet theatre", "Forgotten painters", "Choir nights", "The museum cellar", "Comic artists", "Dance hall"],
    "council": ["Town hall", "The tram plan", "Rents", "School places", "The bridge vote", "Parking", "Budget gaps", "The mayor's diary", "Libraries", "Night buses"],
    "science": ["Tide power", "Bird counters", "The weather mast", "Bee keepers", "Star nights", "Sea grass", "The hospital lab", "Robots at the quay", "Old bones", "Clean air"],
}  # fmt: skip
"""Sections, and the series of each; a series has four parts."""
START, DAYS, CUT = datetime(2025, 1, 1), 300, 270
"""The first day, how many are recorded, and the day on which the test begins."""


class Paper(NamedTuple):
    """A year of long reads: what was published when, who likes what, and who read what when."""

    titles: list[str]
    section: NDArray[np.int64]
    published: NDArray[np.float64]
    """Days since START; below 0: in the archive already."""
    taste: NDArray[np.float64]
    """Readers × sections: shares of a reader's interest."""
    reads: list[tuple[str, str, str]]
    """Reader, title, minute of the read, in order of time."""


def paper(rng: np.random.Generator, readers: int = 360) -> Paper:
    """Draw the year. Popularity is skewed, falls with an article's age, and sections come into fashion and go."""
    titles = [f"{name} {part}" for names in SERIES.values() for name in names for part in range(1, 5)]
    section = np.repeat(np.arange(len(SERIES)), 40)
    first = rng.uniform(-150, DAYS - 15, 60)
    published = (first[:, None] + np.arange(4) * rng.uniform(1, 6, (60, 1))).ravel()
    draw = np.repeat(rng.lognormal(0, 0.9, 60), 4) * rng.lognormal(0, 0.35, 240)
    taste = rng.dirichlet(np.full(len(SERIES), 0.15), readers)
    eager = rng.lognormal(1.6, 0.6, readers).clip(1.5, 22)
    joined = np.where(rng.random(readers) < 0.22, rng.uniform(60, DAYS, readers), 0.0)
    peak = rng.permutation(np.linspace(20, DAYS + 30, len(SERIES)))
    reads = []
    for one in range(readers):
        seen: set[int] = set()
        for at in np.sort(rng.uniform(joined[one], DAYS, rng.poisson(eager[one] * (DAYS - joined[one]) / DAYS) + 1)):
            reads += _evening(rng, float(at), seen, taste[one], (section, published, draw, peak), f"r{one + 1:03}")
    named = [
        (reader, titles[place], (START + timedelta(days=when)).strftime("%Y-%m-%dT%H:%M"))
        for reader, place, when in reads
    ]
    return Paper(titles, section, published, taste, sorted(named, key=lambda read: (read[2], read[0], read[1])))


def _evening(
    rng: np.random.Generator,
    at: float,
    seen: set[int],
    taste: NDArray[np.float64],
    articles: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    reader: str,
) -> list[tuple[str, int, float]]:
    """What a reader reads in one evening: something by taste and fashion, then often more of the same series."""
    section, published, draw, peak = articles
    age = at - published
    fashion = 1 + 2.0 * np.exp(-(((at - peak) / 35) ** 2))
    weight = (0.01 + taste[section]) * fashion[section] * draw * np.where(age >= 0, 0.4 + np.exp(-age.clip(0) / 40), 0)
    read: list[tuple[str, int, float]] = []
    for _ in range(int(rng.integers(1, 3))):
        open_ = weight.copy()
        open_[list(seen)] = 0
        place = int(rng.choice(len(open_), p=open_ / open_.sum()))
        group = [part for part in range(place // 4 * 4, place // 4 * 4 + 4) if age[part] >= 0 and part not in seen]
        for part in [place] + [part for part in group if part != place and rng.random() < 0.45]:
            seen.add(part)
            read.append((reader, part, at + 0.007 * (len(read) + rng.random())))
    again = [part for part in seen if rng.random() < 0.012]
    return read + [(reader, part, at + 0.05) for part in again[:1]]
