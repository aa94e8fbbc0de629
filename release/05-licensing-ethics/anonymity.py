"""k-anonymity as groups merge: how many people stand in groups smaller than k, level by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from workbook.notebook import interactive, svg

__all__ = ["explorer"]

Rows = Sequence[Mapping[str, str]]
Ladders = Mapping[str, Sequence[Mapping[str, str]]]


def sizes(rows: Rows, ladders: Ladders, levels: Mapping[str, int]) -> list[int]:
    """The sizes of the groups of rows that look alike at these levels, the largest first."""
    counts = Counter(tuple(ladders[name][levels[name]][row[name]] for name in ladders) for row in rows)
    return sorted(counts.values(), reverse=True)


def placed(found: list[int], width: float, height: float) -> list[tuple[float, float, float]]:
    """(x, y, side) of a square for each group, its area the number of people, as large as all fit into the panel."""
    unit = (width * height / max(sum(found), 1)) ** 0.5
    while True:
        squares: list[tuple[float, float, float]] = []
        x = y = tallest = 0.0
        for size in found:
            side = max(2.0, unit * size**0.5)
            if x + side > width and squares:
                x, y, tallest = 0.0, y + tallest + 2, 0.0
            squares.append((x, y, side))
            x, tallest = x + side + 2, max(tallest, side)
        if (y + tallest <= height and all(side <= width for _, _, side in squares)) or unit < 0.1:
            return squares
        unit *= 0.96


def panel(found: list[int], k: int, x: float, y: float, width: float, height: float, title: str) -> list[str]:
    """One panel: a square for each group, its area the number of people, dark where fewer than *k*."""
    exposed = sum(size for size in found if size < k)
    shapes = [svg.text(x, y - 26, title, size=13, bold=True)]
    shapes.append(
        svg.text(x, y - 9, f"{len(found)} groups; {exposed} of {sum(found)} people in groups under {k}", size=12)
    )
    shapes.append(svg.box(x, y, width, height, svg.PALE))
    for size, (left, top, side) in zip(found, placed(found, width - 8, height - 8), strict=True):
        shapes.append(svg.box(x + 4 + left, y + 4 + top, side, side, svg.BAD if size < k else svg.GOOD))
    return shapes


def draw(rows: Rows, ladders: Ladders, k: int, levels: Mapping[str, int]) -> str:
    """One picture for one choice of levels."""
    named = ", ".join(f"{name} {level}" for name, level in levels.items())
    shapes = panel(sizes(rows, ladders, levels), k, 20, 50, 640, 300, f"levels: {named}")
    return svg.picture(
        690, 370, shapes, f"Groups of people who look alike at the levels {named}, dark where fewer than {k}"
    )


def ladder_picture(rows: Rows, ladders: Ladders, k: int, steps: Sequence[Mapping[str, int]]) -> str:
    """Small multiples: the groups at each of four steps."""
    shapes = []
    for position, levels in enumerate(steps):
        x, y = 20 + (position % 2) * 335, 50 + (position // 2) * 250
        named = ", ".join(f"{name} {level}" for name, level in levels.items())
        shapes += panel(sizes(rows, ladders, levels), k, x, y, 315, 190, named)
    foot = 50 + ((len(steps) + 1) // 2) * 250 - 34
    shapes += [
        svg.box(20, foot - 12, 16, 16, svg.GOOD),
        svg.text(42, foot + 1, f"a group of {k} or more who look alike", size=12),
    ]
    shapes += [svg.box(300, foot - 12, 16, 16, svg.BAD), svg.text(322, foot + 1, f"a group of fewer than {k}", size=12)]
    alt = f"Four panels: as the levels rise, groups merge and fewer people stand in groups under {k}"
    return svg.picture(690, foot + 16, shapes, alt)


def explorer(rows: Rows, ladders: Ladders, k: int, steps: Sequence[Mapping[str, int]]) -> None:
    """Show the groups at the given *steps*, then one step with a slider for k and for the level of each column."""
    interactive.show(ladder_picture(rows, ladders, k, steps))
    controls = {name: interactive.slider(name, 0, len(maps) - 1, 0) for name, maps in ladders.items()}
    controls["k"] = interactive.slider("k", 2, 50, k)
    interactive.controlled(lambda k, **levels: draw(rows, ladders, k, levels), controls, columns=2)
