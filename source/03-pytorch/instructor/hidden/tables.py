"""Generated dirty tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import pandas


def dirty_frame(
    rng: numpy.random.Generator, rows: int, numeric: Sequence[str], categories: dict[str, dict[str, int]]
) -> pandas.DataFrame:
    """A table with *rows* rows: numbers with two decimals in *numeric*, texts in the other columns.

    *categories* tells for each text column how often each text must occur; the rest of the rows takes the first
    text. Nothing is missing: see :func:`with_holes`.
    """
    import numpy
    import pandas

    columns: dict[str, Any] = {}
    for name in numeric:
        values = rng.normal(rng.uniform(-50, 50), rng.uniform(2, 9), rows)
        columns[name] = numpy.round(values, 2)
    for name, counts in categories.items():
        texts = [text for text, count in counts.items() for _ in range(count)]
        texts += [next(iter(counts))] * (rows - len(texts))
        columns[name] = [texts[index] for index in rng.permutation(rows)]
    return pandas.DataFrame(columns)


def with_holes(
    rng: numpy.random.Generator, frame: pandas.DataFrame, columns: Sequence[str], share: float
) -> pandas.DataFrame:
    """A copy of *frame* in which a *share* of each of *columns*, at least one value, is missing."""
    import pandas

    frame = frame.copy()
    for name in columns:
        count = max(1, round(share * len(frame)))
        rows = [int(row) for row in rng.permutation(len(frame))[:count]]
        numbers = pandas.api.types.is_numeric_dtype(frame[name])
        frame[name] = [None if row in rows else value for row, value in enumerate(frame[name].tolist())]
        if numbers:
            frame[name] = frame[name].astype("float64")
    return frame
