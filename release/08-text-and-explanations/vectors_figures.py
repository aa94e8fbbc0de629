"""Pictures of the lesson on word vectors."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]
INK, SKY, RUST = "#333333", "#56B4E9", "#D55E00"


def window(sentence: Sequence[str], width: int, centres: Sequence[int]) -> None:
    """Draw the window of *width* words to either side round each of the *centres*, a line each."""
    _, axes = plt.subplots(figsize=(8, 0.62 * len(centres) + 0.5))
    for line, centre in enumerate(centres):
        for place, word in enumerate(sentence):
            near = 0 < abs(place - centre) <= width
            colour = RUST if place == centre else SKY if near else "white"
            box = {"boxstyle": "round,pad=0.35", "facecolor": colour, "edgecolor": INK, "linewidth": 0.6}
            axes.text(place, -line, word, ha="center", va="center", bbox=box, fontsize=10)
    axes.set(xlim=(-0.7, len(sentence) - 0.3), ylim=(0.6 - len(centres), 0.6))
    axes.set_title(f"red: the centre; blue: what lies at most {width} places away", fontsize=10)
    axes.axis("off")
    plt.tight_layout()
    plt.show()


def chart(words: Sequence[str], vectors: Floats, groups: Sequence[Sequence[str]]) -> None:
    """Draw the words of *groups*, a colour each, on the two directions in which their unit vectors differ most."""
    picked = [vectors[list(words).index(word)] for group in groups for word in group]
    flat = PCA(2).fit_transform(normalize(np.array(picked)))
    _, axes = plt.subplots(figsize=(6.5, 4.2))
    start = 0
    for colour, group in zip(("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"), groups, strict=False):
        part = flat[start : start + len(group)]
        axes.scatter(part[:, 0], part[:, 1], color=colour, s=18)
        for word, (x, y) in zip(group, part, strict=True):
            axes.annotate(word, (x, y), xytext=(4, 3), textcoords="offset points", color=colour, fontsize=9)
        start += len(group)
    axes.set(title="words of the film notes", xlabel="first direction", ylabel="second direction")
    plt.tight_layout()
    plt.show()
