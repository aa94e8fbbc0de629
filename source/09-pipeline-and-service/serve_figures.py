"""The figures of the lesson on serving: a queue under load with its p95, and how a batch fills."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from workbook.notebook import interactive, svg

__all__ = ["batches", "draw_batches", "draw_load", "served", "under_load"]

LEFT, RIGHT, TOP, BOTTOM = 62.0, 660.0, 66.0, 266.0
RUSH = (20.0, 40.0)
"""Seconds between which the rush lasts, of a minute."""
ENDLESS = 200


@dataclass(frozen=True)
class Served:
    """A minute: when each came, the seconds until its answer (NaN: sent away), and how many waited when it came."""

    came: list[float]
    took: list[float]
    line: list[int]

    @property
    def p95(self) -> float:
        """The time within which 95 in 100 of those who were answered had their answer."""
        answered = sorted(one for one in self.took if not math.isnan(one))
        return answered[math.ceil(0.95 * len(answered)) - 1] if answered else math.nan


def served(rate: float, rush: float, workers: int, places: int, seed: int = 3) -> Served:
    """A minute of requests, *rate* a second, in the rush *rush* a second, each a second of work; *places* of 200: no limit."""
    rng = np.random.default_rng(seed)
    came: list[float] = []
    clock = 0.0
    for gap in rng.exponential(1.0, 4000).tolist():
        clock += gap / (rush if RUSH[0] <= clock < RUSH[1] else rate)
        if clock >= 60:
            break
        came.append(clock)
    free = [0.0] * workers
    begins: list[float] = []
    took, line = [], []
    for at in came:
        waiting = sum(begin > at for begin in begins[-ENDLESS * 4 :])
        line.append(waiting)
        if free[0] > at and waiting >= places and places < ENDLESS:
            took.append(math.nan)
            continue
        begin = max(at, heapq.heappop(free))
        heapq.heappush(free, begin + 1.0)
        begins.append(begin)
        took.append(begin + 1.0 - at)
    return Served(came, took, line)


def draw_load(rate: int, rush: int, workers: int, places: int) -> str:
    """The line's length over a minute with a rush in its middle, and what became of the callers."""
    seen = served(rate, rush, workers, places)
    away = sum(math.isnan(one) for one in seen.took)
    limit = "no limit" if places >= ENDLESS else f"at most {places}"
    highest = max(30, math.ceil(max(seen.line, default=0) / 30) * 30)
    shapes = [svg.text(12, 22, f"A line before {workers} workers, {limit} in line", size=15, bold=True)]

    def place(second: float, waiting: float) -> tuple[float, float]:
        return LEFT + (RIGHT - LEFT) * second / 60, BOTTOM - (BOTTOM - TOP) * waiting / highest

    left, right = place(RUSH[0], 0)[0], place(RUSH[1], 0)[0]
    shapes.append(svg.box(left, TOP, right - left, BOTTOM - TOP, "#F3E6C8", edge="#F3E6C8"))
    shapes.append(svg.text((left + right) / 2, TOP + 14, "rush", size=12, anchor="middle"))
    for mark in range(0, highest + 1, highest // 3):
        x, y = place(0, mark)
        shapes += [svg.line(x, y, RIGHT, y), svg.text(x - 6, y + 4, str(mark), size=12, anchor="end")]
    for second in (0, 20, 40, 60):
        shapes.append(svg.text(place(second, 0)[0], BOTTOM + 18, str(second), size=12, anchor="middle"))
    shapes.append(svg.text((LEFT + RIGHT) / 2, BOTTOM + 38, "seconds; upwards: how many wait in line", anchor="middle"))
    shapes.append(
        svg.path([place(at, waiting) for at, waiting in zip(seen.came, seen.line, strict=True)], colour=svg.BLUE)
    )
    told = f"{len(seen.came)} callers;  sent away: {away};  p95 of the others: {seen.p95:.1f} s"
    shapes.append(svg.text(12, 44, told))
    alt = f"The line before {workers} workers, {limit}, with {rate} requests a second and {rush} in the rush: {told}; longest line {max(seen.line, default=0)}."
    return svg.picture(690, 316, shapes, alt)


def under_load(rate: int = 5, rush: int = 14, workers: int = 8, places: int = ENDLESS) -> None:
    """A queue under load with its p95, under sliders for the requests, the workers and the places in line."""
    controls = {
        "rate": interactive.slider("requests a second", 1, 12, rate),
        "rush": interactive.slider("in the rush", 1, 24, rush),
        "workers": interactive.slider("workers", 1, 16, workers),
        "places": interactive.slider(f"places in line ({ENDLESS}: no limit)", 0, ENDLESS, places),
    }
    interactive.controlled(draw_load, controls)


def draw_batches(came: list[int], handed: list[tuple[int, list[int]]], wait: int) -> str:
    """Rows on a line of time in milliseconds, and the batches by which they are handed over: (ms, places of rows)."""
    last = max([*came, *(at for at, _ in handed)]) + 5
    shapes = [
        svg.text(12, 22, f"Batches: at most {wait} ms after the first row, or when they are full", size=15, bold=True)
    ]

    def x(ms: float) -> float:
        return LEFT + (RIGHT - LEFT) * ms / last

    shapes.append(svg.text(12, 74, "rows"))
    shapes.append(svg.text(12, 134, "handed"))
    for number, (at, rows) in enumerate(handed):
        colour = (svg.BLUE, svg.VERMILION, svg.GOOD)[number % 3]
        shapes.append(svg.box(x(at) - 16, 116, 32, 28, colour))
        shapes.append(svg.text(x(at), 135, str(len(rows)), anchor="middle", colour="#ffffff", bold=True))
        shapes.append(svg.text(x(at), 162, f"{at} ms", size=12, anchor="middle"))
        for row in rows:
            shapes += [svg.line(x(came[row]), 70, x(at), 114, colour=colour), svg.dot(x(came[row]), 70, colour, 6)]
    told = "; ".join(f"{len(rows)} rows at {at} ms" for at, rows in handed)
    return svg.picture(690, 176, shapes, f"Rows that came at {came} ms are handed over in batches: {told}.")


def batches() -> None:
    """Seven rows, at most three in a batch, at most 10 ms after the first."""
    came = [2, 5, 9, 11, 30, 36, 43]
    interactive.show(draw_batches(came, [(9, [0, 1, 2]), (21, [3]), (40, [4, 5]), (53, [6])], 10))
