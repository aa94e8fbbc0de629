"""The figure of the lesson on trees: a split moved by hand.

It draws what stands in data/split_by_hand.csv. Counts and Gini of every threshold were worked out when the data were made, so that nothing
of the exercises is here.
"""

from __future__ import annotations

import pandas as pd

from workbook.notebook import interactive, svg

__all__ = ["move_split"]

TITLES = {"quiet": "days since the last call", "tenure": "months with Linnet"}
LEFT_EDGE, WIDTH = 50, 610


def draw_split(customers: pd.DataFrame, splits: pd.DataFrame, column: str, threshold: float) -> str:
    """The customers on a line, a threshold between them, both sides' counts, and the Gini of every threshold.

    *customers*: a row each with *column* and ``left``. *splits*: ``column``, ``threshold`` (from which on the row counts), ``low_left``,
    ``low_stayed``, ``high_left``, ``high_stayed``, ``gini`` (empty if a side is).
    """
    own = splits[splits["column"] == column].sort_values("threshold")
    now = own[own["threshold"] <= threshold].iloc[-1]
    top = float(max(own["threshold"].max(), customers[column].max())) * 1.06

    def place(value: float) -> float:
        return LEFT_EDGE + WIDTH * value / top

    shapes = [svg.text(12, 22, f"Parted by {TITLES.get(column, column)}", size=15, bold=True)]
    shapes += [svg.line(LEFT_EDGE, 92, LEFT_EDGE + WIDTH, 92)]
    for value, left in zip(customers[column], customers["left"], strict=True):
        shapes.append(svg.dot(place(value), 74 if left else 110, svg.SERIES[1] if left else svg.SERIES[0], 7))
    shapes += [
        svg.text(12, 66, "left", size=12, colour=svg.SERIES[1]),
        svg.text(4, 132, "stayed", size=12, colour=svg.SERIES[0]),
    ]
    shapes.append(svg.line(place(threshold), 46, place(threshold), 300, colour=svg.INK, dash="4 3"))
    for side, x in (("low", LEFT_EDGE), ("high", LEFT_EDGE + WIDTH / 2 + 10)):
        gone, kept = int(now[f"{side}_left"]), int(now[f"{side}_stayed"])
        sign = "up to" if side == "low" else "above"
        shapes.append(svg.text(x, 160, f"{sign} {threshold:g}: {gone} left, {kept} stayed", size=13))
    measured = own[own["gini"].notna()]
    shapes += _curve(measured, place, top)
    known = pd.notna(now["gini"])
    said = f"{now['gini']:.3f}" if known else "no split: a side is empty"
    if known:
        shapes.append(svg.dot(place(threshold), _height(now["gini"]), svg.INK, 6))
    shapes.append(
        svg.text(LEFT_EDGE, 334, f"Gini of this split: {said}   lowest: {measured['gini'].min():.3f}", bold=True)
    )
    alt = f"{TITLES.get(column, column)} parted at {threshold:g}: {now['low_left']:g} of {now['low_left'] + now['low_stayed']:g} left below, "
    alt += f"{now['high_left']:g} of {now['high_left'] + now['high_stayed']:g} above; Gini {said}."
    return svg.picture(700, 346, shapes, alt)


def _height(gini: float) -> float:
    return 300 - 220 * float(gini)


def _curve(measured: pd.DataFrame, place: object, top: float) -> list[str]:
    """The Gini between neighbouring values doesn't change: a line of steps."""
    at = list(measured["threshold"])
    steps: list[tuple[float, float]] = []
    for start, end, gini in zip(at, [*at[1:], None], measured["gini"], strict=True):
        stop = start + 0.03 * top if end is None else end
        steps += [(place(start), _height(gini)), (place(stop), _height(gini))]  # type: ignore[operator]
    shapes = [svg.path(steps, colour=svg.SERIES[2])]
    for gini in (0.2, 0.5):
        shapes += [
            svg.line(LEFT_EDGE, _height(gini), LEFT_EDGE + WIDTH, _height(gini), dash="2 4"),
            svg.text(LEFT_EDGE - 6, _height(gini) + 4, f"{gini:g}", size=12, anchor="end"),
        ]
    return shapes


def move_split(customers: pd.DataFrame, splits: pd.DataFrame) -> None:
    """The split, under a slider of its threshold and a choice of its column."""
    names = list(dict.fromkeys(splits["column"]))
    menu = {
        "widget": "Dropdown", "options": [(TITLES.get(name, name), name) for name in names], "value": names[0], "description": "column",
        "style": {"description_width": "initial"}, "layout": {"max_width": "calc(100% - 4px)"},
    }  # fmt: skip
    most = float(customers[names].to_numpy().max())
    sliders = {"column": menu, "threshold": interactive.slider("threshold", 0.0, most, 30.0, step=1)}
    interactive.controlled(lambda column, threshold: draw_split(customers, splits, column, threshold), sliders)
