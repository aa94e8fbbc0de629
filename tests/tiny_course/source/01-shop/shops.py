"""A shop, as the lesson shows it. Released: it holds no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook import check


def prices() -> dict[str, float]:
    """The shop's price list, by good."""
    lines = (Path(__file__).parent / "data" / "prices.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: float(price) for name, price in (line.split(",") for line in lines)}


@check.beside
def called_twice(function: Any, sales: list[tuple[str, int]]) -> list[float]:
    """What *function* gives for the same sales, twice in a row."""
    return [function(sales), function(sales)]
