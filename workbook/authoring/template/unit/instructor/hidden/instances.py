"""Instances that no student has seen."""

from __future__ import annotations

from workbook import check


def whole_numbers(count: int = 5) -> list[int]:
    """Whole numbers, others with each seed."""
    drawn: list[int] = check.rng("whole numbers").integers(-50, 50, size=count).tolist()
    return drawn
