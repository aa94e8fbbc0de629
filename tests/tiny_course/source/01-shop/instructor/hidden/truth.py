"""The planted truth."""

from __future__ import annotations

import shops

SECRET = "the-planted-truth-of-the-shop"


def takings_of(sales: list[tuple[str, int]]) -> float:
    """The right answer."""
    total = 0.0
    for good, pieces in sales:
        total += shops.prices()[good] * pieces
    return total
