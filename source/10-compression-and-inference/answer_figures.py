"""The picture of the lesson on answering: a schedule as a chart with a bar for each letter, and the pages in use below it."""

from __future__ import annotations

from collections.abc import Callable

import answer_desk as desk
from workbook.notebook import interactive, svg

LEFT, RIGHT, TOP, ROW = 60.0, 680.0, 52.0, 4.0
MEMORY = 90.0


def draw_schedule(schedule: desk.Schedule, pages: int = 40, together: int = 6, limit: int = 40) -> str:
    """Monday's letters under *schedule*: grey while they wait, coloured while they are answered; the pages in use below."""
    seen = desk.run(schedule, desk.morning(together), pages, limit=limit)
    name = getattr(schedule, "__name__", "a schedule")
    steps = max(seen.steps, 1)

    def x(step: float) -> float:
        return LEFT + (RIGHT - LEFT) * step / steps

    told = f"{seen.steps} steps, at least {seen.least}; pages in use: {_share(seen)} in 100; overtaken at most {max(seen.overtaken.values(), default=0)} times"
    if seen.fault:
        told = f"stopped: {seen.fault}"
    shapes = [
        svg.text(12, 20, f"{name}: {len(seen.letters)} letters, {pages} pages", size=15, bold=True),
        svg.text(12, 40, told),
    ]
    for place, letter in enumerate(seen.letters):
        y = TOP + ROW * place
        begun = seen.began.get(letter["id"], steps)
        ended = seen.ended.get(letter["id"], steps)
        large = letter["prompt"] > 200
        shapes.append(svg.box(x(letter["arrives"]), y, x(begun) - x(letter["arrives"]), ROW - 1, svg.LINE, edge="none"))
        shapes.append(
            svg.box(x(begun), y, x(ended) - x(begun), ROW - 1, svg.VERMILION if large else svg.BLUE, edge="none")
        )
    middle = TOP + ROW * len(seen.letters)
    shapes += [
        svg.text(LEFT - 8, TOP + 10, "first", size=12, anchor="end"),
        svg.text(LEFT - 8, middle, "last", size=12, anchor="end"),
    ]
    shapes += _memory(seen, x, middle + 24)
    bottom = middle + 24 + MEMORY
    for part in range(5):
        step = round(steps * part / 4)
        shapes.append(svg.text(x(step), bottom + 16, f"{step}", size=12, anchor="middle"))
    shapes.append(
        svg.text(
            (LEFT + RIGHT) / 2,
            bottom + 34,
            "step; grey: waits, blue: short letter, orange: long letter",
            size=12,
            anchor="middle",
        )
    )
    return svg.picture(
        700, bottom + 44, shapes, f"Schedule {name} for {len(seen.letters)} letters and {pages} pages: {told}."
    )


def _share(seen: desk.Run) -> int:
    return round(100 * sum(seen.used) / (seen.pages * max(seen.steps, 1)))


def _memory(seen: desk.Run, x: Callable[[float], float], top: float) -> list[str]:
    """The pages in use, step by step, below the line of those that there are."""
    highest = max(seen.pages, *seen.used) if seen.used else seen.pages

    def y(used: float) -> float:
        return top + MEMORY * (1 - used / highest)

    curve = [point for step, used in enumerate(seen.used) for point in ((x(step), y(used)), (x(step + 1), y(used)))]
    return [
        svg.line(LEFT, y(0), RIGHT, y(0)),
        svg.line(LEFT, y(seen.pages), RIGHT, y(seen.pages), colour=svg.BAD, width=2, dash="6 4"),
        svg.text(LEFT - 8, y(seen.pages) + 4, f"{seen.pages} pages", size=12, anchor="end"),
        svg.text(LEFT - 8, y(0) + 4, "0", size=12, anchor="end"),
        svg.path(curve, colour=svg.GREEN, width=1.5),
    ]


def schedule(policy: desk.Schedule, pages: int = 40, together: int = 6) -> None:
    """Monday under *policy*, with sliders for the pages of memory and for how many letters come in a step."""
    controls = {
        "pages": interactive.slider("pages of memory", 24, 80, pages),
        "together": interactive.slider("short letters a step", 1, 12, together),
    }
    interactive.controlled(lambda pages, together: draw_schedule(policy, pages, together), controls)
