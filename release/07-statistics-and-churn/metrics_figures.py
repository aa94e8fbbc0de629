"""Figure of the lesson on hypotheses: the p-values of forty metrics after a change that does nothing, or something, redrawn."""

from __future__ import annotations

import math

import numpy as np

from workbook.notebook import interactive, svg

COUNT, PER_GROUP = 40, 200
LEFT, TOP, WIDE, HIGH = 60, 44, 600, 220


def p_values(redraw: int, changed: int, shift: float = 0.25) -> list[float]:
    """Two-sided p-values of forty metrics, of which the first *changed* have moved by *shift* standard deviations."""
    rng = np.random.default_rng(redraw)
    moved = np.where(np.arange(COUNT) < changed, shift * math.sqrt(PER_GROUP / 2), 0.0)
    return [math.erfc(abs(z) / math.sqrt(2)) for z in rng.normal(moved, 1.0)]


def draw(redraw: int = 1, changed: int = 0) -> str:
    """The forty p-values as dots, from the smallest to the largest; those below 0.05 stand out."""
    p = p_values(redraw, changed)
    order = sorted(range(COUNT), key=lambda metric: p[metric])
    false = sum(value < 0.05 for value in p[changed:])
    found = sum(value < 0.05 for value in p[:changed])
    if changed:
        words = f"{found + false} of 40 below 0.05: {found} of the {changed} that changed, and {false} of the others"
    else:
        words = f"{false} of 40 below 0.05, and nothing has changed"
    shapes = [svg.text(12, 22, f"Draw {redraw}: {words}", size=15, bold=True)]
    for mark in (0, 0.25, 0.5, 0.75, 1):
        y = TOP + HIGH * (1 - mark)
        shapes += [svg.line(LEFT, y, LEFT + WIDE, y), svg.text(LEFT - 8, y + 4, f"{mark:g}", size=12, anchor="end")]
    limit = TOP + HIGH * 0.95
    shapes += [
        svg.line(LEFT, limit, LEFT + WIDE, limit, colour=svg.VERMILION, dash="5 3"),
        svg.text(LEFT + WIDE + 4, limit + 4, "0.05", size=12),
    ]
    for position, metric in enumerate(order):
        x, y = LEFT + (position + 0.5) * WIDE / COUNT, TOP + HIGH * (1 - p[metric])
        colour = svg.GREY if p[metric] >= 0.05 else svg.GREEN if metric < changed else svg.VERMILION
        shapes.append(svg.dot(x, y, colour, 5 if p[metric] < 0.05 else 4))
    base = TOP + HIGH + 24
    shapes.append(svg.text(LEFT, base, "40 metrics, from the smallest p-value to the largest", size=12))
    for place, (name, colour) in enumerate(
        (("false alarm", svg.VERMILION), ("found", svg.GREEN), ("above 0.05", svg.GREY))
    ):
        shapes += [
            svg.dot(LEFT + 6 + 130 * place, base + 20, colour),
            svg.text(LEFT + 18 + 130 * place, base + 24, name, size=12),
        ]
    return svg.picture(710, base + 38, shapes, f"P-values of forty metrics, draw {redraw}: {words}.")


def forty_metrics() -> None:
    """The picture, under a slider that draws anew and one for how many metrics have really changed."""
    controls = {
        "redraw": interactive.slider("draw anew", 1, 60, 1),
        "changed": interactive.slider("metrics that changed", 0, 20, 0),
    }
    interactive.controlled(draw, controls, columns=2)
