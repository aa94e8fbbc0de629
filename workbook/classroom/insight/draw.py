"""The page's pictures as SVG, 360 units wide so that they are read on a phone; colours are the style sheet's.

A picture repeats what a table beside it says, so its text for those who can't see it only names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from workbook.classroom.insight.measures import BINS, Measured
from workbook.classroom.insight.model import Exercise

WIDTH = 360
LEFT, RIGHT = 8, 352
ROW = 40
LONGEST = 46  # letters of a label that have room


def _text(x: float, y: float, words: str, anchor: str = "start", style: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, style, words
    )


def _box(x: float, y: float, width: float, height: float, style: str) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>').format(
        x, y, max(width, 0.0), height, style
    )


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(x1, y1, x2, y2, style)


def _dot(x: float, y: float, style: str) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5" class="{}"/>').format(x, y, style)


def _picture(height: float, shapes: Iterable[Markup], alt: str, width: float = WIDTH, style: str = "plot") -> Markup:
    head = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}" class="{}">').format(
        width, height, escape(alt), style
    )
    return head + Markup("").join(shapes) + Markup("</svg>")


def short(words: str) -> str:
    """*words*, cut where they would leave the picture."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def label(exercise: Exercise) -> str:
    """What an exercise is called in a picture."""
    return short(f"{exercise.lesson}: {exercise.cell}")


def histogram(counts: Sequence[int]) -> Markup:
    """Students in each tenth of the points."""
    step, top, floor = (RIGHT - LEFT) / BINS, 24, 170
    most = max([1, *counts])
    shapes = [_line(LEFT, floor, RIGHT, floor, "axis")]
    for number, count in enumerate(counts):
        height = (floor - top) * count / most
        x = LEFT + number * step
        shapes.append(_box(x + 2, floor - height, step - 4, height, "bar"))
        if count:
            shapes.append(_text(x + step / 2, floor - height - 5, str(count), "middle", "number"))
        if number % 2 == 0:
            shapes.append(_text(x + 1, floor + 16, str(number * 10), "middle" if number else "start"))
    shapes.append(_text(RIGHT, floor + 16, "100 %", "end"))
    return _picture(floor + 24, shapes, "Students by share of points; the table beside it has the numbers")


def difficulty(exercises: Sequence[Exercise]) -> Markup:
    """A bar an exercise: the mean share of its points."""
    shapes: list[Markup] = []
    for number, one in enumerate(exercises):
        y, value = number * ROW, one.difficulty.value
        shapes.append(_text(LEFT, y + 14, label(one)))
        shapes.append(_box(LEFT, y + 20, RIGHT - LEFT - 50, 12, "track"))
        shapes.append(_box(LEFT, y + 20, (RIGHT - LEFT - 50) * min(value or 0.0, 1.0), 12, "bar"))
        shapes.append(_text(RIGHT, y + 31, percent(value), "end", "number"))
    return _picture(len(exercises) * ROW + 4, shapes, "Mean share of points by exercise, as in the table")


def discrimination(exercises: Sequence[Exercise]) -> Markup:
    """A dot an exercise from -1 to 1, with its bounds; what has no figure is named so."""

    def across(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value + 1) / 2

    height = len(exercises) * ROW
    shapes = [_line(across(0), 0, across(0), height, "zero")]
    for number, one in enumerate(exercises):
        y, found = number * ROW, one.discrimination
        shapes.append(_text(LEFT, y + 14, label(one), style="over"))
        shapes.append(_line(LEFT, y + 27, RIGHT, y + 27, "rail"))
        if found.value is None:
            shapes.append(_text(RIGHT, y + 31, "no figure", "end", "over"))
            continue
        style = "bad" if found.value < 0 else "good"
        if found.low is not None and found.high is not None:
            shapes.append(_line(across(found.low), y + 27, across(found.high), y + 27, f"band {style}"))
        shapes.append(_dot(across(found.value), y + 27, f"dot {style}"))
    shapes += [
        _text(across(at), height + 14, words, anchor)
        for at, words, anchor in ((-1, "−1", "start"), (0, "0", "middle"), (1, "+1", "end"))
    ]
    return _picture(height + 20, shapes, "Discrimination by exercise with 95 % bounds, as in the table")


def fifths(values: Sequence[Measured]) -> Markup:
    """Five small bars, weakest first."""
    shapes = [_line(0, 30, 80, 30, "axis")]
    for number, one in enumerate(values):
        height = 28 * min(one.value or 0.0, 1.0)
        shapes.append(_box(number * 16 + 1, 30 - height, 14, height, "bar"))
    return _picture(31, shapes, "The same as bars, weakest fifth first", width=80, style="spark")


def tries(exercises: Sequence[Exercise]) -> Markup:
    """From the mean first try, a ring, to the mean last try, a dot."""
    shapes: list[Markup] = []
    for number, one in enumerate(exercises):
        y, first, last = number * ROW, one.tries.first.value or 0.0, one.tries.last.value or 0.0
        start, end = LEFT + 6 + (RIGHT - LEFT - 12) * first, LEFT + 6 + (RIGHT - LEFT - 12) * last
        shapes.append(_text(LEFT, y + 14, label(one)))
        shapes.append(_line(LEFT, y + 27, RIGHT, y + 27, "rail"))
        shapes.append(_line(start, y + 27, end, y + 27, "band good"))
        shapes += [_dot(end, y + 27, "dot good"), _dot(start, y + 27, "dot ring")]
    height = len(exercises) * ROW
    shapes += [_text(LEFT, height + 14, "0 %"), _text(RIGHT, height + 14, "100 %", "end")]
    return _picture(height + 20, shapes, "Mean share of points at first and last try, as in the table")


def percent(value: float | None) -> str:
    """``73 %``, with a space that doesn't break; a dash where there is no figure."""
    return "–" if value is None else f"{value * 100:.0f}\u00a0%"
