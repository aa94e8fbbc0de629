"""Days on which hidden tests of lesson 5 roll out and scale: drawn within what the text says, with its ends in each draw."""

from __future__ import annotations

import numpy as np


def starts(rng: np.random.Generator) -> list[tuple[tuple[int, ...], int]]:
    """(seconds that pods need to start, seconds that the news takes): the slowest and the quickest are always among them."""
    days = []
    for news in (8, int(rng.integers(4, 8))):
        drawn = [int(number) for number in rng.integers(21, 60, 4)]
        mixed = [60, 20, *drawn]
        days.append((tuple(mixed[place] for place in rng.permutation(len(mixed))), news))
    return [*days, ((60,), 8), ((20,), 8)]


def noons(rng: np.random.Generator) -> list[tuple[float, float, int]]:
    """(lowest load, highest load, seconds of each) at noon: swings that cross at least one number of pods at any target from 40 to 80."""
    return [
        (round(float(rng.uniform(1.05, 1.15)), 3), round(float(rng.uniform(1.5, 1.55)), 3), int(rng.integers(60, 120)))
        for _ in range(2)
    ]
