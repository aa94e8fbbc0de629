"""Adjusted p-values of many tests, and lists of p-values with ties, gaps and ends."""

from __future__ import annotations

import math

import numpy as np


def holm(p: list[float]) -> list[float]:
    """Holm's adjusted p-values in the order of *p*; NaN where p is missing."""
    return _adjusted(p, lambda rank, count: count - rank, down=True)


def benjamini_hochberg(p: list[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p-values in the order of *p*; NaN where p is missing."""
    return _adjusted(p, lambda rank, count: count / (rank + 1), down=False)


def _adjusted(p: list[float], factor, *, down: bool) -> list[float]:  # type: ignore[no-untyped-def]
    values = np.array(p, float)
    there = np.flatnonzero(~np.isnan(values))
    order = there[np.argsort(values[there], kind="stable")]
    raised = [min(1.0, values[place] * factor(rank, len(order))) for rank, place in enumerate(order)]
    smooth = np.maximum.accumulate(raised) if down else np.minimum.accumulate(raised[::-1])[::-1]
    values[order] = smooth
    return [float(value) for value in values]


def instances(rng: np.random.Generator) -> list[tuple[str, list[float]]]:
    """Lists of p-values by kind: some tied, some missing, 0 and 1 among them, adjusted values that must be smoothed."""
    found = []
    for size in (9, 40):
        p = np.concatenate([rng.uniform(0, 0.02, size // 3), rng.uniform(0, 1, size - size // 3)])
        found.append((f"{size} p-values without ties", p))
    tied = rng.choice(np.round(rng.uniform(0.001, 0.2, 5), 3), 14)
    found.append(("p-values with many ties", tied))
    near = rng.uniform(0.02, 0.05) * (1 + np.arange(7) / 50)  # each a little above the one before: steps to smooth
    found.append(("p-values that lie close together", rng.permutation(near)))
    gaps = rng.uniform(0, 0.3, 11)
    gaps[rng.choice(11, 3, replace=False)] = math.nan
    gaps[np.flatnonzero(~np.isnan(gaps))[:3]] = [0.0, 1.0, 0.004]
    found.append(("p-values of which three are missing", rng.permutation(gaps)))
    return [(kind, [float(value) for value in p]) for kind, p in found]
