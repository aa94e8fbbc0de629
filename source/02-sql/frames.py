"""A window frame that slides over days of which some are missing: seven rows against seven days."""

from __future__ import annotations

from workbook.notebook import interactive, svg

DAYS = {1: 12, 2: 30, 3: 9, 6: 41, 7: 22, 9: 5, 12: 60, 13: 18, 14: 33, 20: 47, 21: 25, 22: 11}
WIDTH, HEIGHT, LEFT, STEP, GROUND = 700, 250, 30, 28, 190


def frame_rows(day: int, length: int = 7) -> list[int]:
    """The last *length* days with data, up to *day*: what ROWS takes."""
    return [other for other in DAYS if other <= day][-length:]


def frame_days(day: int, length: int = 7) -> list[int]:
    """The days with data among the last *length* days of the calendar: what RANGE takes."""
    return [other for other in DAYS if day - length < other <= day]


def draw(day: int) -> str:
    """The picture for the window that ends on *day*."""
    rows, days = frame_rows(day), frame_days(day)
    shapes = [svg.text(LEFT, 24, f"The window that ends on day {day}", size=15, bold=True)]
    for number in range(1, 23):
        x = LEFT + (number - 1) * STEP
        if number in DAYS:
            height = 2 * DAYS[number]
            colour = svg.SERIES[0] if number in days else "#9db8cc"
            shapes.append(svg.box(x + 3, GROUND - height, STEP - 6, height, colour))
        else:
            shapes.append(svg.text(x + STEP / 2, GROUND - 8, "–", anchor="middle", colour="#777777"))
        shapes.append(svg.text(x + STEP / 2, GROUND + 16, str(number), size=12, anchor="middle", bold=number == day))
    shapes += _bracket(rows[0], day, GROUND + 28, svg.SERIES[1], "ROWS", _mean(rows))
    shapes += _bracket(max(1, day - 6), day, GROUND + 46, svg.SERIES[0], "RANGE", _mean(days))
    alt = (
        f"Bars for 12 of 22 days. For day {day}, seven rows reach back to day {rows[0]}, mean {_mean(rows):.1f}; "
        f"seven days reach back to day {max(1, day - 6)}, mean {_mean(days):.1f}."
    )
    return svg.picture(WIDTH, HEIGHT, shapes, alt)


def _mean(days: list[int]) -> float:
    return sum(DAYS[day] for day in days) / len(days)


def _bracket(first: int, last: int, y: float, colour: str, name: str, mean: float) -> list[str]:
    """A bar under the days from *first* to *last*, with its words beside it."""
    begin, end = LEFT + (first - 1) * STEP + 2, LEFT + last * STEP - 2
    words = f"{name}: mean {mean:.1f}"
    place = (end + 8, "start") if last < 17 else (begin - 8, "end")
    return [
        svg.line(begin, y, end, y, colour=colour, width=6),
        svg.text(place[0], y + 4, words, size=12, anchor=place[1]),
    ]


def sliding_window(day: int = 20) -> None:
    """The picture, under a slider that moves the window from row to row."""
    days = sorted(DAYS)
    position = interactive.slider("row", 1, len(days), days.index(day) + 1)
    interactive.controlled(lambda position: draw(days[position - 1]), {"position": position})
