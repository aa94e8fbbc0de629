"""Fairness under a threshold per group: who is chosen, who of those in need is reached, how often a choice is right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from workbook.notebook import interactive, svg

__all__ = ["explorer"]

BINS = 25


def row(scores: Sequence[float], labels: Sequence[bool], threshold: float, name: str, y: float) -> list[str]:
    """One group: its scores, those in need upwards and the others downwards, its threshold and its three shares."""
    left, width, height = 90, 330, 62
    counts = {label: [0] * BINS for label in (True, False)}
    sides: dict[bool, list[float]] = {True: [], False: []}
    for score, label in sorted(zip(scores, labels, strict=True)):
        counts[bool(label)][min(int(score * BINS), BINS - 1)] += 1
        sides[bool(label)].append(score)
    top = max(max(counts[True]), max(counts[False]), 1)
    shapes = [svg.text(12, y + 4, name, size=14, bold=True), svg.text(12, y + 20, f"{len(scores)} people", size=12)]
    for place in range(BINS):
        x, wide = left + place * width / BINS, width / BINS - 1
        above, below = height * counts[True][place] / top, height * counts[False][place] / top
        shapes.append(svg.box(x, y - above, wide, above, svg.GOOD))
        shapes.append(svg.box(x, y, wide, below, svg.FAIR))
    at = left + threshold * width
    shapes.append(svg.line(left, y, left + width, y, colour=svg.INK))
    shapes.append(svg.line(at, y - height - 6, at, y + height + 2, colour=svg.BAD, width=2.5))
    shapes.append(
        svg.text(at, y - height - 10, f"{threshold:.2f}", size=12, anchor="middle", colour=svg.BAD, bold=True)
    )
    up, down = (len(sides[side]) - bisect_left(sides[side], threshold) for side in (True, False))
    for place, (part, whole) in enumerate([(up + down, len(scores)), (up, len(sides[True])), (up, up + down)]):
        x, value = 452 + place * 80, part / whole if whole else None
        shapes.append(svg.box(x, y - 40, 62, 80, svg.PALE))
        if value is not None:
            shapes.append(svg.box(x, y + 40 - 80 * value, 62, 80 * value, svg.SERIES[0]))
        words = "–" if value is None else f"{value:.0%}"
        shapes.append(svg.text(x + 31, y + 56, words, size=13, anchor="middle", bold=True))
    return shapes


def draw(
    people: Mapping[str, tuple[Sequence[float], Sequence[bool]]], thresholds: Mapping[str, float], title: str = ""
) -> str:
    """One picture for a threshold per group. *people* maps each group to its scores (0 to 1) and who is in need."""
    shapes = [svg.text(12, 22, title, size=15, bold=True)]
    for place, words in enumerate(["chosen", "reached", "right"]):
        shapes.append(svg.text(483 + place * 80, 50, words, size=13, anchor="middle", bold=True))
    y = 136.0
    for name, (scores, labels) in people.items():
        shapes += row(scores, labels, thresholds[name], name, y)
        y += 172
    foot = y - 84
    shapes += [svg.box(90, foot - 12, 16, 16, svg.GOOD), svg.text(112, foot + 1, "in need", size=12)]
    shapes += [svg.box(190, foot - 12, 16, 16, svg.FAIR), svg.text(212, foot + 1, "not in need", size=12)]
    shapes.append(svg.text(452, foot + 1, "of all · of those in need · of those chosen", size=12))
    told = "; ".join(f"{name} at {thresholds[name]:.2f}" for name in people)
    return svg.picture(
        700, int(foot + 20), shapes, f"Scores and shares chosen, reached and right, with the thresholds {told}. {title}"
    )


def explorer(
    people: Mapping[str, tuple[Sequence[float], Sequence[bool]]], examples: Mapping[str, Mapping[str, float]]
) -> None:
    """Show each of the *examples* (title → threshold per group), then one with a slider for each threshold."""
    first: Mapping[str, float] = next(iter(examples.values()))
    for title, thresholds in examples.items():
        interactive.show(draw(people, thresholds, title))
    controls = {name: interactive.slider(name, 0.0, 1.0, first[name], step=0.01) for name in people}
    interactive.controlled(lambda **thresholds: draw(people, thresholds), controls)
