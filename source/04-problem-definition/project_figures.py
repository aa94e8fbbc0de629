"""Figures of the unit on problem definition: threshold against costs, weighted priorities, Gantt chart.

They draw what stands in data/. What exercises ask for (counts at each threshold, gates, starts and slack) was worked out when the data were
made, so that nothing of it is here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from workbook.notebook import interactive, svg

__all__ = ["gantt", "priorities", "threshold_costs"]

OUTCOMES = ("tp", "fp", "fn", "tn")
CRITERIA = ("need", "impact", "urgency", "effort", "data", "extensibility")
Times = Mapping[str, tuple[int, int, int]]
"""Task -> its start, its finish, and its slack in days."""


def draw_costs(counts: pd.DataFrame, cost: Mapping[str, float], threshold: float) -> str:
    """Total cost against the threshold, with the chosen one, the cheapest, 0.5 and the best F1.

    *counts*: a row for each threshold, ascending (the last is infinity: acting on nobody), with tp, fp, fn, tn.
    """
    euros_of = sum(counts[name] * cost[name] for name in OUTCOMES)
    curve = [(float(t), float(euros)) for t, euros in zip(counts["threshold"], euros_of, strict=True)]
    f1 = 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"])
    best_f1 = curve[int(f1.argmax())]
    cheapest, lowest = min(curve, key=lambda point: point[1])
    values = [euros for _, euros in curve]
    top, bottom = max(values), min(values)
    span = (top - bottom) or 1.0

    def place(t: float, euros: float) -> tuple[float, float]:
        return 70 + 560 * min(t, 1.08), 250 - 190 * (euros - bottom) / span

    shapes = [svg.text(12, 22, "Total cost against the threshold", size=15, bold=True)]
    for euros in (bottom, (top + bottom) / 2, top):
        height = place(0, euros)[1]
        shapes += [svg.line(70, height, 690, height), svg.text(62, height + 4, f"{euros:.0f} €", size=12, anchor="end")]
    for mark in (0, 0.25, 0.5, 0.75, 1):
        shapes.append(svg.text(70 + 560 * mark, 272, f"{mark:g}", size=12, anchor="middle"))
    shapes.append(svg.text(675, 272, "nobody", size=12, anchor="middle"))
    before = [0.0, *(t for t, _ in curve)]  # between two scores the cost doesn't change: steps
    steps = [place(t, euros) for last, (now, euros) in zip(before, curve, strict=False) for t in (last, now)]
    shapes.append(svg.path(steps, colour=svg.SERIES[0]))
    shapes.append(svg.line(*place(threshold, top), *place(threshold, bottom), colour=svg.INK, dash="4 3"))
    now = next(euros for t, euros in curve if t >= threshold)
    marks = (
        ("chosen", threshold, now, svg.INK), ("at 0.5", 0.5, next(e for t, e in curve if t >= 0.5), svg.SERIES[1]),
        ("best F1", *best_f1, svg.SERIES[3]), ("cheapest", cheapest, lowest, svg.GOOD),
    )  # fmt: skip
    for position, (name, t, euros, colour) in enumerate(marks):
        x, height = place(t, euros)
        where = "nobody" if math.isinf(t) else f"{t:.2f}"
        shapes += [svg.dot(x, height, colour, 6), svg.dot(24 + 168 * position, 300, colour, 6)]
        shapes.append(svg.text(36 + 168 * position, 305, f"{name}: {where}, {euros:.0f} €", size=13))
    prices = ", ".join(f"{name} {cost[name]:g}" for name in OUTCOMES)
    alt = f"Total cost for {prices}; lowest {lowest:.0f} at {cheapest:.2f}, at 0.5 {marks[1][2]:.0f}, at the chosen {threshold:.2f} {now:.0f}."
    return svg.picture(700, 322, shapes, alt)


def threshold_costs(counts: pd.DataFrame, cost: Mapping[str, float]) -> None:
    """Costs against the threshold, under sliders of the threshold and of the prices of the four outcomes."""

    def draw(threshold: float, **prices: float) -> str:
        return draw_costs(counts, prices, threshold)

    sliders = {"threshold": interactive.slider("threshold", 0.0, 1.0, 0.5, step=0.01)}
    for name in OUTCOMES:
        sliders[name] = interactive.slider(f"{name}, €", -60.0, 60.0, float(cost[name]), step=1)
    interactive.controlled(draw, sliders, columns=2)


def draw_priorities(rows: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> str:
    """Stacked bars of the weighted criteria of every candidate; those that a gate stops stand below, in grey.

    *rows*: candidate, gate ("passes", or what stops it) and its marks, turned so that more is better.
    """
    passing: list[tuple[float, str, list[float]]] = []
    for row in rows:
        marks = [weights[name] * row[name] for name in CRITERIA]
        if row["gate"] == "passes":
            passing.append((sum(marks), str(row["candidate"]), marks))
    stopped = [(str(row["candidate"]), str(row["gate"])) for row in rows if row["gate"] != "passes"]
    passing.sort(key=lambda entry: -entry[0])
    scale = 420 / max([entry[0] for entry in passing] + [1])
    colours = (svg.SERIES[0], svg.SERIES[1], svg.SERIES[2], svg.SERIES[3], svg.FAIR, "#777777")
    shapes = [svg.text(12, 22, "Priorities: weighted criteria of those that pass the gates", size=15, bold=True)]
    y = 40.0
    for place, (total, name, marks) in enumerate(passing):
        shapes.append(svg.text(168, y + 19, name, anchor="end", bold=place == 0))
        x = 178.0
        for mark, colour in zip(marks, colours, strict=True):
            shapes.append(svg.box(x, y + 3, mark * scale, 24, colour))
            x += mark * scale
        shapes.append(svg.text(x + 8, y + 19, f"{total:g}" + ("  wins" if place == 0 else ""), bold=place == 0))
        y += 34
    for name, gate in stopped:
        shapes += [
            svg.text(168, y + 17, name, anchor="end", colour="#777777"),
            svg.text(178, y + 17, f"stopped: {gate}", colour="#777777"),
        ]
        y += 26
    for place, (name, colour) in enumerate(zip(CRITERIA, colours, strict=True)):
        shapes.append(svg.box(14 + place * 114, y + 12, 13, 13, colour))
        shapes.append(
            svg.text(
                31 + place * 114, y + 23, f"{'low effort' if name == 'effort' else name} ×{weights[name]:g}", size=12
            )
        )
    winner = passing[0][1] if passing else "nobody"
    scores = ", ".join(f"{name} {total:g}" for total, name, _ in passing)
    return svg.picture(700, int(y + 36), shapes, f"Weighted scores: {scores}; {winner} wins.")


def priorities(rows: Sequence[Mapping[str, Any]], weights: Mapping[str, float]) -> None:
    """The priorities, under sliders of the weights: move one and watch the winner change."""
    sliders = {name: interactive.slider(name, 0.0, 8.0, float(weights[name]), step=0.5) for name in CRITERIA}
    interactive.controlled(lambda **values: draw_priorities(rows, values), sliders, columns=2)


def draw_gantt(times: Times, note: str = "") -> str:
    """Bars by task: critical ones dark, the slack of the others as a pale tail."""
    total = max(finish for _, finish, _ in times.values())
    order = sorted(times, key=lambda name: (times[name][0], times[name][1] + times[name][2]))
    unit = 480 / max(total, 1)
    height = 84 + 28 * len(order)
    shapes = [svg.text(12, 22, f"{total} days{note}", size=15, bold=True), *_gantt_key(height - 18)]
    for day in range(0, total + 1, 5):
        shapes += [svg.line(180 + day * unit, 36, 180 + day * unit, height - 48)]
        shapes.append(svg.text(180 + day * unit, height - 34, str(day), size=12, anchor="middle"))
    for place, name in enumerate(order):
        start, finish, slack = times[name]
        y, critical = 40 + 28 * place, not slack
        shapes.append(svg.text(170, y + 16, name, anchor="end", bold=critical))
        shapes.append(svg.box(180 + finish * unit, y + 7, slack * unit, 8, svg.LINE))
        shapes.append(
            svg.box(180 + start * unit, y, (finish - start) * unit, 22, svg.BAD if critical else svg.SERIES[0])
        )
        shapes.append(svg.text(184 + start * unit, y + 16, str(finish - start), size=12, colour="#ffffff"))
    critical_names = ", ".join(name for name in order if not times[name][2])
    alt = f"Gantt chart over {total} days{note}; critical: {critical_names}."
    return svg.picture(700, height, shapes, alt)


def _gantt_key(y: float) -> list[str]:
    """What the colours mean, in a line below the days."""
    shapes = []
    keys = (("critical: no slack", svg.BAD, 13), ("has slack", svg.SERIES[0], 13), ("slack", svg.LINE, 8))
    for place, (name, colour, thick) in enumerate(keys):
        x = 180 + 150 * place
        shapes += [svg.box(x, y - 5 - thick / 2, 13, thick, colour), svg.text(x + 19, y, name, size=12)]
    return shapes


def times_after(cuts: pd.DataFrame, days: Mapping[str, int], cut: Mapping[str, int]) -> Times:
    """The times of every task once *cut* days are taken away, from the row of *cuts* that holds them.

    *cuts* has a row for every way to cut, with the columns ``cut <task>``, ``start <task>`` and ``slack <task>``.
    """
    row = cuts[(cuts[[f"cut {name}" for name in cut]] == list(cut.values())).all(axis=1)].iloc[0]
    starts = {name: int(row[f"start {name}"]) for name in days}
    return {
        name: (starts[name], starts[name] + most - cut.get(name, 0), int(row[f"slack {name}"]))
        for name, most in days.items()
    }


def gantt(cuts: pd.DataFrame, tasks: Mapping[str, tuple[int, Any]], limits: Mapping[str, tuple[int, int]]) -> None:
    """The Gantt chart, under sliders that cut days from the tasks in *limits* (task -> (days at most, euros a day))."""
    names = list(limits)
    length = {name: days for name, (days, _) in tasks.items()}

    def draw(**days: int) -> str:
        cut = {name: days[f"cut{place}"] for place, name in enumerate(names)}
        euros = sum(count * limits[name][1] for name, count in cut.items())
        return draw_gantt(times_after(cuts, length, cut), f"; the days cut cost {euros} €" if euros else "")

    sliders = {
        f"cut{place}": interactive.slider(f"{name} ({limits[name][1]} € a day)", 0, limits[name][0], 0)
        for place, name in enumerate(names)
    }
    interactive.controlled(draw, sliders)
