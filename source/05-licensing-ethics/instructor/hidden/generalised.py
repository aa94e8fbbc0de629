"""What every choice of levels makes of a table: its smallest group and its poorest one, worked out once a table."""

from __future__ import annotations

import functools
import itertools
import math

Maps = tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]
"""For each quasi-identifier its levels, each as pairs of value and label."""


@functools.cache
def groups(
    names: tuple[str, ...], table: tuple[tuple[str, ...], ...], maps: Maps, sensitive: str
) -> dict[tuple[int, ...], tuple[float, float]]:
    """Levels -> the least number of rows in a group, and of different secrets; without rows there is no group to fail."""
    found: dict[tuple[int, ...], tuple[float, float]] = {}
    secrets = [row[names.index(sensitive)] for row in table] if table else []
    labels = {
        (name, number): [mapping[row[names.index(name)]] for mapping in [dict(level)] for row in table]
        for name, levels in maps
        for number, level in enumerate(levels)
    }
    for choice in itertools.product(*(range(len(levels)) for _, levels in maps)):
        seen: dict[tuple[str, ...], list[str]] = {}
        columns = [labels[name, number] for (name, _), number in zip(maps, choice, strict=True)]
        for secret, *key in zip(secrets, *columns, strict=True):
            seen.setdefault(tuple(key), []).append(secret)
        least = min((len(values) for values in seen.values()), default=math.inf)
        found[choice] = (least, min((len(set(values)) for values in seen.values()), default=math.inf))
    return found
