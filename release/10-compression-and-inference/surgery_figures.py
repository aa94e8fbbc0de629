"""Pictures of the lesson on surgery: tensors as grids, with the rows and columns that go; how small a cut layer gets."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.notebook import interactive, svg

__all__ = ["grids", "how_many", "trunk"]

Part = tuple[str, int, int, Sequence[int], Sequence[int]]
"""A tensor: its name, its rows and columns, and which of them go."""
CELL = 15.0


def _list(numbers: Sequence[int], word: str) -> str:
    if not numbers:
        return ""
    return f"{word}{'s' if len(numbers) > 1 else ''} {', '.join(str(number) for number in numbers)}"


def _go(part: Part) -> str:
    return " goes" if len(part[3]) + len(part[4]) == 1 else " go"


def _told(part: Part) -> str:
    name, rows, columns, gone_rows, gone_columns = part
    gone = " and ".join(one for one in (_list(gone_rows, "row"), _list(gone_columns, "column")) if one)
    return f"{name}, {rows} by {columns}: {gone + _go(part) if gone else 'all stays'}"


def _grid(left: float, top: float, part: Part, cell: float) -> list[str]:
    _, rows, columns, gone_rows, gone_columns = part
    shapes = []
    for row in range(rows):
        for column in range(columns):
            gone = row in gone_rows or column in gone_columns
            x, y = left + column * cell, top + row * cell
            shapes.append(svg.box(x, y, cell, cell, svg.VERMILION if gone else "#dbe9f6", edge="#ffffff"))
            if gone and cell > 8:
                shapes.append(svg.line(x + 3, y + 3, x + cell - 3, y + cell - 3, colour="#ffffff", width=1.5))
    return shapes


def draw_grids(title: str, parts: Sequence[Part], cell: float = CELL) -> str:
    """Tensors side by side; what goes is red and crossed out."""
    shapes = [svg.text(12, 22, title, size=15, bold=True)]
    left, deepest = 12.0, 0.0
    for part in parts:
        name, rows, columns, *_ = part
        shapes.append(svg.text(left, 48, name, size=12))
        shapes += _grid(left, 58, part, cell)
        gone = " and ".join(one for one in (_list(part[3], "row"), _list(part[4], "column")) if one)
        shapes.append(svg.text(left, 58 + rows * cell + 18, f"{gone}{_go(part)}" if gone else "all stays", size=12))
        deepest = max(deepest, rows * cell)
        left += max(columns * cell, 6.6 * len(name), 7 * len(gone) + 20) + 26
    return svg.picture(left, deepest + 90, shapes, f"{title}. " + "; ".join(_told(part) for part in parts) + ".")


def grids(title: str, *parts: Part) -> None:
    """Show tensors side by side, with the rows and columns that go."""
    interactive.show(draw_grids(title, parts))


def draw_kept(own: int, before: int) -> str:
    """A convolution of 24 channels that reads 16, of which *own* and *before* are kept, and the sizes that follow."""
    first: Part = ("this convolution, 24 × 16 windows", 24, 16, list(range(own, 24)), list(range(before, 16)))
    norm: Part = ("its norm", 24, 4, list(range(own, 24)), [])
    second: Part = ("the next, 12 × 24 windows", 12, 24, [], list(range(own, 24)))
    cell, top = 9.0, 76.0
    count = own * before * 9
    told = f"{own} of 24 channels and {before} of 16 inputs stay: {count} of 3456 weights, {count / 3456:.0%}"
    shapes = [svg.text(12, 22, "What stays of a convolution", size=15, bold=True), svg.text(12, 44, told)]
    left = 12.0
    for part in (first, norm, second):
        shapes.append(svg.text(left, 68, part[0], size=12))
        shapes += _grid(left, top, part, cell)
        left += max(part[2] * cell, 6.6 * len(part[0])) + 22
    return svg.picture(
        left,
        top + 24 * cell + 16,
        shapes,
        f"{told}. In its norm {own} entries of 24 stay, in the next one {own} columns.",
    )


def how_many() -> None:
    """What stays of a convolution, under sliders for its own channels and for those that it reads."""
    controls = {
        "own": interactive.slider("its channels kept", 1, 24, 12),
        "before": interactive.slider("inputs kept", 1, 16, 16),
    }
    interactive.controlled(draw_kept, controls)


def _box(x: float, y: float, words: str, colour: str = svg.PAPER) -> list[str]:
    return [svg.box(x, y, 96, 30, colour, edge=svg.INK), svg.text(x + 48, y + 20, words, size=12, anchor="middle")]


def draw_trunk() -> str:
    """A net of three blocks, the second with a skip of its own: which convolutions write which trunk."""
    first, second = "#dbe9f6", "#fbe3c0"
    shapes = [svg.text(12, 22, "Two trunks: who writes them, who reads them", size=15, bold=True)]
    shapes += [
        svg.line(20, 60, 300, 60, colour=svg.BLUE, width=5),
        svg.line(410, 60, 800, 60, colour=svg.ORANGE, width=5),
    ]
    shapes += [svg.text(20, 50, "first trunk", size=12), svg.text(440, 50, "second trunk", size=12)]
    shapes += [*_box(20, 84, "conv", first), svg.line(68, 84, 68, 63, arrow=True)]
    for x, number, colour in ((150, 0, first), (560, 2, second)):
        shapes += _box(x, 124, f"{number}.conv1") + _box(x, 174, f"{number}.conv2", colour)
        shapes += [svg.line(x + 18, 63, x + 18, 124, arrow=True), svg.line(x + 48, 154, x + 48, 174, arrow=True)]
        shapes.append(svg.line(x + 84, 174, x + 84, 63, arrow=True))
    shapes += _box(312, 84, "1.skip.0", second) + _box(312, 124, "1.conv1") + _box(312, 174, "1.conv2", second)
    shapes += [
        svg.line(300, 60, 300, 139),
        svg.line(300, 99, 312, 99, arrow=True),
        svg.line(300, 139, 312, 139, arrow=True),
    ]
    shapes += [
        svg.line(360, 154, 360, 174, arrow=True),
        svg.line(408, 189, 424, 189),
        svg.line(424, 189, 424, 63, arrow=True),
    ]
    shapes += [svg.line(408, 99, 424, 99), *_box(704, 84, "head"), svg.line(752, 63, 752, 84, arrow=True)]
    alt = (
        "A net of three blocks. The first trunk is written by conv and by conv2 of block 0, and read by conv1 of block 0, and by "
        "conv1 and skip.0 of block 1. The second trunk is written by skip.0 and conv2 of block 1 and by conv2 of block 2, and read "
        "by conv1 of block 2 and by the head."
    )
    return svg.picture(820, 220, shapes, alt)


def trunk() -> None:
    """Show which convolutions write and read the two trunks of a net of three blocks."""
    interactive.show(draw_trunk())
