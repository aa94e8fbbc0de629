"""The figure of lesson 6: euros against the threshold, with room for so many calls.

It draws what stands in data/phone_counts.csv, where somebody has counted who reaches each score.
"""

from __future__ import annotations

import pandas as pd

from workbook.notebook import interactive, svg

__all__ = ["threshold_euros"]

LEFT, RIGHT, TOP, BOTTOM = 80.0, 660.0, 44.0, 250.0


def draw_euros(counts: pd.DataFrame, threshold: float, places: int, call: float, kept: float, value: float) -> str:
    """Expected euros of phoning all who reach a score, against that score; grey where more reach it than can be phoned.

    *counts*: a row for each score, descending, with ``score``, ``reach`` (who have at least that score) and ``left`` of them.
    """
    rows = [(float(row.score), int(row.reach), float(row.left)) for row in counts.itertuples()]
    euros = [left * kept * value - reach * call for _, reach, left in rows]
    top = max([0.0, *euros])
    bottom = max(min([0.0, *euros]), -2 * max(top, 150.0))  # what lies deeper is cut off
    span = (top - bottom) or 1.0

    def spot(score: float, amount: float) -> tuple[float, float]:
        return RIGHT - (RIGHT - LEFT) * score, BOTTOM - (BOTTOM - TOP) * (max(amount, bottom) - bottom) / span

    shapes = [svg.text(12, 22, "Expected euros if all who reach the threshold are phoned", size=15, bold=True)]
    for amount in sorted({bottom, 0.0, top}):
        height = spot(0, amount)[1]
        shapes += [
            svg.line(LEFT, height, RIGHT, height),
            svg.text(LEFT - 8, height + 4, f"{amount:.0f} €", anchor="end"),
        ]
    for mark in (0, 0.25, 0.5, 0.75, 1):
        shapes.append(svg.text(spot(mark, 0)[0], BOTTOM + 20, f"{mark:g}", size=12, anchor="middle"))
    shapes.append(
        svg.text(
            RIGHT, BOTTOM + 38, "threshold: high on the left, nearly everybody on the right", size=12, anchor="end"
        )
    )
    fits = [index for index, (_, reach, _) in enumerate(rows) if reach <= places]
    last = fits[-1] if fits else -1
    points = [spot(score, amount) for (score, _, _), amount in zip(rows, euros, strict=True)]
    shown = next((place for place, amount in enumerate(euros) if amount < bottom), len(points))
    shapes.append(svg.path([spot(1.0, 0.0), *points[: shown + 1]], colour=svg.LINE))
    shapes.append(svg.path([spot(1.0, 0.0), *points[: min(last, shown) + 1]], colour=svg.BLUE, width=3.5))
    best = max(range(-1, last + 1), key=lambda index: euros[index] if index >= 0 else 0.0)
    reached = [index for index, (score, _, _) in enumerate(rows) if score >= threshold - 1e-9]
    now = reached[-1] if reached else -1
    lines = []
    for name, index, colour in (("chosen", now, svg.VERMILION), ("best that fits", best, svg.GREEN)):
        score, reach, amount = (*rows[index][:2], euros[index]) if index >= 0 else (1.0, 0, 0.0)
        shapes.append(svg.dot(*spot(score, amount), colour, 6))
        room = f", {reach - places} more than places" if reach > places else ""
        lines.append(
            (f"{name}: {'nobody' if index < 0 else f'from {score:.2f}'}, {reach} calls{room}, {amount:.0f} €", colour)
        )
    for row, (said, colour) in enumerate(lines):
        shapes += [svg.dot(24, 312 + 24 * row, colour, 6), svg.text(38, 317 + 24 * row, said)]
    alt = f"Expected euros against the threshold with {places} places; {lines[0][0]}; {lines[1][0]}."
    return svg.picture(700, 352, shapes, alt)


def threshold_euros(counts: pd.DataFrame, *, places: int, call: float, kept: float, value: float) -> None:
    """The curve, under sliders of the threshold, of the places, and of what a call costs and brings."""
    sliders = {
        "threshold": interactive.slider("threshold", 0.0, 1.0, 0.5, step=0.01),
        "places": interactive.slider("places", 0, 400, places, step=10),
        "call": interactive.slider("a call costs, €", 0.0, 20.0, float(call), step=0.5),
        "kept": interactive.slider("share that a call keeps", 0.0, 0.5, float(kept), step=0.01),
        "value": interactive.slider("a kept customer brings, €", 0.0, 300.0, float(value), step=5),
    }
    interactive.controlled(lambda **values: draw_euros(counts, **values), sliders, columns=2)
