"""The licence explorer: what a student's own rule says of every pair of licences in a remix."""

from __future__ import annotations

from collections.abc import Callable

from workbook.notebook import interactive, svg

LICENCES = ("CC0", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
COLOURS = {"ok": svg.GOOD, "not recommended": svg.FAIR, "no": svg.BAD}
SIGNS = {"ok": "✓", "not recommended": "~", "no": "✕"}
Remix = Callable[[list[str], str], tuple[str, str]]


def full(name: str) -> str:
    """``BY-SA`` → ``CC BY-SA 4.0``."""
    return "CC0 1.0" if name == "CC0" else f"CC {name} 4.0"


def best(remix: Remix, one: str, other: str) -> tuple[str, str]:
    """The best answer over all licences for the new work, and the first licence that gets it."""
    for answer in ("ok", "not recommended"):
        for new in LICENCES:
            if remix([full(one), full(other)], full(new))[0] == answer:
                return answer, new
    return "no", ""


def grid(cell: Callable[[str, str], tuple[str, str]], title: str, alt: str, columns: str, rows: str) -> str:
    """A seven by seven grid; *cell* gives the answer and the words for a row and a column."""
    left, top, wide, high = 128, 78, 78, 40
    shapes = [
        svg.text(12, 24, title, size=15, bold=True),
        svg.text(left, 50, columns, size=12),
        svg.text(12, top - 8, rows, size=12),
    ]
    for x, name in enumerate(LICENCES):
        shapes.append(svg.text(left + x * wide + wide / 2, top - 8, name, size=12, anchor="middle", bold=True))
    for y, one in enumerate(LICENCES):
        shapes.append(svg.text(left - 10, top + y * high + 25, one, size=13, anchor="end", bold=True))
        for x, other in enumerate(LICENCES):
            answer, words = cell(one, other)
            colour = COLOURS.get(answer, svg.LINE)
            shapes.append(svg.box(left + x * wide, top + y * high, wide, high, colour))
            ink = svg.INK if answer == "not recommended" else "#ffffff"
            label = f"{SIGNS.get(answer, '?')} {words}".strip()
            shapes.append(
                svg.text(left + x * wide + wide / 2, top + y * high + 25, label, size=12, anchor="middle", colour=ink)
            )
    foot = top + len(LICENCES) * high + 24
    for position, (answer, colour) in enumerate(COLOURS.items()):
        shapes.append(svg.box(left + position * 160, foot - 12, 16, 16, colour))
        shapes.append(svg.text(left + position * 160 + 22, foot + 1, f"{SIGNS[answer]} {answer}", size=12))
    return svg.picture(690, foot + 18, shapes, alt)


def single(remix: Remix) -> str:
    """One source (row), licence of the new work (column)."""
    return grid(
        lambda one, new: (remix([full(one)], full(new))[0], ""),
        "One source, one new licence",
        "Grid of seven source licences by seven new licences, each ok, not recommended or no",
        "licence of the new work →",
        "source ↓",
    )


def pairs(remix: Remix, new: str = "best") -> str:
    """Two sources; the best licence for the remix, or the answer for the licence *new*."""
    if new == "best":
        return grid(
            lambda one, other: best(remix, one, other),
            "Two sources: the freest licence the remix may have",
            "Grid of pairs of licences, each with the freest licence a remix may have, or none",
            "second source →",
            "first source ↓",
        )
    return grid(
        lambda one, other: (remix([full(one), full(other)], full(new))[0], ""),
        f"Two sources, new work under {full(new)}",
        f"Grid of pairs of licences: may a remix be under {full(new)}?",
        "second source →",
        "first source ↓",
    )


def explorer(remix: Remix) -> None:
    """What *remix* says of every pair, under a choice of the licence of the new work.

    *remix* is the student's own function: ``remix(sources, new) -> (answer, rule)``.
    """
    choices = [("the freest that is ok", "best"), *((full(name), name) for name in LICENCES)]
    interactive.controlled(
        lambda new: pairs(remix, new),
        {"new": {"widget": "Dropdown", "options": choices, "value": "best", "description": "new work"}},
    )
