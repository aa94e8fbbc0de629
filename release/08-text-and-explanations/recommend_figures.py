"""The figure of the lesson on recommendation: neighbours of an article under a slider for the shrinkage."""

from __future__ import annotations

import math
from collections.abc import Mapping

from workbook.notebook import interactive, svg

__all__ = ["neighbours"]

LEFT, RIGHT, TOP, STEP = 190.0, 560.0, 62.0, 27.0


def draw_neighbours(article: str, readers: int, others: Mapping[str, tuple[int, int]], shrink: float) -> str:
    """Bars of the eight nearest neighbours. *others*: how many read both, and how many read the other one."""
    bars = {name: both * both / (both + shrink) / math.sqrt(readers * own) for name, (both, own) in others.items()}
    nearest = sorted(bars, key=lambda name: (-bars[name], name))[:8]
    shapes = [svg.text(12, 22, f"Neighbours of {article} ({readers} readers), shrink = {shrink:g}", size=15, bold=True)]
    shapes.append(svg.text(RIGHT + 8, 46, "both, of", size=12))
    for row, name in enumerate(nearest):
        y = TOP + STEP * row
        both, own = others[name]
        shapes.append(svg.text(LEFT - 8, y + 15, name, size=13, anchor="end"))
        shapes.append(svg.box(LEFT, y, max(1.0, (RIGHT - LEFT) * bars[name]), STEP - 8, svg.BLUE))
        shapes.append(svg.text(LEFT + (RIGHT - LEFT) * bars[name] + 6, y + 14, f"{bars[name]:.2f}", size=12))
        shapes.append(svg.text(RIGHT + 8, y + 14, f"{both} of {own}", size=12))
    told = "; ".join(f"{name} {bars[name]:.2f} ({others[name][0]} of {others[name][1]} readers)" for name in nearest)
    alt = f"Nearest neighbours of {article} with shrink {shrink:g}: {told}."
    return svg.picture(660, TOP + STEP * 8 + 8, shapes, alt)


def neighbours(article: str, readers: int, others: Mapping[str, tuple[int, int]], shrink: int = 0) -> None:
    """The nearest neighbours of *article*, under a slider for the shrinkage."""
    controls = {"shrink": interactive.slider("shrink", 0, 30, shrink)}
    interactive.controlled(lambda shrink: draw_neighbours(article, readers, others, shrink), controls)
