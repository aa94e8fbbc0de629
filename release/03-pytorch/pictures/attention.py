"""The matrix of attention weights with its masks, under sliders."""

from __future__ import annotations

import math

from workbook.notebook.interactive import controlled, slider
from workbook.notebook.svg import GREY, INK, PALE, PAPER, Picture

WORDS = ("the", "parcel", "was", "left", "outside", "again")
CELL = 56


def score(query: int, key: int) -> float:
    """A made-up score: words close by, and `parcel`, matter more."""
    return 2.0 * math.cos(1.3 * query + 0.7 * key) + (1.5 if key == 1 else 0.0) - 0.3 * abs(query - key)


def weights(steps: int, padding: int, causal: bool, sharpness: float = 1.0) -> list[list[float | None]]:
    """Rows of attention weights; None where a mask forbids to look. The last `padding` tokens are padding."""
    table: list[list[float | None]] = []
    for query in range(steps):
        allowed = [key < steps - padding and (key <= query or not causal) for key in range(steps)]
        powers = [math.exp(sharpness * score(query, key)) if allowed[key] else 0.0 for key in range(steps)]
        total = sum(powers) or 1.0
        table.append([power / total if allowed[key] else None for key, power in enumerate(powers)])
    return table


def draw(padding: int = 1, causal: bool = True, sharpness: float = 1.0) -> Picture:
    """One row for each query, one column for each key: the darker, the more is taken from there."""
    steps = len(WORDS)
    table = weights(steps, padding, causal, sharpness)
    names = [*WORDS[: steps - padding], *["<pad>"] * padding]
    alt = (
        f"Attention weights of {steps} tokens, the last {padding} of them padding, {'with' if causal else 'without'} a causal mask. "
        "Masked cells are crossed; the others in a row add up to 1."
    )
    picture = Picture(640, 96 + steps * CELL + 40, alt)
    left, top = 110, 66
    picture.text(left, 20, "keys: where it looks", anchor="start", bold=True)
    picture.text(8, top - 18, "queries", anchor="start", bold=True)
    for place, name in enumerate(names):
        colour = GREY if name == "<pad>" else INK
        picture.text(left + (place + 0.5) * CELL, top - 16, name, size=12, colour=colour)
        picture.text(left - 10, top + (place + 0.5) * CELL, name, size=12, anchor="end", colour=colour)
    for query, row in enumerate(table):
        for key, value in enumerate(row):
            _cell(picture, left + key * CELL, top + query * CELL, value)
        total = sum(value for value in row if value is not None)
        picture.text(left + steps * CELL + 14, top + (query + 0.5) * CELL, f"sum {total:.2f}", size=12, anchor="start")
    picture.text(
        left,
        top + steps * CELL + 26,
        "Crossed: masked. The mask is laid on the scores, before the softmax.",
        anchor="start",
        colour="#555555",
    )
    return picture


def _cell(picture: Picture, x: float, y: float, value: float | None) -> None:
    if value is None:
        picture.rect(x, y, CELL, CELL, PALE, line=GREY, dashed=True)
        picture.line(x + 16, y + 16, x + CELL - 16, y + CELL - 16, colour=GREY)
        picture.line(x + CELL - 16, y + 16, x + 16, y + CELL - 16, colour=GREY)
        return
    red, green, blue = (round(255 + value * (dark - 255)) for dark in (0, 82, 140))
    picture.rect(x, y, CELL, CELL, f"#{red:02x}{green:02x}{blue:02x}", line=GREY)
    picture.text(x + CELL / 2, y + CELL / 2, f"{value:.2f}", size=13, colour=PAPER if value > 0.5 else INK)


def attention() -> None:
    """The figure with its sliders."""
    controlled(
        lambda **values: str(draw(**values)),
        {
            "padding": slider("padding", 0, len(WORDS), 2),
            "causal": {"widget": "Checkbox", "value": True, "description": "causal mask"},
            "sharpness": slider("scale", 0.0, 4.0, 1.0, step=0.25),
        },
    )
