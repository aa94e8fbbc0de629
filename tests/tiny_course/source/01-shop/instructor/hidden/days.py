"""Days of a shop that no student has seen, and what is right for them."""

from __future__ import annotations

import random

import shops
from workbook import check

from .truth import takings_of


def day(number: int) -> list[tuple[str, int]]:
    """The sales of one invented day."""
    chance = random.Random(number)
    return [(good, chance.randrange(1, 9)) for good in shops.prices() for _ in range(2)]


def compare(number: int, came: float) -> None:
    """Hold what *came* for the day against the truth."""
    check.close(came, takings_of(day(number)), f"the takings of day {number}")
