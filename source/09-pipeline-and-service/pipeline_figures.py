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


def interval() -> None:
    """Draw a day's data interval, its run after it, and a scan that comes two days late."""
    _, ax = plt.subplots(figsize=(8, 2.2))
    for place, colour in ((0, GOOD), (1, "#CCCCCC"), (2, "#CCCCCC")):
        ax.barh(0, 0.99, left=place, height=0.5, color=colour)
        ax.text(
            place + 0.5, 0, f"{3 + place} March", ha="center", va="center", color="white" if place == 0 else "black"
        )
    ax.plot([1 + 2 / 24], [0.75], "v", color=BAD, markersize=9, label="the run of 3 March, at 02:00")
    ax.annotate(
        "P5: scanned here, stored there",
        (2 + 6 / 24, -0.25),
        (17 / 24, -0.9),
        arrowprops={"arrowstyle": "->", "color": BAD},
        va="center",
    )
    ax.plot([17 / 24], [-0.3], "o", color=BAD)
    ax.set(xlim=(-0.1, 3.1), ylim=(-1.3, 1.3), title="Data interval 3 March, and what comes after it", xlabel="time")
    ax.set_xticks(range(4), ["3 March 00:00", "4 March 00:00", "5 March 00:00", "6 March 00:00"])
    ax.set_yticks([])
    ax.legend(loc="upper right")
    plt.tight_layout()
    plt.show()
