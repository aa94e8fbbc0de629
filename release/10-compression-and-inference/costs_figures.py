"""The figure of the lesson on costs: the roofline of one GPU, with three parts of a language model under sliders for batch and length."""

from __future__ import annotations

import math

from workbook.notebook import interactive, svg

__all__ = ["draw_roofline", "parts", "roofline"]

PEAK, BANDWIDTH = 312e12, 1555e9
"""NVIDIA A100, 40 GB: FLOP/s of its tensor cores on 16-bit numbers (dense), and bytes a second of its memory, by its data sheet."""
WIDTH = 2048
"""Numbers in a token's vector; a weight and an activation have two bytes."""
LEFT, RIGHT, TOP, BOTTOM = 78.0, 660.0, 84.0, 330.0
LOW, HIGH = -1.0, 4.2  # powers of ten on the axis of intensity
FLOOR, ROOF = 10.5, 15.0  # powers of ten of FLOP/s


def parts(batch: int, length: int) -> dict[str, tuple[float, float]]:
    """(FLOPs, bytes) of three parts of one layer, for *batch* letters of *length* tokens.

    The feed-forward part of width 4 * WIDTH as the letters are read, all their tokens at once; the same as one more token
    of each answer is written; and attention over the tokens so far, as that token is written.
    """
    weights = 2 * WIDTH * 4 * WIDTH

    def feed_forward(tokens: int) -> tuple[float, float]:
        moved = 2 * weights + 2 * tokens * (
            2 * WIDTH + 2 * 4 * WIDTH
        )  # both matrices, and each product's input and output
        return 2.0 * tokens * weights, float(moved)

    attention = 4.0 * batch * length * WIDTH, 2.0 * (2 * batch * length * WIDTH + 2 * batch * WIDTH)
    return {
        "reading: feed-forward": feed_forward(batch * length),
        "writing: feed-forward": feed_forward(batch),
        "writing: attention": attention,
    }


def _place(intensity: float, speed: float) -> tuple[float, float]:
    x = LEFT + (RIGHT - LEFT) * (math.log10(intensity) - LOW) / (HIGH - LOW)
    y = BOTTOM - (BOTTOM - TOP) * (math.log10(speed) - FLOOR) / (ROOF - FLOOR)
    return x, y


def _axes() -> list[str]:
    shapes = []
    for power in range(5):
        x, _ = _place(10.0**power, 1e11)
        shapes += [svg.line(x, TOP, x, BOTTOM), svg.text(x, BOTTOM + 18, f"{10**power:,}", size=12, anchor="middle")]
    for power, name in ((11, "0.1"), (12, "1"), (13, "10"), (14, "100")):
        _, y = _place(1.0, 10.0**power)
        shapes += [svg.line(LEFT, y, RIGHT, y), svg.text(LEFT - 6, y + 4, name, size=12, anchor="end")]
    shapes.append(svg.text((LEFT + RIGHT) / 2, BOTTOM + 38, "FLOPs for each byte moved", anchor="middle"))
    shapes.append(svg.text(12, TOP - 10, "at most so many TFLOP/s", size=12))
    return shapes


def draw_roofline(batch: int, length: int) -> str:
    """The two roofs, and where the three parts lie under them."""
    ridge = PEAK / BANDWIDTH
    shapes = [svg.text(12, 22, f"Roofline of an A100: {batch} letters of {length} tokens", size=15, bold=True)]
    shapes += _axes()
    roof = [_place(10.0**LOW, BANDWIDTH * 10.0**LOW), _place(ridge, PEAK), _place(10.0**HIGH, PEAK)]
    shapes.append(svg.path(roof, colour=svg.INK))
    told = []
    for (name, (flops, moved)), colour in zip(
        parts(batch, length).items(), (svg.BLUE, svg.VERMILION, svg.GOOD), strict=True
    ):
        intensity = flops / moved
        speed = min(PEAK, BANDWIDTH * intensity)
        x, y = _place(intensity, speed)
        told.append(
            f"{name}: {intensity:.3g} FLOPs a byte, {'arithmetic' if intensity >= ridge else 'memory'} bounds it, {f'{share:.0f}' if (share := 100 * speed / PEAK) >= 10 else f'{share:.1g}'} % of the peak"
        )
        shapes.append(svg.dot(x, y, colour, 7))
        row = BOTTOM + 40 + 22 * len(told)
        shapes += [svg.dot(20, row - 4, colour, 6), svg.text(34, row, told[-1])]
    alt = (
        f"Roofline with a ridge at {ridge:.0f} FLOPs a byte, {batch} letters of {length} tokens. "
        + "; ".join(told)
        + "."
    )
    return svg.picture(690, 452, shapes, alt)


def roofline(batch: int = 8, length: int = 256) -> None:
    """The roofline under sliders for the batch and for the length of a letter."""
    controls = {
        "batch": interactive.slider("letters in the batch", 1, 512, batch),
        "length": interactive.slider("tokens in a letter", 1, 4096, length),
    }
    interactive.controlled(draw_roofline, controls)
