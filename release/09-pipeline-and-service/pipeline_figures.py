"""Pictures of plans and of nights (lesson 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt

from pipeline_night import clock

GOOD, BAD, STOPPED = "#0072B2", "#D55E00", "#999999"


def plan(tasks: Mapping[str, Mapping[str, Any]], columns: Sequence[Sequence[str]], title: str) -> None:
    """Draw *tasks* as boxes in *columns*, with an arrow from each to those that need it."""
    place = {name: (x, -y + (len(column) - 1) / 2) for x, column in enumerate(columns) for y, name in enumerate(column)}
    _, ax = plt.subplots(figsize=(8, 2.6))
    for name, task in tasks.items():
        for need in task["needs"]:
            ax.annotate(
                "",
                place[name],
                place[need],
                arrowprops={"arrowstyle": "->", "shrinkA": 28, "shrinkB": 28, "color": "#555555"},
            )
    for name, (x, y) in place.items():
        ax.text(x, y, name, ha="center", va="center", bbox={"boxstyle": "round", "fc": "white", "ec": GOOD})
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(-1.8, 1.8), title=title, xlabel="wave")
    ax.set_xticks(range(len(columns)))
    ax.set_yticks([])
    plt.tight_layout()
    plt.show()


def night(log: Sequence[tuple[float, str, str]], tasks: Sequence[str], title: str) -> None:
    """Draw each attempt of a log as a bar: blue if it succeeded, orange if it failed, grey if it was stopped."""
    _, ax = plt.subplots(figsize=(8, 0.32 * len(tasks) + 1.2))
    begun: dict[str, float] = {}
    labelled: set[str] = set()
    colours = {"done": (GOOD, "succeeded"), "failed": (BAD, "failed"), "stop": (STOPPED, "stopped")}
    for moment, what, name in log:
        if what == "start":
            begun[name] = moment
            continue
        colour, label = colours[what]
        width = max((moment - begun[name]) / 3600, 0.01)
        ax.barh(name, width, left=begun[name] / 3600, color=colour, label=label if label not in labelled else None)
        labelled.add(label)
    ax.set_yticks(list(tasks))
    ax.set_ylim(len(tasks) - 0.4, -0.6)
    ticks = range(int(max((moment for moment, _, _ in log), default=0) // 3600) + 2)
    ax.set_xticks(list(ticks), [clock(3600 * hour) for hour in ticks])
    ax.set(title=title, xlabel="time of day")
    if labelled:
        ax.legend()
    plt.tight_layout()
    plt.show()
