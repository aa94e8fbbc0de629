"""What the lessons of this unit show and draw. Students get it beside the notebooks, so it holds no answer."""

from __future__ import annotations


def numbers() -> list[float]:
    """The numbers that the first lesson looks at."""
    return [3, 0.5, -2]
