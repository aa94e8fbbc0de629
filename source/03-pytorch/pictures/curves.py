"""The learning curve of a run: training and validation loss, and the epoch that was kept."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbook.notebook.interactive import show
from workbook.notebook.svg import BLUE, GREY, ORANGE, PALE, Picture, path

LEFT, TOP, WIDTH, HEIGHT = 70, 40, 500, 220


def marks(high: float) -> list[float]:
    """Round numbers from 0 to *high*, three to six of them."""
    unit = 10 ** math.floor(math.log10(high / 5))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= high / 5)
    return [step * number for number in range(int(high / step) + 1)]


def draw(history: Sequence[Sequence[float]]) -> Picture:
    """`history` holds (training loss, validation loss) for each epoch."""
    rows = [(float(row[0]), float(row[1])) for row in history]
    best = min(range(len(rows)), key=lambda epoch: rows[epoch][1]) if rows else 0
    alt = f"Learning curve over {len(rows)} epochs" + (
        f"; the validation loss is lowest, {rows[best][1]:.3g}, in epoch {best + 1}." if rows else "."
    )
    picture = Picture(640, TOP + HEIGHT + 60, alt)
    if not rows:
        return picture
    settled = rows[len(rows) // 20 :]  # the first epochs may be far off the sheet
    high = max((value for row in settled for value in row if math.isfinite(value)), default=0.0) * 1.05 or 1.0

    def at(epoch: int, value: float) -> tuple[float, float]:
        shown = max(0.0, value) if value < high else high  # NaN is drawn at the top edge
        return LEFT + WIDTH * epoch / max(1, len(rows) - 1), TOP + HEIGHT * (1 - shown / high)

    for value in marks(high):
        y = at(0, value)[1]
        picture.line(LEFT, y, LEFT + WIDTH, y, colour=PALE)
        picture.text(LEFT - 8, y, f"{value:.6g}", size=12, anchor="end")
    for series, (name, colour, dashed) in enumerate((("training", BLUE, True), ("validation", ORANGE, False))):
        points = (at(epoch, row[series]) for epoch, row in enumerate(rows))
        picture.shapes.append(path(points, colour=colour, dash="4 3" if dashed else ""))
        picture.line(LEFT + 160 * series, 18, LEFT + 160 * series + 30, 18, colour=colour, thick=2.5, dashed=dashed)
        picture.text(LEFT + 160 * series + 38, 18, name + " loss", anchor="start")
    x, y = at(best, rows[best][1])
    picture.line(x, TOP, x, TOP + HEIGHT, colour=GREY, dashed=True)
    picture.text(min(x, LEFT + WIDTH - 60), TOP + HEIGHT + 18, f"best: epoch {best + 1}, {rows[best][1]:.3g}", size=12)
    picture.text(LEFT + WIDTH / 2, TOP + HEIGHT + 42, f"epoch (1 to {len(rows)})", size=12)
    return picture


def learning_curve(history: Sequence[Sequence[float]]) -> None:
    """Shows the curve."""
    show(str(draw(history)))
