"""Pictures of lesson 6, and the comparison of its form with the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from budget_reader import moved

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#999999"
COLUMNS = ("bytes", "multiply-\nadds", "bytes\nmoved", "waiting\ntime", "no loss:\nequal")
TOOLS: tuple[tuple[str, str, str], ...] = (
    ("distil a smaller model", "K4, K5", "●●●● "),
    ("prune single weights", "K6", "○○○  "),
    ("cut out whole channels", "K7", "●●●● "),
    ("fold batch norm", "K8", " ●●●●"),
    ("low rank, merged adapters", "K9", "●●●● "),
    ("8-bit integers", "K10 to K13", "● ●○ "),
    ("4-bit weights", "K14", "● ●○ "),
    ("keys and values cached", "K15", " ● ●●"),
    ("drafts, then verified", "K17", "  ○○●"),
    ("continuous batches", "K18", "  ●●●"),
)
"""A tool, its exercises, and for each column whether it saves that: ● yes, ○ if something else plays along."""


def tools() -> None:
    """Which tool saves what, as a table of dots."""
    _fig, ax = plt.subplots(figsize=(8, 4.6))
    for row, (_name, _exercises, dots) in enumerate(TOOLS):
        ax.axhline(row, color="#EEEEEE", zorder=0)
        for column, dot in enumerate(dots):
            if dot != " ":
                colour = GREEN if column == 4 else BLUE
                ax.plot(column, row, "o", markersize=11, markeredgewidth=2, color=colour, markerfacecolor=colour if dot == "●" else "white")  # fmt: skip
    ax.set_yticks(range(len(TOOLS)), [f"{name} ({exercises})" for name, exercises, _ in TOOLS])
    ax.set_xticks(range(len(COLUMNS)), COLUMNS)
    ax.xaxis.tick_top()
    ax.set(
        xlim=(-0.6, 4.6), ylim=(len(TOOLS) - 0.5, -0.6), title="What saves what (hollow: only if something plays along)"
    )
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    plt.tight_layout()
    plt.show()


def mask_pays(count: int) -> None:
    """Bytes of *count* weights against the share of zeros among them, with a mask and without."""
    share = np.linspace(0, 1, 101)
    _fig, ax = plt.subplots(figsize=(8, 3.2))
    for bits, colour in ((8, BLUE), (4, ORANGE), (2, GREEN)):
        ax.plot(share, count / 8 + count * (1 - share) * bits / 8, color=colour, label=f"{bits} bits, with mask")
        ax.axhline(count * bits / 8, color=colour, linestyle="--", label=f"{bits} bits, without")
    ax.set(xlabel="share of weights that are 0", ylabel="bytes", title=f"{count:,} weights in the file", ylim=(0, None))
    ax.legend(ncol=3, fontsize=8)
    plt.tight_layout()
    plt.show()


def three_positions(image: NDArray[Any]) -> None:
    """A digit one pixel too high, straight, and one pixel too low."""
    _fig, axes = plt.subplots(1, 3, figsize=(6, 2.3))
    for ax, rows, told in zip(axes, (-1, 0, 1), ("too high", "straight", "too low"), strict=True):
        ax.imshow(moved(image[None], rows)[0], cmap="gray")
        ax.set(title=told, xticks=[], yticks=[])
    plt.tight_layout()
    plt.show()


def agreement(page: Mapping[str, Any], worked_out: Mapping[str, Any]) -> str:
    """Which entries of the form agree with what the notebook has worked out, in words; shares to the places that are given."""
    said = []
    for key, value in worked_out.items():
        given = page.get(key)
        if given is None:
            said.append(f"{key}: still empty")
        elif isinstance(value, float):
            near = isinstance(given, int | float) and abs(given - value) <= 0.000501
            said.append(f"{key}: agrees" if near else f"{key}: {given!r} contradicts the notebook (give three places)")
        else:
            said.append(f"{key}: agrees" if given == value else f"{key}: {given!r} contradicts the notebook")
    return "\n    ".join(said)
