"""The figure of the lesson on smaller models: probabilities under a slider for the temperature."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbook.notebook import interactive, svg

__all__ = ["temperature"]

LEFT, TOP, BOTTOM, STEP = 40.0, 56.0, 226.0, 62.0


def draw_temperature(logits: Sequence[float], T: float, name: str = "an image") -> str:
    """A bar for each class: the softmax of the *logits* over *T*."""
    highest = max(logits)
    grown = [math.exp((one - highest) / T) for one in logits]
    chances = [one / sum(grown) for one in grown]
    shapes = [svg.text(12, 22, f"What the teacher says of {name}, T = {T:g}", size=15, bold=True)]
    for digit, chance in enumerate(chances):
        x = LEFT + STEP * digit
        top = BOTTOM - (BOTTOM - TOP) * chance
        shapes.append(svg.line(x, BOTTOM, x, min(top, BOTTOM - 1), colour=svg.BLUE, width=30))
        shapes.append(svg.text(x, top - 6, f"{chance:.3f}", size=12, anchor="middle"))
        shapes.append(svg.text(x, BOTTOM + 18, str(digit), anchor="middle"))
    shapes.append(svg.text(LEFT + 4.5 * STEP, BOTTOM + 38, "digit", anchor="middle"))
    told = ", ".join(f"{digit}: {chance:.3f}" for digit, chance in enumerate(chances))
    return svg.picture(680, 276, shapes, f"Softmax of the logits of {name} at temperature {T:g}. {told}.")


def temperature(logits: Sequence[float], name: str = "an image", T: float = 1.0) -> None:
    """The softmax of *logits* under a slider for the temperature."""
    controls = {"T": interactive.slider("temperature", 0.5, 10, T, step=0.5)}
    interactive.controlled(lambda T: draw_temperature(logits, T, name), controls)
